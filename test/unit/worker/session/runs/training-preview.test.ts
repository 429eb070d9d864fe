import assert from 'node:assert/strict';
import { type Message, sayEnglish } from '../../../../../src/messages/message.ts';
import { parseTrainOptions } from '../../../../../src/protocol/options.ts';
import type { RunReport } from '../../../../../src/protocol/run.ts';
import { Vocabulary } from '../../../../../src/text/tokens/vocabulary.ts';
import type { ModelFrame } from '../../../../../src/worker/session/runs/best-checkpoint.ts';
import { Reports } from '../../../../../src/worker/session/runs/reports.ts';
import { short, TrainingPreview } from '../../../../../src/worker/session/runs/training-preview.ts';
import type { Host } from '../../../../../src/worker/session/support/host.ts';

describe('looking at a network while it trains', () => {
  it('a look that fails is one notice; the training ends as if there had been none', async () => {
    const sent: RunReport[] = [];
    const report = { asEvent: async (_: string, each: RunReport) => void sent.push(each) };
    const frame: ModelFrame = {
      task: 'language-model',
      network: { cell: 'rnn', layers: 1, hidden: 4, vocabulary: 3 },
      options: parseTrainOptions({}),
      documents: 'text',
      source: { name: 'a.txt' },
      vocabulary: Vocabulary.fromJSON({ level: 'characters', tokens: ['a'] }),
      labels: [],
    };
    const refuse = () => {
      throw new Error('There is no memory left.');
    };
    const data = {
      kind: 'text',
      ids: new Uint8Array(),
      train: new Uint32Array(),
      validation: new Uint32Array(),
    } as const;
    const reports = new Reports({ report } as unknown as Pick<Host, 'report'>, 'r');
    const look = new TrainingPreview(frame, reports, refuse, { data, firstHeldOut: '' });
    look.give({ epoch: 1, weights: new Float32Array(47) });
    await look.finish({ epoch: 2, weights: new Float32Array(47) });
    const [notice, ...others] = sent as { kind: string; message: Message }[];
    assert.deepEqual([notice?.kind, others], ['notice', []]);
    assert.equal(
      notice && sayEnglish(notice.message),
      'What the model writes after epoch 1 could not be shown: There is no memory left. The training is not affected.',
    );
  });

  it('examples that are too long together are left out, those behind them are not', () => {
    const lengths = [10, 30_000, 10, 10, 10];
    const starts = Uint32Array.from([0, 1, 2, 3, 4, 5], (n) => lengths.slice(0, n).reduce((a, b) => a + b, 0));
    assert.deepEqual(short({ starts }, [0, 1, 2, 3, 4]), [0, 2, 3, 4]);
    assert.deepEqual(short({ starts }, [1]), [1], 'at least one');
    assert.deepEqual(short({ starts }, [1, 2]), [2]);
  });
});
