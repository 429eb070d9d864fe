/** Single layers against ONNX Runtime: see onnx/make.mjs. It computes in 32 bits, the engine here in 64 and in 32. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NetworkConfig } from '../../src/engine/config.ts';
import { realsOf } from '../../src/engine/memory/memory.ts';
import { type Precision, plus } from '../../src/kernels/kernels.ts';
import { type Bench, setUp } from '../unit/engine/bench.ts';
import { fromOnnx, type OnnxInputs } from './tensors.ts';

interface Golden {
  onnxruntime: string;
  layer: Omit<NetworkConfig, 'layers' | 'vocabulary' | 'input'> & { inputs: number };
  lengths: number[];
  /** X [T, batch, inputs], zero behind the end of a sequence. */
  inputs: OnnxInputs & { X: number[] };
  /** Activations Y [T, 2, batch, H], both directions in the order of the text; last cell states Y_c [2, batch, H]. */
  outputs: { Y: number[]; Y_c?: number[] };
}

/** [direction][sequence][step] -> H numbers; steps in the order of the text. */
type History = number[][][][];

const TOLERANCE = 1e-5;
/** By so much, at least, peepholes that all see c<t-1> come to something else. */
const DIFFERENCE = 1e-3;

const folder = new URL('./values-onnx/', import.meta.url);

describe(`layers: every activation and an LSTM's last cell states within ${TOLERANCE} of ONNX Runtime`, () => {
  for (const file of readdirSync(folder))
    for (const directions of [1, 2] as const)
      for (const precision of ['f64', 'f32'] as const)
        it(`${file.replace('.json', '')}, ${directions === 1 ? 'forward' : 'both directions'}, ${precision}`, () => {
          const golden = read(file);
          const bench = open(golden, { directions }, precision);
          const error = largestDifference(historyOf(bench, golden, 'a'), goldenActivations(golden));
          assert.ok(error < TOLERANCE, `a: ${error}`);
          if (golden.layer.cell !== 'lstm') return;
          const cellError = largestDifference(lastOf(historyOf(bench, golden, 'c')), goldenCells(golden));
          assert.ok(cellError < TOLERANCE, `c: ${cellError}`);
        });

  for (const file of ['lstm-peepholes.json', 'lstm-linear-peepholes.json'])
    it(`${file.replace('.json', '')}: the notes' output gate sees c<t-1>, activations differ by more than ${DIFFERENCE}`, () => {
      const golden = read(file);
      const bench = open(golden, { peepholes: 'previous' }, 'f64');
      const difference = largestDifference(historyOf(bench, golden, 'a'), goldenActivations(golden));
      assert.ok(difference > DIFFERENCE, `${difference}`);
    });
});

function read(file: string): Golden {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** A network with the golden layer, after it has read X. */
function open(golden: Golden, changed: Partial<NetworkConfig>, precision: Precision): Bench {
  const { inputs: vectors, ...layer } = golden.layer;
  const config: NetworkConfig = { ...layer, layers: 1, vocabulary: 2, input: { vectors }, ...changed };
  const bench = setUp(config, golden.lengths, precision);
  bench.vectors.set(packed(golden));
  const { network, table } = bench.plan;
  for (const entry of table.entries)
    if (entry.name.startsWith('rnn.')) bench.parameters.set(fromOnnx(config, entry, golden.inputs), entry.offset);
  network.pack(bench.thread);
  network.resetState(bench.thread.kernels);
  network.forward(bench.thread);
  return bench;
}

/** X without what stands behind the ends of sequences. */
function packed({ inputs: { X }, layer, lengths }: Golden): number[] {
  const batch = lengths.length;
  return X.filter((_, i) => {
    const row = Math.floor(i / layer.inputs);
    return Math.floor(row / batch) < lengths[row % batch]!;
  });
}

/** What the engine's layers came to. The second direction has read every sequence from its end. */
function historyOf({ plan, memory }: Bench, { lengths }: Golden, symbol: 'a' | 'c'): History {
  const { layers } = plan.network;
  return layers.map((layer, direction) => {
    const sequence = symbol === 'a' ? layer.a : layer.planes.find((plane) => plane.symbol === 'c')!.sequence;
    const [H, values] = [layer.H, { shape: [layer.H], length: layer.H, type: 'real' as const }];
    return lengths.map((length, row) =>
      Array.from({ length }, (_, i) => {
        const t = direction === 0 ? i + 1 : length - i;
        const address = plus(sequence.at(t), (row * sequence.rowBytes * H) / sequence.width);
        return Array.from(realsOf(memory, { ...values, address }, plan.precision));
      }),
    );
  });
}

function goldenActivations({ outputs: { Y }, layer: { hidden: H }, lengths }: Golden): History {
  const batch = lengths.length;
  return [0, 1].map((direction) =>
    lengths.map((length, row) =>
      Array.from({ length }, (_, t) => {
        const from = ((2 * t + direction) * batch + row) * H;
        return Y.slice(from, from + H);
      }),
    ),
  );
}

function goldenCells({ outputs: { Y_c }, layer: { hidden: H }, lengths }: Golden): History {
  return [0, 1].map((direction) =>
    lengths.map((_, row) => {
      const from = (direction * lengths.length + row) * H;
      return [Y_c!.slice(from, from + H)];
    }),
  );
}

/** Only what was computed last: at the end, or, backward, at the beginning. */
function lastOf(history: History): History {
  return history.map((sequences, direction) => sequences.map((steps) => [steps.at(direction - 1)!]));
}

/** Over the directions that `actual` has. */
function largestDifference(actual: History, expected: History): number {
  const [a, b] = [actual, expected.slice(0, actual.length)].map((history) => history.flat(3)) as [number[], number[]];
  assert.ok(a.length > 0 && a.length === b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}
