/** The text before the cursor that a model reads before it writes. */

/** Graphemes handed to the model: more than a network of this size remembers. */
const PRIME_GRAPHEMES = 200;
/** UTF-16 units looked at; a grapheme of many code points (flags, families) has up to some ten. */
export const PRIME_UNITS = 2000;

/** The last PRIME_GRAPHEMES user-perceived characters of a text, CRLF read as LF as the training reads it. */
export function lastGraphemes(text: string): string {
  const graphemes = [...new Intl.Segmenter().segment(text.replace(/\r\n?/g, '\n'))];
  return graphemes
    .slice(-PRIME_GRAPHEMES)
    .map(({ segment }) => segment)
    .join('');
}
