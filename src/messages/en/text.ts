/** What can be wrong with a text, and what a user should know of how it became numbers. */
import type { Held, Say } from '../held.ts';
import { cut, percent, whole } from '../numbers.ts';
import type { Place } from '../place.ts';
import { at } from './places.ts';

export type Level = 'characters' | 'words';
export type Documents = 'lines' | 'sentences' | 'text';
/** What is predicted of vectors: labels or so many numbers, at each step or once. */
export interface Answer {
  names: boolean;
  each: boolean;
  numbers: number;
}

const BINARY = {
  'nul-characters': 'it contains NUL characters',
  'nul-bytes': 'it contains NUL bytes',
  controls: 'it is full of control characters',
};
const RECODE = 'set files.encoding to it (for instance gb18030, shiftjis or windows1252), or save the file as UTF-8.';

export const text = {
  'text.empty-file': ({ name }: { name: string }) => `${name} is empty. Choose a file with text in it.`,
  'text.binary': ({ name, reason }: { name: string; reason: keyof typeof BINARY }) =>
    `${name} is not a text file: ${BINARY[reason]}. Choose a plain text file.`,
  'text.looks-like-utf16': ({ name, encoding }: { name: string; encoding: string }) =>
    `${name} looks like UTF-16. Set files.encoding to ${encoding} to read it.`,
  'text.not-in-encoding': ({ name, encoding }: { name: string; encoding: string }) =>
    `${name} is not ${encoding}. If it is in another encoding, ${RECODE}`,
  'text.not-utf8': ({ name, byte, position, line }: { name: string; byte: number; position: number; line: number }) =>
    `${name} is not UTF-8 (byte ${hexadecimal(byte)} at position ${position}, line ${line}). If it is in another encoding, ${RECODE}`,
  'text.unknown-encoding': ({ name, encoding }: { name: string; encoding: string }) =>
    `${name} cannot be read in the encoding '${encoding}'. Set files.encoding to one of utf8, utf16le, utf16be, gb18030, ` +
    'gbk, big5hkscs, shiftjis, eucjp, euckr, windows1250 to windows1258, iso88591 to iso885915, koi8r, koi8u, cp866, ' +
    'macroman, or save the file as UTF-8.',
  'text.empty': ({ name }: { name: string }) => `${name} has no text in it. Choose a file with text.`,
  'text.too-many-characters': ({ name, characters, most }: { name: string; characters: number; most: number }) =>
    `${name} has ${characters} characters; at most ${most} can be read at once. Choose fewer files.`,
  'text.one-document': ({ name, documents }: { name: string; documents: Documents }) =>
    `${name} has 1 distinct ${one(documents)}; training on ${documents} needs at least 2. Add ${documents}, or set documents to 'text'.`,
  'text.too-short': (short: { name: string; tokens: number; level: Level; documents: Documents; least: number }) =>
    `${short.name} is too short: it has ${short.tokens} ${short.level}, ${endOf(short.documents)} counted; at least ${short.least} are needed. Add more text.`,
  'text.too-few-examples': ({ name, count, unit }: { name: string; count: number; unit: 'record' | 'pair' }) =>
    `${name} has ${count} ${unit}; at least 2 are needed. Add more.`,
  'text.one-tag': ({ name, tag }: { name: string; tag: string | undefined }) =>
    `${name}: every token has the tag ${JSON.stringify(tag)}; tags are told apart from two on. Add sentences with other tags.`,
  'text.one-label': ({ name, records, label }: { name: string; records: number; label: string | undefined }) =>
    `${name}: all ${records} records have the label ${JSON.stringify(label)}; classes are told apart from two on. Add records of another class, or set task to 'language-model' to train on the text as it stands.`,
  'text.one-answer': ({ name, label }: { name: string; label: string | undefined }) =>
    `${name}: every y is ${JSON.stringify(label)}; classes are told apart from two on. Add records of another class.`,
  'text.unknown-label': (unknown: { place: Place; what: 'label' | 'tag'; label: string; known: string[] }) =>
    `${at(unknown.place)}: the model does not know the ${unknown.what} ${JSON.stringify(unknown.label)}. It was trained on ${labels(unknown.known)}.`,
  'text.nothing-to-read': ({ place }: { place: Place }) => `${at(place)}: there is nothing to read.`,
  'text.too-many-steps': ({ place, steps, most }: { place: Place; steps: number; most: number }) =>
    `${at(place)}: the example has ${whole(steps)} steps; at most ${whole(most)} can be read at once. Divide it.`,
  'text.other-width': ({ place, numbers, first }: { place: Place; numbers: number; first: number }) =>
    `${at(place)}: its vectors have ${numbers} numbers; those of the first record have ${first}.`,
  'text.other-answer': ({ place, answer, first }: { place: Place; answer: Answer; first: Answer }) =>
    `${at(place)}: its y is of another kind than that of the first record: ${words(answer)} instead of ${words(first)}.`,
  'text.width-of-model': ({ place, numbers, model }: { place: Place; numbers: number; model: number }) =>
    `${at(place)}: its vectors have ${count(numbers)}; the model reads vectors of ${count(model)}.`,
  'text.answer-of-model': ({ place, answer, model }: { place: Place; answer: Answer; model: Answer }) =>
    `${at(place)}: y is ${words(answer)}; the model predicts ${words(model)}.`,
  'text.unknown-id': ({ id, most }: { id: number; most: number }) =>
    `id must be a whole number from 0 to ${most}; got ${id}.`,
  'text.damaged-vocabulary': ({ problem }: { problem: Held }, say: Say) =>
    `The model's vocabulary is damaged: ${say(problem)}. Train the model again.`,
  'text.vocabulary-level': ({ got }: { got: string }) => `level must be 'characters' or 'words'; got ${got}`,
  'text.vocabulary-tokens': () => 'tokens must be an array of texts, none of them empty',
  'text.vocabulary-repeats': () => 'tokens contains a token twice',

  'text.outlier': ({ place, steps, others }: { place: Place; steps: number; others: number }) =>
    `${at(place)} is by far the longest, with ${whole(steps)} steps; the others have ${whole(Math.round(others))} on average. Divide it, or leave it out.`,
  'text.repeated-document': ({ documents }: { documents: Documents }) =>
    `1 ${one(documents)} that stands in the text twice was used once.`,
  'text.repeated-documents': ({ repeated, documents }: { repeated: number; documents: Documents }) =>
    `${whole(repeated)} ${documents} that repeat an earlier one were left out.`,
  'text.repeated-records': ({ repeated }: { repeated: number }) =>
    repeated === 1
      ? '1 record repeats an earlier one and was left out.'
      : `${whole(repeated)} records repeat an earlier one and were left out.`,
  'text.few-documents': ({
    validation,
    documents,
    held,
  }: {
    validation: number;
    documents: Documents;
    held: boolean;
  }) =>
    `The text has fewer than ${validation} ${documents === 'text' ? 'blocks' : documents}${held ? ': one from the middle is held out for validation.' : ', too few to hold any out: there is no validation loss, and the last epoch is kept.'}`,
  'text.few-records': ({ validation, classes }: { validation: number; classes: boolean }) =>
    `There are ${classes ? `too few records of one class to hold out one of ${validation}` : `fewer than ${validation} records`}: none is held out, there is no validation loss, and the last epoch is kept.`,
  'text.cut-vocabulary': ({ kept, seen, level, share }: { kept: number; seen: number; level: Level; share: number }) =>
    `The vocabulary keeps the ${whole(kept)} most frequent of ${whole(seen)} ${level}; the others, ${percent(share)} of the training part, are UNK.`,
  'text.unseen': ({ unknown, all, level }: { unknown: number; all: number; level: Level }) =>
    `${whole(unknown)} ${unknown === 1 ? level.slice(0, -1) : level} of the validation part (${percent(unknown / all)}) ${unknown === 1 ? 'never occurs in the training part: it is' : 'never occur in the training part: they are'} UNK.`,
  'text.numbers-at-end': ({ steps }: { steps: number }) =>
    `Every y has ${steps} numbers, as many as x has steps: they are predicted all at the end. Write "y": [[1], [2], …] for a number at each step.`,
};

function hexadecimal(byte: number): string {
  return `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function one(documents: Documents): string {
  return documents.slice(0, -1);
}

function endOf(documents: Documents): string {
  return documents === 'text' ? 'the end of the text' : `the end of each ${one(documents)}`;
}

/** Labels in quotes, of many the first. */
function labels(names: readonly string[]): string {
  return cut(names.map((name) => JSON.stringify(name)).join(', '), 80);
}

function count(numbers: number): string {
  return `${numbers} ${numbers === 1 ? 'number' : 'numbers'}`;
}

function words({ names, each, numbers }: Answer): string {
  return `${names ? 'a label' : numbers === 1 ? 'a number' : `${numbers} numbers`}${each ? ' for each step' : ''}`;
}
