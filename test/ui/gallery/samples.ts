/**
 * Made-up runs and gates in the shapes of the protocol, for looking at the views. Every number is a function of a seed.
 */
import { encodePlane, type GatePlane, type GatesPayload } from '../../../src/protocol/gates.ts';
import { parseTrainOptions, type TrainOptions, type TrainOptionsInput } from '../../../src/protocol/options.ts';
import { CURVE_POINTS, type CurvePoint, type Run } from '../../../src/protocol/run.ts';

const LSTM = [
  ['update', 'Γu', 'unit'],
  ['forget', 'Γf', 'unit'],
  ['output', 'Γo', 'unit'],
  ['candidate', 'c̃', 'signed'],
  ['cell', 'c', 'signed'],
  ['activation', 'a', 'signed'],
] as const;
const GRU = [
  ['update', 'Γu', 'unit'],
  ['relevance', 'Γr', 'unit'],
  ['candidate', 'c̃', 'signed'],
  ['activation', 'a', 'signed'],
] as const;
const RNN = [['activation', 'a', 'signed']] as const;

/** Gates that look like those of a trained network: units of several speeds, driven by what they read. */
export function sampleGates(
  cell: GatesPayload['cell'],
  tokens: string[],
  { units = 64, layers = 1, model = 'dinosaurs-lstm' } = {},
): GatesPayload {
  const kinds = cell === 'lstm' ? LSTM : cell === 'gru' ? GRU : RNN;
  return {
    model,
    cell,
    tokens,
    layers: Array.from({ length: layers }, (_, layer) => ({
      units,
      planes: kinds.map(([name, symbol, range], i): GatePlane => {
        const values = plane(tokens, units, range, layer * 10 + i, name === 'cell' ? 2.7 : 1);
        return { name, symbol, range, ...encodePlane(values) };
      }),
    })),
  };
}

export interface SampleRun {
  options?: TrainOptionsInput;
  /** Part of the training that is done. */
  share?: number;
  points?: number;
  name?: string;
}

/** A run with a curve of `points` training losses and a validation loss an epoch. */
export function sampleRun(
  { options = {}, share = 1, points = 300, name = 'dinosaurs.txt' }: SampleRun,
  more: Partial<Run> = {},
): Run {
  const parsed = parseTrainOptions({ hidden: 64, ...options });
  const all = parsed.epochs === 'auto' ? 20 : parsed.epochs;
  const steps = all * 46;
  const done = Math.round(steps * share);
  const training = Array.from({ length: Math.min(points, CURVE_POINTS) }, (_, i) => {
    const step = Math.max(1, Math.round(((i + 1) / points) * done));
    return point(step, steps, all, lossAt(step / steps) + 0.09 * (random(i) - 0.5));
  });
  const epochs = parsed.validation === 0 ? 0 : Math.floor(all * share);
  const every = Math.ceil(epochs / CURVE_POINTS);
  const validation = Array.from({ length: Math.floor(epochs / Math.max(1, every)) }, (_, i) => {
    const at = ((i + 1) * every) / all;
    return point(Math.round(at * steps), steps, all, lossAt(at) + 0.05 + 0.17 * at * at);
  });
  const last = training.at(-1) ?? { step: 0, epoch: 0, loss: 0 };
  return {
    id: `run-${name}-${points}-${share}`,
    seq: 10,
    owner: 'panel',
    source: { name, path: `/workspace/data/${name}` },
    options: parsed,
    threads: 2,
    startedAt: 1_760_000_000_000,
    state: share < 1 ? 'running' : 'finished',
    training,
    validation,
    notices: [],
    ...(points > 0 && progressOf(parsed, steps, share, last)),
    ...more,
  };
}

/** A training that tells classes apart. */
export function sampleClasses(): Run {
  const run = sampleRun({ points: 300 });
  const labels = [
    { label: 'female', count: 4525 },
    { label: 'male', count: 3478 },
  ];
  const examples = { train: 7203, validation: 800, longest: 15, labels, preview: ['female: Aaren'] };
  run.id = 'classes';
  if (run.prepared) run.prepared = { ...run.prepared, task: 'classification', examples };
  run.sample = {
    epoch: 20,
    text: 'accuracy 86.8 % of 500 examples\n✓ "Abra" → female (93.4 %)\n✗ "Fan" → male (86.3 %)',
  };
  return run;
}

function progressOf(options: TrainOptions, steps: number, share: number, last: CurvePoint): Partial<Run> {
  return {
    prepared: {
      source: { name: 'text' },
      task: 'language-model',
      documents: 'lines',
      trainTokens: 14_921,
      validationTokens: 1_652,
      vocabularySize: 28,
      parameters: 53_214,
      memoryBytes: 3_100_000,
      window: options.window,
      epochs: steps / 46,
      steps,
    },
    progress: {
      epoch: last.epoch,
      step: last.step,
      steps,
      loss: last.loss,
      gradientNorm: 0.8,
      updateRatio: 0.00123,
      tokensPerSecond: 61_234,
      elapsedMs: 25_400 * share,
      remainingMs: 25_400 * (1 - share),
    },
    sample: { epoch: last.epoch, text: 'tyrosaurus\nmelanotosaurus\nechinodon\npachyraptor\ngalvesaurus' },
  };
}

function point(step: number, steps: number, epochs: number, loss: number): CurvePoint {
  return { step, epoch: Math.ceil((step / steps) * epochs), loss };
}

function lossAt(share: number): number {
  return 1.45 + 1.85 * Math.exp(-share * 28) + 0.42 * Math.exp(-share * 3.5);
}

function plane(tokens: string[], units: number, range: 'unit' | 'signed', seed: number, scale: number): Float32Array {
  const values = new Float32Array(tokens.length * units);
  for (let unit = 0; unit < units; unit++) {
    const keep = 0.15 + 0.8 * random(seed * 977 + unit);
    const bias = 3 * (random(seed * 31 + unit * 7) - 0.45);
    let state = 0;
    tokens.forEach((token, step) => {
      const drive = 4 * (random(hash(token) * 13 + unit * 101 + seed) - 0.5);
      state = keep * state + (1 - keep) * drive * 1.6;
      const value = bias * (range === 'unit' ? 1 : 0.25) + state * 1.5;
      values[step * units + unit] = range === 'unit' ? 1 / (1 + Math.exp(-value)) : scale * Math.tanh(value * 0.8);
    });
  }
  return values;
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 99_991;
  return value;
}

function random(n: number): number {
  const value = Math.sin(n * 12.9898 + 78.233) * 43_758.5453;
  return value - Math.floor(value);
}
