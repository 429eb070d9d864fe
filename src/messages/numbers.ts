/** Numbers and texts of the user as sentences have them. */

export function whole(value: number): string {
  return value.toLocaleString('en');
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** A text in quotes, of a long one the beginning. */
export function quoted(text: string, most = 60): string {
  return JSON.stringify(cut(text, most));
}

/** A text, or its beginning with an ellipsis. */
export function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
