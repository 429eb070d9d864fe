/** The same seed and options give the same weights, bit for bit, whatever the number of threads. */
import assert from 'node:assert/strict';
import type { TrainOptionsInput } from '../../../../../src/protocol/options.ts';
import type { Source } from '../../../../../src/protocol/run.ts';
import { readModel } from '../../../../../src/worker/session/files/model-file.ts';
import { said } from '../../../said.ts';
import { type TestSession, withSession } from '../../session.ts';

const COUNTS = [1, 2, 3, 4, 8];
/** Lines of 3 to 13 characters. */
const text = Array.from({ length: 120 }, (_, i) => `${(i * 7919).toString(36)}${'abcdefgh'.slice(0, i % 9)}`).join(
  '\n',
);

describe('threads', () => {
  let session: TestSession;
  withSession({ 'names.txt': text }, (fresh) => {
    session = fresh;
  });

  for (const [what, options] of Object.entries<TrainOptionsInput>({
    'batch 1, shared by units': { batch: 1, hidden: 48, epochs: 1 },
    'batch 7, sequences of different lengths': { batch: 7, hidden: 16 },
    'batch 50, two layers with dropout': { batch: 50, hidden: 16, layers: 2, dropout: 0.2 },
    'batch 4, running text, validated in the middle of epochs': {
      ...{ batch: 4, hidden: 20, documents: 'text', window: 5, validateEvery: 7, layers: 2, directions: 1 },
    },
    'batch 1, shared by units, tokens dropped': { batch: 1, hidden: 48, epochs: 1, inputDropout: 0.3 },
    'batch 7, tokens and activations dropped': { batch: 7, hidden: 16, layers: 2, inputDropout: 0.3, dropout: 0.2 },
    'batch 7, embeddings dropped': { batch: 7, hidden: 16, embedding: 5, inputDropout: 0.3 },
    'batch 50, running text': { batch: 50, hidden: 20, documents: 'text', window: 5 },
    'a GRU, batch 1': { cell: 'gru', batch: 1, hidden: 128, epochs: 1, layers: 2 },
    'an LSTM of 128 units, batch 7, shared by units on 2 threads and more': { batch: 7, hidden: 128, epochs: 1 },
    'an RNN of 128 units, batch 3': { cell: 'rnn', batch: 3, hidden: 128, epochs: 1 },
    'a simplified GRU, batch 3': { cell: 'gru', reset: 'none', batch: 3, hidden: 128, epochs: 1 },
    'a GRU that resets after the product, batch 3': { cell: 'gru', reset: 'after', batch: 3, hidden: 128, epochs: 1 },
    'an LSTM with peepholes, batch 3': { peepholes: 'previous', batch: 3, hidden: 128, epochs: 1 },
    'weights that exceed a cache, batch 50': { hidden: 400, batch: 50, epochs: 1 },
  }))
    it(`${what}: ${COUNTS.join(', ')} threads give the same bits`, async () => {
      const weights: Float32Array[] = [];
      const norms: unknown[] = [];
      for (const count of COUNTS) {
        session.acquire = async () => count;
        await session.calls.train(
          `${count}`,
          { kind: 'file', path: `${session.folder}/names.txt` },
          { epochs: 2, threads: count, ...options },
        );
        const [end] = session.reportsOf('end', `${count}`);
        assert.equal(end?.state, 'finished', said(end?.message));
        weights.push((await readModel(session.reportsOf('saved', `${count}`).at(-1)!.path)).weights);
        const { step, loss, gradientNorm, updateRatio } = session.reportsOf('step', `${count}`)[0]!.progress;
        assert.ok(step === 1 && updateRatio! > 0 && updateRatio! < 1, `step ${step}: ${updateRatio}`);
        norms.push({ loss, gradientNorm, updateRatio });
      }
      for (const [i, each] of norms.entries()) assert.deepEqual(each, norms[0], `${COUNTS[i]} threads`);
      for (const [i, each] of weights.entries()) assert.deepEqual(each, weights[0], `${COUNTS[i]} threads`);
    });

  for (const [what, options] of Object.entries<TrainOptionsInput>({
    'tagging in both directions, tokens dropped': { task: 'tagging', inputDropout: 0.3 },
    'tagging in both directions, embeddings dropped': { task: 'tagging', embedding: 5, inputDropout: 0.3 },
    'an encoder-decoder, tokens dropped in both languages': { task: 'translation', inputDropout: 0.3 },
  }))
    it(`${what}: ${COUNTS.join(', ')} threads give the same bits`, async () => {
      const lines = text
        .split('\n')
        .map((line, i) => `${line}\t${'xyz'[i % 3]}${i % 7 === 6 && options.task === 'tagging' ? '\n' : ''}`);
      const source = { kind: 'text', name: 'pairs', text: lines.join('\n') } as const;
      const weights: Float32Array[] = [];
      for (const count of COUNTS) {
        session.acquire = async () => count;
        await session.calls.train(`${count}`, source, { epochs: 2, hidden: 16, threads: count, ...options });
        const [end] = session.reportsOf('end', `${count}`);
        assert.equal(end?.state, 'finished', said(end?.message));
        weights.push((await readModel(session.reportsOf('saved', `${count}`).at(-1)!.path)).weights);
      }
      for (const [i, each] of weights.entries()) assert.deepEqual(each, weights[0], `${COUNTS[i]} threads`);
    });

  it("threads: 'auto' gives back the cores that a small network does not need; a number is taken as it is", async () => {
    const wanted: number[] = [];
    session.acquire = async (_, most) => {
      wanted.push(most);
      return Math.min(most, 4);
    };
    const source: Source = { kind: 'file', path: `${session.folder}/names.txt` };
    for (const [id, options] of Object.entries<TrainOptionsInput>({
      small: { hidden: 8 },
      medium: { hidden: 80 },
      large: { hidden: 160 },
      given: { hidden: 8, threads: 3 },
    }))
      await session.calls.train(id, source, { epochs: 1, ...options });
    assert.deepEqual(wanted, [...Array(3).fill(Number.POSITIVE_INFINITY), 3]);
    assert.deepEqual(Object.fromEntries(session.kept), { small: 1, medium: 3 });
  });

  it('the wide build and the narrow one give the same bits, the plain kernels nearly the same losses', async () => {
    const weights: Float32Array[] = [];
    const losses: number[] = [];
    for (const kernels of ['wide', 'narrow', 'plain'] as const) {
      session.kernels = kernels;
      await session.calls.train(
        kernels,
        { kind: 'file', path: `${session.folder}/names.txt` },
        { hidden: 20, epochs: 2 },
      );
      weights.push((await readModel(session.reportsOf('saved', kernels).at(-1)!.path)).weights);
      losses.push(session.reportsOf('epoch', kernels).at(-1)!.validationLoss!);
    }
    assert.deepEqual(weights[0], weights[1]);
    assert.ok(Math.abs(losses[0]! - losses[2]!) < 1e-4, losses.join());
  });
});
