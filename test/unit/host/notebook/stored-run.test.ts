import assert from 'node:assert/strict';
import { storedRun } from '../../../../src/host/notebook/stored-run.ts';
import { message, verbatim } from '../../../../src/messages/message.ts';
import { parseTrainOptions } from '../../../../src/protocol/options.ts';
import type { CurvePoint, Run } from '../../../../src/protocol/run.ts';
import { said } from '../../said.ts';

function runWith(points: number, gatesChars: number): Run {
  const training = Array.from({ length: points }, (_, i): CurvePoint => ({ step: i + 1, epoch: 1, loss: i }));
  const plane = { name: 'cell', symbol: 'c', range: 'signed' as const, scale: 1, data: 'A'.repeat(gatesChars) };
  const gates = { model: 'm', cell: 'lstm' as const, tokens: ['a'], layers: [{ units: 1, planes: [plane] }] };
  return {
    ...{ id: 'r', seq: 4, owner: 'panel', source: { name: 'a.txt' }, options: parseTrainOptions(), threads: 1 },
    ...{ startedAt: 0, state: 'running', training, validation: [], notices: [], gates: { epoch: 1, gates } },
  };
}

describe('host/notebook/stored-run', () => {
  it('stores a short curve as it is', () => {
    const run = runWith(360, 10);
    assert.deepEqual(storedRun(run), run);
  });

  it('thins a long curve to at most 360 points that keep its mean and its last step', () => {
    const run = runWith(999, 10);
    const { training } = storedRun(run);
    assert.equal(training.length, 333);
    assert.equal(training.at(-1)?.step, 999);
    assert.equal(training.reduce((sum, { loss }) => sum + loss, 0) / training.length, 499);
    assert.equal(run.training.length, 999);
  });

  it('a point that stands for many reports weighs as much as they do', () => {
    const point = (i: number): CurvePoint => ({ step: i + 1, epoch: 1, loss: i % 2, reports: i % 2 ? 1 : 3 });
    const { training } = storedRun({ ...runWith(1, 1), training: Array.from({ length: 720 }, (_, i) => point(i)) });
    assert.deepEqual(training.at(-1), { step: 720, epoch: 1, loss: 0.25, reports: 4 });
    assert.equal(training.length, 360);
  });

  it('keeps the best and the last validation loss of a long run', () => {
    const loss = (step: number) => (step === 501 ? 1 : 2 + step / 1000);
    const validation = Array.from({ length: 998 }, (_, i) => ({ step: i + 1, epoch: i + 1, loss: loss(i + 1) }));
    const stored = storedRun({ ...runWith(1, 1), validation }).validation;
    assert.equal(stored.length, 334);
    const best = stored.reduce((a, b) => (b.loss < a.loss ? b : a));
    assert.deepEqual([best, stored.at(-1)], [{ ...validation[500], reports: 3 }, validation[997]]);
  });

  it('leaves out gates of more than 400,000 characters', () => {
    assert.ok(storedRun(runWith(1, 400_000)).gates);
    assert.equal(storedRun(runWith(1, 400_001)).gates, undefined);
  });

  it('names files without the folders of this machine', () => {
    const model = { path: '/home/me/secret/.unroll/a-lstm.safetensors', epoch: 1 };
    const source = { name: 'a.txt', path: '/home/me/secret/a.txt', sha256: 'abc' };
    const folder = '/home/me/secret/.unroll';
    const failed = message('model.unwritable-folder', { file: folder, code: 'ENOSPC', reason: '' });
    const missing = message('file.no-folder', { folder: '/home/me/secret' });
    const notices = [
      verbatim('/home/me/secret/a.txt was changed.'),
      message('model.unsaved', { file: `${folder}/a.safetensors`, code: 'EROFS', reason: '' }),
    ];
    const told = message('run.both', { first: failed, second: missing });
    const run = { ...runWith(1, 1), owner: '/home/me/secret/book.ipynb', source, model, message: told, notices };
    const stored = storedRun(run);
    assert.deepEqual(
      [stored.owner, stored.source, stored.model?.path],
      ['book.ipynb', { name: 'a.txt', sha256: 'abc' }, '.unroll/a-lstm.safetensors'],
    );
    const cut = /^Models cannot be saved in \.unroll: the disk is full; .*\. There is no folder secret either\.$/;
    assert.match(said(stored.message), cut);
    assert.match(stored.notices.map(said).join(' '), /^a\.txt was changed\. .* saved as \.unroll\/a\.safetensors: /);
    assert.doesNotMatch(JSON.stringify(stored), /home/);
  });
});
