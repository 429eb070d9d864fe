import type { text } from '../../../../src/messages/en/text.ts';
import { lineOf } from '../../text/place.ts';
import type { Samples } from './samples.ts';

const name = 'a.txt';
const place = lineOf(3, 'a.tsv');
const label = { names: true, each: true, numbers: 0 };
const one = { names: false, each: false, numbers: 1 };
const three = { names: false, each: false, numbers: 3 };

export const textSamples: Samples<typeof text> = {
  'text.empty-file': [{ name }, { name: 'The text' }],
  'text.binary': [
    { name, reason: 'nul-characters' },
    { name, reason: 'nul-bytes' },
    { name, reason: 'controls' },
  ],
  'text.looks-like-utf16': [{ name, encoding: 'utf16le' }],
  'text.not-in-encoding': [{ name, encoding: 'euc-jp' }],
  'text.not-utf8': [{ name, byte: 9, position: 12, line: 2 }],
  'text.unknown-encoding': [{ name, encoding: 'cp437' }],
  'text.empty': [{ name }],
  'text.too-many-characters': [{ name, characters: 6e8, most: 5e8 }],
  'text.one-document': [
    { name, documents: 'lines' },
    { name, documents: 'sentences' },
  ],
  'text.too-short': [
    { name, tokens: 5, level: 'characters', documents: 'text', least: 20 },
    { name, tokens: 5, level: 'words', documents: 'lines', least: 20 },
  ],
  'text.too-few-examples': [
    { name, count: 1, unit: 'record' },
    { name, count: 1, unit: 'pair' },
  ],
  'text.one-tag': [{ name, tag: '7' }],
  'text.one-label': [{ name, records: 5, label: '7' }],
  'text.one-answer': [{ name, label: '7' }],
  'text.unknown-label': [
    { place, what: 'label', label: '7', known: ['1', '2'] },
    { place, what: 'tag', label: '7', known: Array.from({ length: 90 }, (_, i) => String(i)) },
  ],
  'text.nothing-to-read': [{ place }],
  'text.too-many-steps': [{ place, steps: 200_000, most: 100_000 }],
  'text.other-width': [{ place, numbers: 3, first: 2 }],
  'text.other-answer': [
    { place, answer: label, first: one },
    { place, answer: three, first: label },
  ],
  'text.width-of-model': [{ place, numbers: 1, model: 2 }],
  'text.answer-of-model': [{ place, answer: one, model: three }],
  'text.unknown-id': [{ id: 9, most: 5 }],
  'text.damaged-vocabulary': [{ problem: { code: 'text.vocabulary-tokens', values: {} } }],
  'text.vocabulary-level': [{ got: '7' }],
  'text.vocabulary-tokens': [{}],
  'text.vocabulary-repeats': [{}],
  'text.outlier': [{ place, steps: 5000, others: 6.5 }],
  'text.repeated-document': [{ documents: 'lines' }],
  'text.repeated-documents': [{ documents: 'sentences', repeated: 1200 }],
  'text.repeated-records': [{ repeated: 1 }, { repeated: 1200 }],
  'text.few-documents': [
    { validation: 10, documents: 'text', held: true },
    { validation: 10, documents: 'lines', held: false },
  ],
  'text.few-records': [
    { validation: 10, classes: true },
    { validation: 10, classes: false },
  ],
  'text.cut-vocabulary': [{ kept: 10_000, seen: 12_000, level: 'words', share: 0.02 }],
  'text.unseen': [
    { unknown: 1, all: 8, level: 'characters' },
    { unknown: 4, all: 8, level: 'words' },
  ],
  'text.numbers-at-end': [{ steps: 4 }],
};
