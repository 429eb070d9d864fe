/** What a Chinese interface shows of messages: every code is worded, and no English word is among its words. */
import assert from 'node:assert/strict';
import { sayIn } from '../../../src/messages/languages.ts';
import { sayEnglish } from '../../../src/messages/message.ts';
import { optionSchemas, tasks } from '../../../src/protocol/options.ts';
import { messages as all } from './samples/all.ts';

const messages = all.filter(({ code }) => code !== 'verbatim');
const chinese = sayIn('zh-cn');

/** Names that stay as they are in every language. */
const NAMES = new Set(
  (
    'Unroll VS Code JavaScript WebAssembly SIMD SharedArrayBuffer JSON CSV UTF NUL UNK LSTM GRU RNN PyTorch safetensors ' +
    'GiB Infinity Promise nats promise await require import const fs process exit rnn data train model save path id x y true false'
  ).split(' '),
);
/** What is written as code, and names of files, options, fields and encodings, which are values. */
const CODE =
  /"[^"]*"|'[^']*'|“[^”]*”|\{[^}]*\}|[\w-]*\.[\w.-]+|[/*][\w./*-]*|<[A-Z]+>|\w*_\w*|0x[0-9A-F]+|\b\w*\d\w*\b/g;
const OPTIONS = new Set([
  ...Object.values(optionSchemas).flatMap(({ shape }) => Object.keys(shape)),
  ...tasks,
  ...(
    'documents label text token tokens tag tags source target level gbk eucjp euckr shiftjis macroman macintosh ' +
    'euc jp import lstm gru hiden Map'
  ).split(' '),
]);

describe('messages in Chinese', () => {
  it('are worded, in both languages, without a gap', () => {
    const gap = /undefined|NaN|\[object|\bnull\b/;
    const wrong = messages.filter((told) => [sayEnglish(told), chinese(told)].some((said) => !said || gap.test(said)));
    assert.deepEqual(wrong, []);
  });

  it('have no English word but names', () => {
    const wrong = messages.flatMap((told) => {
      const said = chinese(told);
      const words = said.replace(CODE, ' ').match(/[A-Za-z]{2,}/g) ?? [];
      return words.some((word) => !NAMES.has(word) && !OPTIONS.has(word)) ? [said] : [];
    });
    assert.deepEqual(wrong, []);
  });

  it('say something else than those in English', () => {
    const same = messages.filter((told) => chinese(told) === sayEnglish(told)).map(({ code }) => code);
    assert.deepEqual([...new Set(same)], []);
  });
});
