/** Whether tokens are read from the left or from the right. */

/** The direction in which tokens follow each other: that of the first letter that has one. */
export function directionOf(tokens: Iterable<string>): 'ltr' | 'rtl' {
  for (const token of tokens) {
    const letter = /\p{L}/u.exec(token.replace(/^<(EOS|UNK)>$/, ''))?.[0];
    if (letter)
      return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(letter)
        ? 'rtl'
        : 'ltr';
  }
  return 'ltr';
}
