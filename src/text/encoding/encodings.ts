/** Names of encodings: those of VS Code's setting `files.encoding`, and the labels by which TextDecoder knows them. */
import { TextError } from '../text-error.ts';

// VS Code's names that differ from every label of the Encoding Standard, and do not follow the two patterns below.
const LABELS: Record<string, string> = {
  utf8bom: 'utf-8',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  big5hkscs: 'big5-hkscs',
  cp950: 'big5',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  macroman: 'macintosh',
};

/** A strict decoder for a name of `files.encoding` or a TextDecoder label. Throws TextError. */
export function decoderFor(encoding: string, source: string): TextDecoder {
  const plain = encoding.trim().toLowerCase();
  try {
    return new TextDecoder(labelOf(plain), { fatal: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TextError('text.unknown-encoding', { name: source, encoding });
  }
}

// windows1252 -> windows-1252, iso885915 -> iso-8859-15; every other name is a label as it is, or in the table.
function labelOf(name: string): string {
  return LABELS[name] ?? name.replace(/^windows(\d+)$/, 'windows-$1').replace(/^iso8859(\d+)$/, 'iso-8859-$1');
}

// Bytes 0x80 to 0x9F in windows-1252; a zero stands for the five that are control characters there as well.
const WINDOWS_1252 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/** Node 20 decodes windows-1252 as ISO-8859-1: puts the curly quotes, dashes and the euro sign where they belong. */
export function mendWindows1252(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => {
    const code = WINDOWS_1252[control.charCodeAt(0) - 0x80];
    return code ? String.fromCharCode(code) : control;
  });
}
