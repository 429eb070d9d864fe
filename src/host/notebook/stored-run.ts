/** A run as it is stored in a notebook: small enough that the file stays handy, with everything that is drawn. */
import path from 'node:path';
import type { CurvePoint, Run, SourceRecord } from '../../protocol/run.ts';

/** Points of each curve that are stored: more than the pixels of a curve 720 wide show apart. */
const STORED_POINTS = 360;
/** Characters of gate data that are stored; larger planes are drawn live only. */
const STORED_GATES_CHARS = 400_000;

/**
 * A copy with short curves, without gates that are too large for a notebook, and without folders: a notebook is shared, and
 * where things lie on this machine is nobody's business.
 */
export function storedRun(run: Run): Run {
  const { gates, model, prepared, ...rest } = run;
  return {
    ...rest,
    owner: path.basename(run.owner),
    source: withoutPath(run.source),
    training: thin(run.training),
    validation: thin(run.validation),
    ...(prepared && { prepared: { ...prepared, source: withoutPath(prepared.source) } }),
    ...(model && { model: { ...model, path: lastFolder(model.path) } }),
    ...(gates && gatesChars(run) <= STORED_GATES_CHARS && { gates }),
  };
}

function withoutPath({ path: _, ...source }: SourceRecord): SourceRecord {
  return source;
}

/** ".unroll/names.safetensors" */
function lastFolder(file: string): string {
  return `${path.basename(path.dirname(file))}/${path.basename(file)}`;
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
