/** Places in English. */
import type { Place } from '../place.ts';

/** "names.tsv, line 3" */
export function at({ name, unit, number }: Place): string {
  return `${name}, ${unit} ${number}`;
}
