/** Rows of a table: CSV, in which quotes enclose a text with delimiters and line feeds, or cells with tabs between. */
import { type ParseError, parse } from 'papaparse';
import type { Place } from '../../messages/place.ts';
import { TextError } from '../text-error.ts';

/** Gives each row that is not blank, and the line on which it begins. Throws TextError. */
export function readRows(
  text: string,
  delimiter: string,
  name: string,
  onRow: (cells: string[], place: Place) => void,
): void {
  const placeOf = (line: number): Place => ({ name, unit: 'line', number: line });
  const give = (cells: string[], line: number) => {
    if (cells.some((cell) => cell.trim() !== '')) onRow(cells, placeOf(line));
  };
  if (delimiter === '\t') {
    for (const [i, line] of text.split('\n').entries()) give(line.split('\t').map(unquoted), i + 1);
    return;
  }
  let [line, from] = [1, 0];
  parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const begun = line;
      for (let end = text.indexOf('\n', from); end >= 0 && end < meta.cursor; end = text.indexOf('\n', end + 1)) line++;
      from = meta.cursor;
      const [error] = errors;
      if (error) throw unreadable(placeOf(begun), error);
      give(data, begun);
    },
  });
}

function unreadable(place: Place, { code, message: reason }: ParseError): TextError {
  return new TextError('records.unreadable-row', { place, code, reason });
}

/** That of a header, which has no text in it. */
export function delimiterOf(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** Cells of a row that is a single line, as a header is. */
export function cellsOf(line: string, delimiter: string): string[] {
  const enclosed = /"(?:[^"]|"")*"/g;
  const plain = delimiter === '\t' ? line : line.replace(enclosed, (quoted) => quoted.replaceAll(delimiter, '\0'));
  return plain.split(delimiter).map((cell) => unquoted(cell.trim()).replaceAll('\0', delimiter));
}

/**
 * Where tabs separate cells, quotes are characters like others, unless they enclose a cell and are doubled within it.
 */
export function unquoted(cell: string): string {
  return /^"(?:[^"]|"")*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}
