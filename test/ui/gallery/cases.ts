/** What the gallery shows: every state of a run, every shape of gates, every result that a person may meet. */

import { verbatim } from '../../../src/messages/message.ts';
import type { GatesPayload } from '../../../src/protocol/gates.ts';
import { GATES_MIME, RESULT_MIME, RUN_MIME } from '../../../src/protocol/renderer.ts';
import type { ResultPayload } from '../../../src/protocol/result.ts';
import type { Run } from '../../../src/protocol/run.ts';
import { RESULTS } from './result-cases.ts';
import { sampleClasses, sampleGates, sampleRun } from './samples.ts';

export interface OutputCase {
  mime: string;
  data: Run | GatesPayload | ResultPayload;
}

const characters = (text: string) =>
  ['', ...new Intl.Segmenter().segment(text)].map((part) => (typeof part === 'string' ? part : part.segment));
const words = (text: string) => [
  '',
  ...[...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)].map((part) => part.segment),
];
const run = (data: Run): OutputCase => ({ mime: RUN_MIME, data });
const gates = (data: GatesPayload): OutputCase => ({ mime: GATES_MIME, data });

const tyrannosaurus = characters('tyrannosaurus\n');
const moby = characters(
  'Call me Ishmael. Some years ago—never mind how long precisely—having little or no money in my purse, and nothing particular to interest me on shore, I thought I would sail about a little and see\tthe watery',
);

/** One output each. */
export const OUTPUTS: Record<string, OutputCase> = {
  running: run(sampleRun({ share: 0.55 }, { gates: { epoch: 11, gates: sampleGates('lstm', tyrannosaurus) } })),
  finished: run(
    sampleRun(
      { points: 1000, options: { epochs: 30 } },
      {
        model: { path: '.unroll/dinosaurs-lstm-64.safetensors', epoch: 17, validationLoss: 1.66 },
        notices: [verbatim('The text has 1,318 lines; 214 of them twice. Each was kept once.')],
        gates: { epoch: 30, gates: sampleGates('lstm', tyrannosaurus, { layers: 2, units: 128 }) },
      },
    ),
  ),
  classes: run(sampleClasses()),
  'one-point': run(sampleRun({ points: 1, share: 0.01 })),
  'two-epochs': run(sampleRun({ points: 40, options: { epochs: 2 } })),
  'one-epoch': run(sampleRun({ points: 400, options: { epochs: 1 } })),
  'no-validation': run(sampleRun({ points: 700, share: 0.8, options: { validation: 0, cell: 'gru', layers: 3 } })),
  'many-epochs': run(sampleRun({ points: 1000, options: { epochs: 150 } })),
  waiting: run(
    sampleRun(
      { points: 0, share: 0 },
      {
        state: 'waiting',
        message: verbatim('All 2 cores are taken by moby-dick.txt and verse.txt; it starts when one of them ends.'),
      },
    ),
  ),
  preparing: run(sampleRun({ points: 0, share: 0 }, { state: 'preparing' })),
  failed: run(
    sampleRun(
      { share: 0.3, points: 120 },
      {
        state: 'failed',
        message: verbatim(
          'The loss is no longer a number at step 276 (epoch 6): the gradient overflowed. Try a smaller learningRate than 10, or clip below 5. The weights of epoch 5 are kept.',
        ),
      },
    ),
  ),
  'failed-early': run(
    sampleRun(
      { share: 0, points: 0, name: 'missing.txt' },
      {
        state: 'failed',
        message: verbatim('There is no file /workspace/data/missing.txt. Did you mean dinosaurs.txt?'),
      },
    ),
  ),
  stopping: run(sampleRun({ share: 0.4 }, { state: 'stopping' })),
  'long-name': run(
    sampleRun(
      {
        share: 0.7,
        name: 'a-very-long-file-name-of-collected-letters-and-diaries-1851-1891-second-revised-edition.final.txt',
        options: { layers: 8, hidden: 4096, epochs: 100_000 },
      },
      {
        sample: {
          epoch: 70_000,
          text: `${'the whale '.repeat(60)}\n${'x'.repeat(300)}\n<b>not bold</b> & <script>alert(1)</script>`,
        },
        notices: Array.from({ length: 12 }, (_, i) =>
          verbatim(`Notice number ${i + 1}, which is a sentence of some length about the text.`),
        ),
      },
    ),
  ),
  chinese: run(
    sampleRun(
      { share: 0.6, name: '唐诗三百首.txt', options: { cell: 'gru' } },
      {
        sample: { epoch: 12, text: '春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。' },
        gates: { epoch: 12, gates: sampleGates('gru', characters('床前明月光，疑是地上霜。\n'), { units: 48 }) },
      },
    ),
  ),
  'gates-lstm': gates(sampleGates('lstm', tyrannosaurus)),
  'gates-gru-layers': gates(sampleGates('gru', tyrannosaurus, { layers: 4, units: 32, model: 'verse-gru' })),
  'gates-rnn': gates(sampleGates('rnn', tyrannosaurus, { units: 100 })),
  'gates-long': gates(sampleGates('lstm', moby.slice(0, 200), { units: 128, model: 'moby-dick' })),
  'gates-512': gates(sampleGates('lstm', characters('melville'), { units: 512, model: 'moby-dick-512' })),
  'gates-4096': gates(sampleGates('lstm', characters('melville'), { units: 4096, model: 'big' })),
  'gates-tiny': gates(sampleGates('lstm', characters('a'), { units: 1, model: 'tiny' })),
  'gates-words': gates(
    sampleGates('lstm', words('The apple and pear salad was delicious, incomprehensibilities notwithstanding.'), {
      units: 40,
      model: 'words',
    }),
  ),
  'gates-chinese': gates(
    sampleGates('lstm', characters('春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。'), { model: '唐诗' }),
  ),
  'gates-none': gates({ model: 'empty', cell: 'rnn', tokens: [], layers: [] }),
  'gates-special': gates(sampleGates('lstm', ['', 'a', ' ', '\t', '\n', '<UNK>', '<EOS>', '👩‍👩‍👧', 'é', '한', 'ß'])),
  ...Object.fromEntries(Object.entries(RESULTS).map(([name, data]) => [name, { mime: RESULT_MIME, data }])),
};
