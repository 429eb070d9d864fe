/** What a Chinese interface shows of messages: every code is worded, and no English word is among its words. */
import assert from 'node:assert/strict';
import { sayIn } from '../../../src/messages/languages.ts';
import { type Message, sayEnglish } from '../../../src/messages/message.ts';
import { recordSamples } from './samples/records.ts';
import { sessionSamples } from './samples/session.ts';
import { textSamples } from './samples/text.ts';
import { valueSamples } from './samples/values.ts';

const samples = { ...textSamples, ...recordSamples, ...sessionSamples, ...valueSamples };
const messages = Object.entries(samples).flatMap(([code, each]) => each.map((values) => ({ code, values }) as Message));
const chinese = sayIn('zh-cn');

/** Names that stay as they are in every language. */
const NAMES = new Set(
  (
    'Unroll VS Code JavaScript WebAssembly SIMD SharedArrayBuffer JSON CSV UTF NUL UNK LSTM GRU RNN PyTorch safetensors ' +
    'nats promise await require import const fs process exit rnn data train model save path id x y true false'
  ).split(' '),
);
/** What is written as code, and names of files, options, fields and encodings, which are values. */
const CODE = /"[^"]*"|'[^']*'|“[^”]*”|\{[^}]*\}|[\w-]*\.[\w.-]+|[/*][\w./*-]*|<[A-Z]+>|0x[0-9A-F]+|\b\w*\d\w*\b/g;
const OPTIONS = new Set(
  (
    'task documents label text token tokens tag tags source target level gbk eucjp euckr shiftjis macroman macintosh ' +
    'euc jp import lstm gru'
  ).split(' '),
);

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
