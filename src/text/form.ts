/** The form in which a text is read: its letters' case, and how Unicode writes what looks the same. */

export interface TextForm {
  lowercase: boolean;
  /** 'as-is', or one of Unicode's normalisation forms: 'NFC' joins letters and accents, 'NFKC' also makes ﬁ f and i. */
  unicode: 'as-is' | 'NFC' | 'NFKC';
}

export const AS_IT_IS: TextForm = { lowercase: false, unicode: 'as-is' };

export function inForm(text: string, { lowercase, unicode }: TextForm): string {
  const normal = unicode === 'as-is' ? text : text.normalize(unicode);
  return lowercase ? normal.toLowerCase() : normal;
}
