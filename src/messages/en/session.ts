/** What a session tells: of files, models, trainings and cells. */
import type { Held, Say } from '../held.ts';

/** Why a file cannot be read or written: Node's code, and its own words for codes that are not listed here. */
export interface Failure {
  code: string;
  reason: string;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission is denied; change the permissions or choose another folder',
  EPERM: 'the system does not permit it; change the permissions or choose another folder',
  EROFS: 'the file system is read-only; choose another folder',
  ENOSPC: 'the disk is full; make room and try again',
  EDQUOT: 'the disk quota is used up; make room and try again',
  EISDIR: 'it is a folder; give the path of a file',
  ENOTDIR: 'a part of the path is a file, not a folder; give another path',
  EEXIST: 'there is a file in the way; move it or choose another folder',
  ENOENT: 'it does not exist; check the path',
  ENAMETOOLONG: 'the name is too long; give a shorter one',
};

const SLOW = 'Training runs in plain JavaScript, some 30 times slower than it could';

interface Named {
  file: string;
}

/** A file that cannot be used, and why. */
type Refused = Named & Failure;

export const session = {
  'file.missing': ({ file, near }: Named & { near: Held }, say: Say) => `There is no file ${file}. ${say(near)}`,
  'file.no-folder': ({ folder }: { folder: string }) => `There is no folder ${folder} either.`,
  'file.similar': ({ names }: { names: string[] }) => `Did you mean ${names.join(' or ')}?`,
  'file.others': ({ names, more }: { names: string[]; more: number }) =>
    `Files there: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
  'file.empty-folder': () => 'That folder has no files.',
  'file.unreadable': (refused: Refused) => `${refused.file} cannot be read: ${reason(refused)}.`,
  'file.folder': ({ file }: Named) => `${file} is a folder. Give the path of a text file.`,
  'file.too-large': ({ file, bytes, most }: Named & { bytes: number; most: number }) =>
    `${file} has ${bytes} bytes; at most ${most} can be read. Cut it into parts.`,
  'file.no-match': ({ pattern, folder }: { pattern: string; folder: string }) =>
    `There is no file ${pattern} in ${folder}. Check the pattern.`,

  'source.needed': ({ call, got }: { call: string; got: Held }, say: Say) =>
    `${call} needs a path such as 'names.txt' or 'letters/*.txt', { files: [paths] }, { name, text }, an array of records, or data of rnn.data; got ${say(got)}.`,
  'source.unread': ({ name, reason }: { name: string; reason: Held }, say: Say) =>
    `${name} could not be read: ${say(reason)}.`,
  'source.no-reason': () => 'no reason given',
  'source.changed': ({ name, deleted }: { name: string; deleted: boolean }) =>
    `${name} was ${deleted ? 'deleted' : 'changed'} while the model was trained; it learned the text as it was at the start.`,

  'given.verbatim': ({ text }: { text: string }) => text,
  'given.promise': () => 'a promise (is an await missing?)',
  'given.model': () => 'a model',
  'given.empty-array': () => 'an empty array',
  'given.array': () => 'an array',
  'given.object': () => 'an object',
  'given.function': () => 'a function',
  'given.fields': ({ fields, more }: { fields: { name: string; value: Held }[]; more: boolean }, say: Say) =>
    `{ ${fields.map(({ name, value }) => `${name}: ${say(value)}`).join(', ')}${more ? ', …' : ''} }`,

  'model.unsaved': (refused: Refused) => `The model cannot be saved as ${refused.file}: ${reason(refused)}.`,
  'model.unreadable': (refused: Refused) => `The model ${refused.file} cannot be read: ${reason(refused)}.`,
  'model.unwritable-folder': (refused: Refused) => `Models cannot be saved in ${refused.file}: ${reason(refused)}.`,
  'model.exists-unreadable': (refused: Refused) => `${refused.file} exists and cannot be read: ${reason(refused)}.`,
  'model.missing': ({ file }: Named) => `There is no model file ${file}.`,
  'model.no-file': ({ file, extension }: Named & { extension: string }) =>
    `${file} is no file. Give the path of a ${extension} file.`,
  'model.foreign': ({ file }: Named) =>
    `${file} is no model file: it does not begin as a safetensors file does. Give the path of a file that rnn.train or model.save wrote.`,
  'model.unusable': ({ file, problem, damaged }: Named & { problem: Held; damaged: boolean }, say: Say) =>
    `${file} cannot be used as a model. ${damaged ? 'It is damaged: ' : ''}${say(problem)}`,
  'model.path-needed': ({ extension, got }: { extension: string; got: string }) =>
    `model.save needs a path such as 'names${extension}'; got ${got}.`,
  'model.folder': ({ file, example }: Named & { example: string }) =>
    `${file} is a folder. Give the path of a file, such as ${example}.`,
  'model.other-file': ({ file, example }: Named & { example: string }) =>
    `${file} exists and is no model file; it is left as it is. Give another path, such as ${example}.`,
  'model.of-other-program': () =>
    'It is a safetensors file, but not a model of Unroll: only models that rnn.train made can be loaded.',
  'model.newer': ({ version, known }: { version: number; known: number }) =>
    `It was written by a newer version of Unroll (format ${version}; this one reads ${known}). Update Unroll.`,
  'model.metadata-missing': ({ key }: { key: string }) => `Its metadata '${key}' is missing.`,
  'model.metadata-damaged': ({ key, problem }: { key: string; problem: Held }, say: Say) =>
    `Its metadata '${key}' is damaged: ${say(problem)}.`,
  'model.metadata-must-be': ({ place, allowed }: { place: string; allowed: Held }, say: Say) =>
    `${place || 'it'} must be ${say(allowed)}`,
  'model.task-of-network': ({ task, encoder }: { task: string; encoder: boolean }) =>
    `Its task is ${task}; its network has ${encoder ? 'an' : 'no'} encoder.`,
  'model.labels-of-network': ({ labels, classes }: { labels: number; classes: number }) =>
    `It has ${labels} labels; its network tells ${classes} classes apart.`,
  'model.vocabulary-of-network': ({ tokens, size }: { tokens: number; size: number }) =>
    `Its vocabulary has ${tokens} tokens; its network has ${size}.`,

  'allowed.text': () => 'a text',
  'allowed.number': () => 'a number',
  'allowed.object': () => 'an object',
  'allowed.list': () => 'a list',
  'allowed.boolean': () => 'true or false',
  'allowed.one-of': ({ names }: { names: readonly string[] }) =>
    `one of ${names.map((name) => `'${name}'`).join(', ')}`,
  'allowed.whole': ({ low, high }: { low: number; high: number }) => `a whole number from ${low} to ${high}`,
  'allowed.directions': () => '1 or 2',
  'allowed.input': () => "'one-hot', { embedding: … } or { vectors: … }",

  'run.stopped-early': () => 'The run was stopped before it began.',
  'run.no-model': () => 'The training was stopped before there was a model.',
  'run.no-shared-memory': () =>
    'Training needs memory that threads share (SharedArrayBuffer), which this VS Code does not give its extensions. ' +
    'Desktop VS Code and VS Code in a browser with a server have it.',
  'run.thread-died': ({ reason }: { reason: Held }, say: Say) =>
    `A training thread ended unexpectedly (${say(reason)}).`,
  'run.without-reason': () => 'without a reason',
  'run.weights-kept': ({ reason, file }: { reason: Held; file: string }, say: Say) =>
    `${say(reason)} The best weights until then are in ${file}.`,
  'run.in-memory-only': ({ problem }: { problem: Held }, say: Say) =>
    `${say(problem)} The model is in memory only: model.save(path) writes it elsewhere.`,
  'run.both': ({ first, second }: { first: Held; second: Held }, say: Say) => `${say(first)} ${say(second)}`,
  'run.waits': ({ names }: { names: string[] }) => `Waits for a free core: all are taken by ${names.join(', ')}.`,
  'run.estimate-superseded': () => 'Another estimate was asked for before the text was read to its end.',
  'run.speed-unmeasured': () => 'The speed of this machine could not be measured.',
  'run.preview-failed': ({ epoch, reason }: { epoch: number; reason: Held }, say: Say) =>
    `What the model writes after epoch ${epoch} could not be shown: ${say(reason)} The training is not affected.`,

  'sample.unknown-tokens': ({ tokens, more, kept }: { tokens: string[]; more: number; kept: boolean }) => {
    const names = `${tokens.map((token) => JSON.stringify(token)).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const instead = `it read <UNK> in ${tokens.length + more === 1 ? 'its' : 'their'} place`;
    return `The model has never seen ${names}; ${kept ? instead : 'it read the text without'}.`;
  },

  'kernels.refused': ({ setting }: { setting: string }) =>
    `${SLOW}: this VS Code cannot compile the kernels '${setting}' of the settings.`,
  'kernels.no-simd': () => `${SLOW}: this VS Code has no WebAssembly SIMD.`,

  'session.died': ({ problem }: { problem: Held }, say: Say) =>
    `${say(problem)} Its variables are lost; models that were saved are not. The next cell or training starts afresh.`,
  'session.out-of-memory': () => 'The session ran out of memory.',
  'session.ended': ({ reason }: { reason: string }) => `The session ended unexpectedly (${reason}).`,
  'session.score-task': ({ task }: { task: string }) =>
    `Only a language model scores text; this one was trained for the task ${task}.`,
  'session.text-unread': () => 'The text was not read to its end.',

  'cell.interrupted': () => 'The cell was interrupted.',
  'cell.exit': () => 'process.exit would end the session of this notebook. To begin anew, restart the kernel.',
  'cell.import': ({ keyword, module, target }: { keyword: string; module?: string; target: string }) =>
    `Cells cannot use ${keyword}; load ${module === undefined ? 'the module' : `'${module}'`} with require: ${target}require(${module === undefined ? '…' : `'${module}'`})`,
  'cell.unshowable': () => 'What was thrown cannot be shown: it throws when it is looked at.',
  'cell.result-unshowable': ({ reason }: { reason?: string }) =>
    `The result cannot be shown: ${reason ?? 'it throws when it is looked at'}.`,
  'cell.caused': ({ problem, causes }: { problem: Held; causes: Held[] }, say: Say) =>
    `${say(problem)}${causes.map((cause) => ` (${say(cause)})`).join('')}`,
  'cell.left-out': ({ characters }: { characters: number }) => `\n… ${characters} characters were left out here …`,
  'cell.flood': ({ characters }: { characters: number }) =>
    `\nThis cell prints a lot: after ${characters} characters only the end is shown, when the cell is over.`,
};

function reason({ code, reason }: Failure): string {
  return REASONS[code] ?? reason;
}
