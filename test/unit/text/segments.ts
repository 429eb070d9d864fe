/** Texts that are hard to cut, and the oracle: Intl.Segmenter over the whole of it. */
import fc from 'fast-check';

export const HARD_TEXTS: Record<string, string> = {
  'plain ASCII': 'the whale, the sea; a ship. ',
  'Latin with accents': 'Où est l’été — à côté? ',
  'combining marks': 'e\u0301a\u0300\u0323o\u0308 ',
  Chinese: '春眠不觉晓，处处闻啼鸟。',
  Japanese: 'カタカナと漢字が混じる。がぎ\u3099ﾊﾞ',
  'Hangul syllables': '안녕하세요 세계',
  'Hangul jamo': '\u1100\u1161\u11a8\u1112\u1161\u11ab가\u11a8',
  Devanagari: 'क्षत्रिय नमस्ते',
  Tamil: 'நிகழ்ச்சி கொ',
  Thai: 'กำลังทำงาน',
  Arabic: 'السَّلَامُ عَلَيْكُمْ \u0600١٢',
  'emoji with joiners': '👨‍👩‍👧‍👦👍🏽❤️‍🔥🏳️‍🌈©\u200d',
  'regional indicators': '🇨🇳🇩🇪🇫🇷🇯🇵🇺',
  'line endings': 'a\r\n\r\nb\n\rc\r',
  'lone surrogates': 'a\ud83dx\ude00\ud83d',
};

/** Strings of pieces of the hard texts, mixed with any code points, long enough to need several windows. */
export const hardText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...Object.values(HARD_TEXTS).flatMap((text) => [...text])) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.values(HARD_TEXTS)) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { maxLength: 700, size: 'max' },
  )
  .map((pieces) => pieces.join(''));

export function segmentsOf(text: string, granularity: 'grapheme' | 'word'): string[] {
  const segmenter = new Intl.Segmenter('en', { granularity });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
