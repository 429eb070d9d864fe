/** What lines look like that are rows of a table with tabs, or of tagged tokens. */

/** Labels repeat: there are at least so many lines for each, on average. */
const LINES_A_LABEL = 2;
/** Labels that are taken for classes unasked; a dictionary, with several words for one, has more. */
const MOST_LABELS = 1000;

/** Values that are few enough for labels where nothing else says that they are. */
const FEW_LABELS = 50;

/** The share of the lines that are so; 0 of none. */
export function shareOf(lines: readonly string[], isSo: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter(isSo).length / lines.length;
}

/** Two columns or more with tabs between, none empty: an indented line of a program is none. */
export function isRow(line: string): boolean {
  return /^[^\t]+(\t[^\t]+)+$/.test(line);
}

/** Two columns; the first may be empty, as where a text has no label. */
export function isPair(line: string): boolean {
  return /^[^\t]*\t[^\t]+$/.test(line);
}

/** Tokens without blanks in the first column, and blank lines between sentences. */
export function isTagged(lines: readonly string[]): boolean {
  return hasSentences(lines) && lines.filter(isRow).every((line) => !/\s/.test(firstCell(line)));
}

/** First columns that repeat, in lines that do not. */
export function isLabelled(lines: readonly string[]): boolean {
  return areLabels([...new Set(lines.filter(isRow))].map(firstCell));
}

/** Last columns that repeat where the first do not: labels behind their texts. */
export function hasLabelsBehind(lines: readonly string[]): boolean {
  const rows = [...new Set(lines.filter(isRow))];
  const labels = rows.map((line) => line.slice(line.lastIndexOf('\t') + 1));
  return !areLabels(rows.map(firstCell)) && areLabels(labels) && new Set(labels).size <= FEW_LABELS;
}

function areLabels(cells: readonly string[]): boolean {
  const { size } = new Set(cells);
  return size <= MOST_LABELS && size * LINES_A_LABEL <= cells.length;
}

/**
 * Tokens and tags with blanks between, as corpora of CoNLL have them: sentences apart, so many columns in each line,
 * and in the last of them what repeats and does not begin with a small letter. Verses of equal length do not.
 */
export function isConll(lines: readonly string[], most: number): boolean {
  if (!hasSentences(lines)) return false;
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.trim().split(/\s+/));
  const count = rows[0]!.length;
  const tagged = rows.filter((row) => row.length === count && count > 1 && !/^\p{Ll}/u.test(row.at(-1)!));
  const tags = new Set(tagged.map((row) => row.at(-1)));
  return tagged.length >= most * rows.length && tags.size * LINES_A_LABEL <= tagged.length;
}

function hasSentences(lines: readonly string[]): boolean {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const first = lines.findIndex((line) => line.trim() !== '');
  return lines.slice(Math.max(first, 0), Math.max(last, 0)).some((line) => line.trim() === '');
}

function firstCell(line: string): string {
  return line.slice(0, line.indexOf('\t'));
}
