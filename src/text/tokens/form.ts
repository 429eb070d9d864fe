/** The form in which a text is read: its line ends, its letters' case, and how Unicode writes what looks the same. */
import { cleanText } from '../encoding/decode.ts';

export interface TextForm {
  lowercase: boolean;
  /** 'as-is', or one of Unicode's normalisation forms: 'NFC' joins letters and accents, 'NFKC' also makes ﬁ f and i. */
  unicode: 'as-is' | 'NFC' | 'NFKC';
}

export const AS_IT_IS: TextForm = { lowercase: false, unicode: 'as-is' };

/** Line ends are line feeds in every form, whatever the editor or the cell has. */
export function inForm(given: string, { lowercase, unicode }: TextForm): string {
  const text = cleanText(given);
  const normal = unicode === 'as-is' ? text : text.normalize(unicode);
  return lowercase ? normal.toLowerCase() : normal;
}
