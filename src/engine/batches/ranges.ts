/** Half-open ranges of token positions: [start, end, start, end, ...]. */

/** Tokens in all ranges. */
export function countTokens(ranges: Uint32Array): number {
  let tokens = 0;
  for (let range = 0; range < countRanges(ranges); range++) tokens += lengthOf(ranges, range);
  return tokens;
}

/** Tokens in the longest range, 0 when there is none. */
export function longestOf(ranges: Uint32Array): number {
  let longest = 0;
  for (let range = 0; range < countRanges(ranges); range++) longest = Math.max(longest, lengthOf(ranges, range));
  return longest;
}

export function countRanges(ranges: Uint32Array): number {
  return ranges.length / 2;
}

/** Tokens in range number `range`. */
export function lengthOf(ranges: Uint32Array, range: number): number {
  return ranges[2 * range + 1]! - ranges[2 * range]!;
}
