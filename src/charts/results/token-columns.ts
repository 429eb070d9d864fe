/** Texts token by token below each other: columns of what stands at the same place. */
import type { TokenProbabilitiesItem } from '../../protocol/result.ts';

export interface TokenColumn {
  /** Which token of each text stands here; undefined where a text has none. */
  places: (number | undefined)[];
  /** Whether the texts say different things here. */
  differs: boolean;
}

/** Texts that are compared at most: a column of more is hard to read. */
const MOST_COMPARED = 6;

/**
 * Columns of texts that begin or end alike, undefined of those that have nothing in common but that they end. What lies
 * between the common beginning and the common end is set side by side from its start.
 */
export function tokenColumns(items: readonly TokenProbabilitiesItem[]): TokenColumn[] | undefined {
  if (items.length < 2 || items.length > MOST_COMPARED) return undefined;
  const tokens = items.map(({ probabilities }) => probabilities.map(({ token }) => token));
  const lengths = tokens.map(({ length }) => length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const alike = (placeOf: (length: number) => number) =>
    tokens.every((each, i) => each[placeOf(lengths[i] ?? 0)] === tokens[0]?.[placeOf(lengths[0] ?? 0)]);
  let before = 0;
  while (before < shortest && alike(() => before)) before++;
  let behind = 0;
  while (before + behind < shortest && alike((length) => length - 1 - behind)) behind++;
  const columns = Array.from({ length: longest }, (_, column): TokenColumn => {
    const places = lengths.map((length) => {
      if (column >= longest - behind) return column - longest + length;
      return column < length - behind ? column : undefined;
    });
    const found = places.map((place, i) => (place === undefined ? undefined : tokens[i]?.[place]));
    return { places, differs: found.some((token) => token !== found[0]) };
  });
  const shared = ({ differs, places }: TokenColumn) => !differs && tokens[0]?.[places[0] ?? -1] !== '<EOS>';
  return columns.some(shared) ? columns : undefined;
}
