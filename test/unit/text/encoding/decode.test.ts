/** Files as people have them: marks, line endings, encodings, and what is no text at all. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Code } from '../../../../src/messages/message.ts';
import { cleanText, decodeText } from '../../../../src/text/encoding/decode.ts';
import { TextError } from '../../../../src/text/text-error.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: number[]) => Uint8Array.from(values);

function refuses(run: () => unknown, code: Code, message: RegExp): void {
  assert.throws(run, (error) => {
    assert.ok(error instanceof TextError, String(error));
    assert.equal(error.told.code, code);
    assert.match(error.message, message);
    return true;
  });
}

describe('decodeText', () => {
  it('gives any UTF-8 text back, its line endings as LF and without a byte order mark', () => {
    const printable = fc.string({ unit: 'binary', minLength: 1 }).map((s) => `a${s.replace(/\p{Cc}/gu, '')}`);
    const text = fc.array(fc.oneof(printable, fc.constantFrom('\n', '\r\n', '\r', '\t')), { minLength: 1 });
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('');
        assert.equal(decodeText(utf8(`\ufeff${whole}`)), whole.replace(/\r\n|\r/g, '\n'));
      }),
    );
  });

  it('reads CRLF, lone CR and LF as LF', () => {
    assert.equal(decodeText(utf8('a\r\nb\rc\nd\r\r\n')), 'a\nb\nc\nd\n\n');
  });

  it('reads the encodings by the names of files.encoding', () => {
    assert.equal(decodeText(bytes(0xd6, 0xd0, 0xce, 0xc4), { encoding: 'gb18030' }), '中文');
    assert.equal(decodeText(bytes(0xd6, 0xd0, 0xce, 0xc4), { encoding: 'gbk' }), '中文');
    assert.equal(decodeText(bytes(0xa4, 0xa4, 0xa4, 0xe5), { encoding: 'big5hkscs' }), '中文');
    assert.equal(decodeText(bytes(0xa4, 0xa4, 0xa4, 0xe5), { encoding: 'cp950' }), '中文');
    assert.equal(decodeText(bytes(0x93, 0xfa, 0x96, 0x7b), { encoding: 'shiftjis' }), '日本');
    assert.equal(decodeText(bytes(0xc6, 0xfc), { encoding: 'eucjp' }), '日');
    assert.equal(decodeText(bytes(0xc7, 0xd1), { encoding: 'euckr' }), '한');
    assert.equal(decodeText(bytes(0xc1, 0xc2), { encoding: 'koi8r' }), 'аб');
    assert.equal(decodeText(bytes(0xe0, 0xe1), { encoding: 'windows1251' }), 'аб');
    assert.equal(decodeText(bytes(0xe9, 0x20, 0xa4), { encoding: 'iso885915' }), 'é €');
    assert.equal(decodeText(bytes(0x61, 0xe9), { encoding: 'iso88591' }), 'aé');
    assert.equal(decodeText(bytes(0x8e), { encoding: 'macroman' }), 'é');
    assert.equal(decodeText(utf8('é'), { encoding: 'utf8bom' }), 'é');
    assert.equal(decodeText(bytes(0x2d, 0x4e), { encoding: 'utf16le' }), '中');
    assert.equal(decodeText(bytes(0x4e, 0x2d), { encoding: 'utf16be' }), '中');
  });

  it('reads the punctuation of windows-1252, which Node 20 takes for control characters', () => {
    const text = decodeText(bytes(0x93, 0x61, 0x94, 0x20, 0x97, 0x20, 0x80, 0x99), { encoding: 'windows1252' });
    assert.equal(text, '“a” — €™');
  });

  it('recognises UTF-16 by its byte order mark, whatever encoding is set', () => {
    assert.equal(decodeText(bytes(0xff, 0xfe, 0x61, 0x00, 0x2d, 0x4e)), 'a中');
    assert.equal(decodeText(bytes(0xfe, 0xff, 0x00, 0x61, 0x4e, 0x2d), { encoding: 'gb18030' }), 'a中');
  });

  it('names the first byte that is not UTF-8, its position and line counted from 1', () => {
    const latin = bytes(...utf8('one\ntwo caf'), 0xe9, 0x20);
    refuses(
      () => decodeText(latin, { name: 'names.txt' }),
      'text.not-utf8',
      /^names\.txt is not UTF-8 \(byte 0xE9 at position 12, line 2\)\. .*set files\.encoding .*gb18030.* save the file as UTF-8\.$/,
    );
  });

  it('finds the place of every kind of ill-formed UTF-8', () => {
    const illFormed = [
      [0x80],
      [0xc0, 0x80],
      [0xc1, 0xbf],
      [0xc3],
      [0xc3, 0x28],
      [0xe0, 0x9f, 0x80],
      [0xed, 0xa0, 0x80],
      [0xe4, 0xb8],
      [0xf0, 0x8f, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xff],
    ];
    for (const bad of illFormed)
      refuses(() => decodeText(bytes(...utf8('aé中😀'), ...bad)), 'text.not-utf8', /at position 11, line 1\)/);
  });

  it('says so when the encoding that is set is not the one of the file', () => {
    refuses(
      () => decodeText(bytes(0x61, 0xe9, 0x20), { encoding: 'eucjp', name: 'a.txt' }),
      'text.not-in-encoding',
      /^a\.txt is not euc-jp\. /,
    );
    refuses(
      () => decodeText(bytes(0x61), { encoding: 'utf16le' }),
      'text.not-in-encoding',
      /^The text is not utf-16le\. /,
    );
  });

  it('refuses an encoding that it does not know, and names some that it does', () => {
    refuses(
      () => decodeText(utf8('a'), { encoding: 'cp437' }),
      'text.unknown-encoding',
      /'cp437'.*utf8, utf16le.*save the file as UTF-8/,
    );
  });

  it('refuses an empty file, and one with nothing but a byte order mark', () => {
    refuses(() => decodeText(bytes(), { name: 'a.txt' }), 'text.empty-file', /^a\.txt is empty\. Choose a file/);
    refuses(() => decodeText(bytes(0xef, 0xbb, 0xbf)), 'text.empty-file', /empty/);
  });

  it('refuses binary files: NUL bytes, or control characters all over', () => {
    const png = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49);
    refuses(
      () => decodeText(png, { name: 'a.png' }),
      'text.binary',
      /^a\.png is not a text file: it contains NUL bytes\./,
    );
    refuses(() => decodeText(bytes(0x61, 0x62, 0x01, 0x02, 0x03)), 'text.binary', /control characters/);
    refuses(() => decodeText(bytes(0xff, 0xfe, 0x61, 0, 0, 0)), 'text.binary', /NUL/);
  });

  it('lets form feeds, tabs and colours of a terminal pass', () => {
    assert.equal(decodeText(utf8('\x1b[31mred\x1b[0m\f\tend')), '\x1b[31mred\x1b[0m\f\tend');
  });

  it('recognises UTF-16 without a mark and says which to set', () => {
    const wide = bytes(...[...'some names'].flatMap((c) => [c.charCodeAt(0), 0]));
    refuses(() => decodeText(wide), 'text.looks-like-utf16', /looks like UTF-16.*utf16le/);
    refuses(() => decodeText(wide.reverse()), 'text.looks-like-utf16', /looks like UTF-16.*utf16be/);
  });
});

describe('cleanText', () => {
  it('cleans text from the editor as it does the text of a file', () => {
    assert.equal(cleanText('\ufeffa\r\nb\rc'), 'a\nb\nc');
    assert.equal(cleanText(''), '');
  });
});
