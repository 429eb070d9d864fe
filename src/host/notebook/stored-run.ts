/** A run as it is stored in a notebook: small enough that the file stays handy, with everything that is drawn. */
import type { CurvePoint, Run } from '../../protocol/run.ts';

/** Points of each curve that are stored: more than the pixels of a curve 720 wide show apart. */
const STORED_POINTS = 360;
/** Characters of gate data that are stored; larger planes are drawn live only. */
const STORED_GATES_CHARS = 400_000;

/** A copy with short curves, and without gates that are too large for a notebook. */
export function storedRun(run: Run): Run {
  const { gates, ...rest } = run;
  const stored: Run = { ...rest, training: thin(run.training), validation: thin(run.validation) };
  if (gates && gatesChars(run) <= STORED_GATES_CHARS) stored.gates = gates;
  return stored;
}

function gatesChars({ gates }: Run): number {
  const planes = gates?.gates.layers.flatMap((layer) => layer.planes) ?? [];
  return planes.reduce((sum, plane) => sum + plane.data.length, 0);
}

/** Averages neighbours over equal stretches, as the live curve does when it gets long. */
function thin(curve: readonly CurvePoint[]): CurvePoint[] {
  const stretch = Math.ceil(curve.length / STORED_POINTS);
  if (stretch <= 1) return [...curve];
  const thinned: CurvePoint[] = [];
  for (let from = 0; from < curve.length; from += stretch) {
    const points = curve.slice(from, from + stretch);
    const lossNats = points.reduce((sum, point) => sum + point.lossNats, 0) / points.length;
    const last = points.at(-1);
    if (last) thinned.push({ ...last, lossNats });
  }
  return thinned;
}
