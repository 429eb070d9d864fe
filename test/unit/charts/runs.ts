/** Runs for the tests of charts. */
import { parseTrainOptions, type TrainOptionsInput } from '../../../src/protocol/options.ts';
import type { CurvePoint, Run, RunState } from '../../../src/protocol/run.ts';

/** A run of 10 steps an epoch with the given losses, evenly spaced over what is done. */
export function runOf(
  training: number[],
  validation: number[],
  options: TrainOptionsInput = { epochs: 4 },
  state: RunState = 'finished',
): Run {
  const parsed = parseTrainOptions(options);
  const steps = (parsed.epochs === 'auto' ? 20 : parsed.epochs) * 10;
  const points = (losses: number[], every: number): CurvePoint[] =>
    losses.map((loss, i) => ({ step: (i + 1) * every, epoch: Math.ceil(((i + 1) * every) / 10), loss }));
  return {
    id: 'run',
    seq: 0,
    owner: 'panel',
    source: { name: 'names.txt' },
    options: parsed,
    threads: 1,
    startedAt: 0,
    state,
    training: points(training, 1),
    validation: points(validation, 10),
    notices: [],
    progress: {
      epoch: Math.ceil(training.length / 10),
      step: training.length,
      steps,
      loss: training.at(-1) ?? 0,
      gradientNorm: 1,
      tokensPerSecond: 1000,
      elapsedMs: 1000,
      remainingMs: 500,
    },
  };
}
