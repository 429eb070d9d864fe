/** What was called what as a table: a row for each answer, with what is left out in a row and a column of its own. */
import type { Confusion } from '../../protocol/result.ts';
import { formatCount } from '../format.ts';
import type { Texts } from '../texts.ts';

export interface ConfusionTable {
  /** `known`: of a label of its own. */
  rows: { label: string; cells: number[]; known: boolean }[];
  columns: string[];
}

/** `classes`: those of the model. */
export function confusionTable(
  { labels, counts, others, rest }: Confusion,
  classes: number,
  texts: Texts,
): ConfusionTable {
  const left = others ? [texts.others(formatCount(classes - labels.length, texts))] : [];
  const rows = labels.map((label, i) => ({
    label,
    known: true,
    cells: [...(counts[i] ?? []), ...(others ? [others[i] ?? 0] : [])],
  }));
  // Outputs of earlier versions have no such row.
  const last =
    others && rest ? left.map((label) => ({ label, known: false, cells: [...rest, others[labels.length] ?? 0] })) : [];
  return { rows: [...rows, ...last], columns: [...labels, ...left] };
}
