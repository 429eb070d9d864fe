/** What stands in an executed notebook, read from its file. */
import { readFileSync } from 'node:fs';

export interface Output {
  output_type: string;
  text?: string[];
  data?: Record<string, string[]>;
  evalue?: string;
}

interface Cell {
  cell_type: string;
  outputs?: Output[];
}

/** Outputs of all code cells; undefined while one has none yet, or a drawing without its picture. */
export function readOutputs(file: string): Output[] | undefined {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] };
  const code = cells.filter((cell) => cell.cell_type === 'code');
  const isComplete = ({ data }: Output) => !isDrawing(data) || data?.['image/png'] !== undefined;
  const complete = code.every(({ outputs }) => outputs?.length && outputs.every(isComplete));
  return complete ? code.flatMap((cell) => cell.outputs ?? []) : undefined;
}

/** What the cells printed or answered, apart from drawings. Throws the error of a cell that failed. */
export function writtenText(outputs: Output[]): string {
  const failed = outputs.find((output) => output.output_type === 'error');
  if (failed) throw new Error(`a cell failed: ${failed.evalue}`);
  const parts = outputs.map(({ text, data }) => text ?? (isDrawing(data) ? [] : (data?.['text/plain'] ?? [])));
  return parts
    .map((lines) => [lines].flat().join('').trimEnd())
    .filter((text) => text !== '')
    .join('\n');
}

function isDrawing(data: Output['data']): boolean {
  return Object.keys(data ?? {}).some((mime) => /^application\/vnd\.unroll\.(run|gates)\+/.test(mime));
}
