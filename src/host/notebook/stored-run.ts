/** A run as it is stored in a notebook: small enough that the file stays handy, with everything that is drawn. */
import { homedir } from 'node:os';
import path from 'node:path';
import { type CurvePoint, lower, mean, type Run, type SourceRecord, thinned } from '../../protocol/run.ts';

/** Points of each curve that are stored: more than the pixels of a curve 720 wide show apart. */
const STORED_POINTS = 360;
/** Characters of gate data that are stored; larger planes are drawn live only. */
const STORED_GATES_CHARS = 400_000;

/**
 * A copy with short curves, without gates that are too large for a notebook, and without folders: a notebook is shared,
 * and where things lie on this machine is nobody's business.
 */
export function storedRun(run: Run): Run {
  const { gates, model, prepared, message, ...rest } = run;
  const without = withoutFolders(run);
  return {
    ...rest,
    notices: without(run.notices),
    ...(message !== undefined && { message: without(message) }),
    owner: path.basename(run.owner),
    source: withoutPath(run.source),
    training: thinned(run.training, stretchOf(run.training), mean),
    validation: withLast(thinned(run.validation, stretchOf(run.validation), lower), run.validation),
    ...(prepared && { prepared: { ...prepared, source: withoutPath(prepared.source) } }),
    ...(model && { model: { ...model, path: lastFolder(model.path) } }),
    ...(gates && gatesChars(run) <= STORED_GATES_CHARS && { gates }),
  };
}

/** Takes the folders that the run has to do with out of every text in a value. */
function withoutFolders({ owner, source, model }: Run): <T>(value: T) => T {
  const above = [owner, source.path, model && path.dirname(model.path)].map((file) => path.dirname(file ?? ''));
  const folders = [...above, homedir()].filter((folder) => path.dirname(folder) !== folder && path.isAbsolute(folder));
  folders.sort((a, b) => b.length - a.length);
  const without = (text: string) =>
    folders.reduce(
      (rest, folder) => rest.replaceAll(`${folder}${path.sep}`, '').replaceAll(folder, path.basename(folder)),
      text,
    );
  return (value) => inTexts(value, without) as typeof value;
}

/** A value of JSON with every text in it changed. */
function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => inTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, inTexts(held, change)]));
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

/** Neighbours that become one point, as in the live curve when it gets long. */
function stretchOf(curve: readonly CurvePoint[]): number {
  return Math.ceil(curve.length / STORED_POINTS);
}

/** The curve ends where the training did. */
function withLast(thinned: CurvePoint[], curve: readonly CurvePoint[]): CurvePoint[] {
  const last = curve.at(-1);
  return last && thinned.at(-1)?.step !== last.step ? [...thinned, last] : thinned;
}
