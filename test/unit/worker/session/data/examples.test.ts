/**
 * Examples are trained by a crew of threads as texts are: what is read and predicted may be anything the engine knows.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { fitToData } from '../../../../../src/engine/batches/batches.ts';
import type { NetworkConfig, TrainingConfig } from '../../../../../src/engine/config.ts';
import type { TrainingData } from '../../../../../src/engine/data.ts';
import { createMemory } from '../../../../../src/engine/memory/memory.ts';
import { planTraining } from '../../../../../src/engine/network/plan.ts';
import { CONTROL, type TaskEvent } from '../../../../../src/worker/compute/task.ts';
import { compile } from '../../../../../src/worker/kernels.ts';
import { startCrew } from '../../../../../src/worker/session/support/compute-thread.ts';
import { firstTokens, reversals, signsOfSums } from '../../../engine/examples.ts';
import { said } from '../../../said.ts';
import { buildThreads, bundles, kernelsFolder } from '../../session.ts';

const COUNTS = [1, 2, 3, 4, 8];
const training: TrainingConfig = { epochs: 2, batch: 7, window: 0, learningRate: 0.01, clip: 1, dropout: 0.2, seed: 3 };
const cells: Record<string, Pick<NetworkConfig, 'cell' | 'reset' | 'directions'>> = {
  'an lstm, both directions': { cell: 'lstm', directions: 2 },
  'a gru': { cell: 'gru' },
  'an rnn, both directions': { cell: 'rnn', directions: 2 },
};

describe('examples on threads', () => {
  before(buildThreads);

  for (const [what, { examples, network }] of Object.entries({
    'tokens, a class at the end': firstTokens(40),
    'vectors, two answers at every step': signsOfSums(40),
  }))
    for (const [name, cell] of Object.entries(cells))
      it(`${what}, ${name}: ${COUNTS.join(', ')} threads give the same bits`, async () => {
        const config: NetworkConfig = { ...network, ...cell, layers: 2, hidden: 48 };
        const [first, ...others] = await Promise.all(COUNTS.map((count) => weightsOf(examples, config, count)));
        for (const [i, each] of others.entries()) assert.deepEqual(each, first, `${COUNTS[i + 1]} threads`);
      });

  for (const [name, cell] of Object.entries(cells))
    it(`pairs, ${name} as encoder: ${COUNTS.join(', ')} threads give the same bits`, async () => {
      const { pairs, network } = reversals(40);
      const { directions = 1, ...decoder } = cell;
      const encoder = { ...network.encoder!, directions };
      const config: NetworkConfig = { ...network, ...decoder, encoder, layers: 2, hidden: 48 };
      const [first, ...others] = await Promise.all(COUNTS.map((count) => weightsOf(pairs, config, count)));
      for (const [i, each] of others.entries()) assert.deepEqual(each, first, `${COUNTS[i + 1]} threads`);
    });

  it('a vector that is no number is refused with its place, on every thread', async () => {
    const { examples, network } = signsOfSums(10);
    const inputs = Float32Array.from(examples.inputs).fill(Number.NaN, 20);
    const config: NetworkConfig = { ...network, cell: 'rnn', layers: 1, hidden: 8 };
    const { events, ended } = await run({ ...examples, inputs }, config, 2);
    assert.equal(ended, undefined);
    const [refused] = events;
    assert.ok(refused?.kind === 'refused', JSON.stringify(events));
    assert.match(said(refused.message), /^Example 3, step 2: number 1 of the vector is NaN/);
  });
});

async function weightsOf(data: TrainingData, network: NetworkConfig, count: number): Promise<Float32Array> {
  const { events, ended } = await run(data, network, count);
  assert.equal(ended, undefined);
  const last = events.filter((event) => event.kind === 'checkpoint').at(-1);
  assert.ok(last, JSON.stringify(events));
  return last.weights;
}

async function run(
  data: TrainingData,
  network: NetworkConfig,
  count: number,
): Promise<{ events: TaskEvent[]; ended?: Error }> {
  const fitted = { ...training, ...fitToData(data, training) };
  const control = new SharedArrayBuffer(CONTROL.words * Int32Array.BYTES_PER_ELEMENT);
  const memory = createMemory(planTraining(network, fitted, 'f32', count));
  const module = compile(kernelsFolder, 'narrow');
  const common = { data, network, training: fitted, control, memory, ...(module && { module }) };
  const jobs = Array.from({ length: count }, (_, index) => ({ ...common, thread: { index, count } }));
  const events: TaskEvent[] = [];
  const ended = await startCrew(path.join(bundles, 'compute.cjs'), jobs, (event) => events.push(event)).ended;
  return { events, ...(ended && { ended }) };
}
