/** Texts and numbers, cut to what is shown of them. */

/** Characters of a text or a label that are drawn, and of one of many tokens. */
const [SHOWN_CHARS, TOKEN_CHARS] = [160, 40];

/** A text with an ellipsis in place of its end, or of its start, where it is long. Characters stay whole. */
export function shortened(text: string, cut: 'start' | 'end' = 'end', most = SHOWN_CHARS): string {
  if (text.length <= most) return text;
  return cut === 'end'
    ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`
    : `…${text.slice(-most).replace(/^[\udc00-\udfff]/, '')}`;
}

export function shortToken(token: string): string {
  return shortened(token, 'end', TOKEN_CHARS);
}

/** Five digits are more than is shown. */
export function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
