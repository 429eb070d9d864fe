/** What a run's loss curve shows: points in epochs, the best of them, and the ends of the axes. */
import { type CurvePoint, epochsOf, isOver, type Run } from '../../protocol/run.ts';

/** A point as it is drawn: `x` in epochs, or in steps when there is one epoch only. */
export interface Dot {
  x: number;
  loss: number;
  epoch: number;
  step: number;
}

/** What a curve draws: the contents of the data sets of the same names, and the ends of the axes. */
export interface CurveData {
  training: Dot[];
  /** The training losses again, each the mean of its neighbourhood. */
  mean: Dot[];
  validation: Dot[];
  /** The best epoch: one point or none. */
  best: Dot[];
  /** Where the line grows: one point, none when the run is over. */
  head: Dot[];
  xMax: number;
  yMin: number;
  yMax: number;
  /** Area of a validation point in square pixels: many points are small ones. */
  pointSize: number;
}

/** What a run's curve shows now. Losses that are not finite are left out. */
export function curveData(run: Run): CurveData {
  const place = placing(run);
  const dots = (curve: CurvePoint[]) => curve.filter((point) => Number.isFinite(point.loss)).map(place);
  const [training, validation] = [dots(run.training), dots(run.validation)];
  const last = Math.max(training.at(-1)?.x ?? 0, validation.at(-1)?.x ?? 0);
  const best = validation.length > 1 ? [validation.reduce((a, b) => (b.loss < a.loss ? b : a))] : [];
  const pointSize = validation.length > 100 ? 0 : validation.length > 40 ? 14 : 30;
  const ends = { xMax: xEnd(run, last), ...yEnds(training, validation) };
  const mean = movingMean(training);
  return { training, mean, validation, best, head: isOver(run) ? [] : mean.slice(-1), ...ends, pointSize };
}

/** Whether the x axis counts epochs; else it counts steps. */
export function countsEpochs(run: Run): boolean {
  return (epochsOf(run) ?? 2) > 1;
}

function placing(run: Run): (point: CurvePoint) => Dot {
  const steps = run.prepared?.steps ?? run.progress?.steps ?? 0;
  const scale = countsEpochs(run) && steps > 0 ? (epochsOf(run) ?? 1) / steps : 1;
  return ({ step, epoch, loss }) => ({ x: round(step * scale), loss: round(loss), epoch, step });
}

/** While a run goes on, the axis ends at 1, 2, 5, 10 ... epochs, so that it stands still most of the time. */
function xEnd(run: Run, last: number): number {
  const end = countsEpochs(run) ? (epochsOf(run) ?? 5) : (run.prepared?.steps ?? run.progress?.steps ?? 1);
  if (isOver(run)) return last > 0 ? last : end;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, last)));
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((limit) => limit > last) ?? last;
  return Math.min(end, Math.max(round, countsEpochs(run) ? 5 : 20));
}

function yEnds(training: Dot[], validation: Dot[]): { yMin: number; yMax: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { loss } of [...training, ...validation]) [low, high] = [Math.min(low, loss), Math.max(high, loss)];
  if (low > high) return { yMin: 0, yMax: 4 };
  const margin = Math.max((high - low) * 0.06, (0.3 - (high - low)) / 2);
  return { yMin: Math.max(0, low - margin), yMax: high + margin };
}

/** Over a fortieth of the curve to each side, less at its ends: it neither lags nor bends the first descent. */
function movingMean(dots: Dot[]): Dot[] {
  const reach = Math.min(12, Math.round(dots.length / 40));
  const sums = [0];
  for (const { loss } of dots) sums.push((sums.at(-1) ?? 0) + loss);
  return dots.map((dot, i) => {
    const side = Math.min(reach, i, dots.length - 1 - i);
    const sum = (sums[i + side + 1] ?? 0) - (sums[i - side] ?? 0);
    return { ...dot, loss: round(sum / (2 * side + 1)) };
  });
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}
