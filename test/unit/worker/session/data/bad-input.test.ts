import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '../../../../../src/engine/files/safetensors.ts';
import { type TestSession, withOneSession } from '../../session.ts';

const text = Array.from({ length: 60 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}${i}`).join('\n');

describe('bad input in a cell', () => {
  let session: TestSession;
  let model: Uint8Array;
  withOneSession(
    {
      'names.txt': text,
      'empty.txt': '',
      'blank.txt': ' \n\n',
      'short.txt': 'ab\ncd\n',
      'binary.bin': Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 256),
      'latin1.txt': Buffer.from('Zo\xeb\nAnna\n'.repeat(20), 'latin1'),
    },
    async (fresh) => {
      session = fresh;
      mkdirSync(path.join(session.folder, 'folder'));
      const { kind } = await session.run(
        "const model = await rnn.train('names.txt', { hidden: 4, epochs: 1 }); await model.save('model');",
      );
      assert.equal(kind, 'ok');
      model = readFileSync(path.join(session.folder, 'model.safetensors'));
    },
  );

  const at = (name: string) => path.join(session.folder, name);
  async function error(code: string): Promise<{ name: string; message: string; position?: object }> {
    const result = await session.run(code);
    return result.kind === 'error' ? result.error : assert.fail(JSON.stringify(result));
  }

  const cases: [
    what: string,
    code: string,
    name: string,
    message: (path: (name: string) => string) => RegExp | string,
  ][] = [
    [
      'a path that does not exist',
      "await rnn.train('nmes.txt')",
      'FileError',
      (p) => `There is no file ${p('nmes.txt')}. Did you mean names.txt?`,
    ],
    [
      'a folder that does not exist',
      "await rnn.train('no/x.txt')",
      'FileError',
      (p) => `There is no file ${p('no/x.txt')}. There is no folder ${p('no')} either.`,
    ],
    [
      'a folder',
      "await rnn.train('folder')",
      'FileError',
      (p) => `${p('folder')} is a folder. Give the path of a text file.`,
    ],
    ['an empty file', "await rnn.train('empty.txt')", 'TrainingError', () => /^empty\.txt is empty/],
    ['a blank file', "await rnn.train('blank.txt')", 'TrainingError', () => /^blank\.txt has no text/],
    [
      'a file that is too short',
      "await rnn.train('short.txt')",
      'TrainingError',
      () => /^short\.txt is too short: it has 6 characters/,
    ],
    ['a binary file', "await rnn.train('binary.bin')", 'TrainingError', () => /^binary\.bin is not a text file/],
    [
      'a file in another encoding',
      "await rnn.train('latin1.txt')",
      'TrainingError',
      () => /^latin1\.txt is not UTF-8 .*files\.encoding/,
    ],
    ['an empty text', "await rnn.train({ text: '', name: 'mine' })", 'TrainingError', () => /^mine has no text/],
    [
      'no source',
      'await rnn.train()',
      'TypeError',
      () =>
        "rnn.train needs a path such as 'names.txt' or 'letters/*.txt', { files: [paths] }, { name, text }, an array of records, or data of rnn.data; got undefined.",
    ],
    [
      'an option out of range',
      "await rnn.train('names.txt', { hidden: 0 })",
      'OptionError',
      () => 'hidden must be a whole number from 1 to 4096; got 0.',
    ],
    [
      'a misspelt option',
      "await rnn.train('names.txt', { layer: 2 })",
      'OptionError',
      () => /^There is no option layer\. Did you mean layers\?/,
    ],
    ['a misspelt function', 'rnn.sampel(model)', 'TypeError', () => /^rnn has no sampel; did you mean sample\?/],
    [
      'no model',
      'await rnn.sample()',
      'TypeError',
      () => 'rnn.sample needs a model of rnn.train or rnn.load, or the path of a file; got undefined.',
    ],
    [
      'something else than a model',
      'await rnn.gates({}, "a")',
      'TypeError',
      () => /^rnn\.gates needs a model .* got an object\.$/,
    ],
    [
      'a forgotten await',
      "await rnn.sample(rnn.load('model.safetensors'))",
      'TypeError',
      () => /Await the model first/,
    ],
    [
      'a sampling option out of range',
      'await rnn.sample(model, { temperature: 0 })',
      'OptionError',
      () => /^temperature must be a number above 0/,
    ],
    [
      'a model file that does not exist',
      "await rnn.load('none')",
      'FileError',
      (p) => `There is no model file ${p('none')}.`,
    ],
    ['a folder as model file', "await rnn.load('folder')", 'FileError', () => /is no file/],
    [
      'a text as model file',
      "await rnn.load('names.txt')",
      'FileError',
      (p) =>
        `${p('names.txt')} is no model file: it does not begin as a safetensors file does. Give the path of a file that rnn.train or model.save wrote.`,
    ],
    ['gates over nothing known', "await rnn.gates(model, '§§')", 'RangeError', () => /knows no part of the text/],
    ['gates over no text', 'await rnn.gates(model)', 'TypeError', () => 'rnn.gates needs a text; got undefined.'],
    [
      'gates over a book',
      "await rnn.gates(model, 'l'.repeat(100000))",
      'RangeError',
      () => /has 100000 tokens; at most \d+ can be drawn/,
    ],
    [
      'files that are no array',
      "await rnn.data({ files: 'a.tsv' })",
      'TypeError',
      () => /got \{ files: 'a\.tsv' \}\.$/,
    ],
    ['no files', 'await rnn.data({ files: [] })', 'TypeError', () => /got \{ files: an empty array \}\.$/],
    ['a name alone', "await rnn.data({ name: 'x' })", 'TypeError', () => /got \{ name: 'x' \}\.$/],
    ['a model in the place of a text', "await rnn.next('la', model)", 'TypeError', () => /got a model\.$/],
    ['saving without a path', 'await model.save()', 'TypeError', () => /^model\.save needs a path/],
    [
      'saving into a folder that is a file',
      "await model.save('names.txt/x')",
      'FileError',
      () => /cannot be saved as .*: there is a file in the way/,
    ],
  ];
  for (const [what, code, name, message] of cases)
    it(`${what}: a message that says so, on the line of the call`, async () => {
      const given = await error(`\n${code}`);
      assert.equal(given.name, name);
      const expected = message(at);
      if (typeof expected === 'string') assert.equal(given.message, expected);
      else assert.match(given.message, expected);
      assert.equal((given.position as { line?: number } | undefined)?.line, 2);
    });

  it('without memory that threads share, training is refused with the reason', async () => {
    const { message } = await error(`
      const kept = SharedArrayBuffer;
      globalThis.SharedArrayBuffer = undefined;
      try { await rnn.train('names.txt') } finally { globalThis.SharedArrayBuffer = kept }`);
    assert.match(message ?? '', /^Training needs memory that threads share \(SharedArrayBuffer\)/);
  });

  it('characters that the model has never seen are named, and left out', async () => {
    const { errors, ...result } = await session.run("await rnn.sample(model, { prime: 'l§a§ß', length: 1, seed: 1 })");
    assert.equal(errors, 'The model has never seen "§", "ß"; it read the text without.\n');
    const known = await session.run("await rnn.sample(model, { prime: 'la', length: 1, seed: 1 })");
    assert.equal(result.kind === 'ok' && result.text?.slice(5), known.kind === 'ok' && known.text?.slice(2));
    const gates = await session.run("await rnn.gates(model, 'l§a')");
    assert.match(gates.errors, /"§"/);
    assert.deepEqual(
      gates.outputs.flatMap((output) => (output.kind === 'gates' ? [output.gates.tokens] : [])),
      [['', 'l', 'a']],
    );
  });

  const damages: [string, (bytes: Uint8Array) => Uint8Array, RegExp][] = [
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 5), /cut off|missing/],
    ['cut off in its header', (bytes) => bytes.subarray(0, 100), /header/],
    ['empty', () => new Uint8Array(), /0 bytes/],
    ['with bytes too many', (bytes) => Buffer.concat([bytes, Buffer.from('more')]), /4 bytes after/],
    ['of another program', (bytes) => changed(bytes, { format: 'pt' }), /not a model of Unroll/],
    [
      'of a newer version',
      (bytes) => changed(bytes, { version: '3' }),
      /newer version of Unroll \(format 3; this one reads 2\)\. Update Unroll/,
    ],
    ['with damaged options', (bytes) => changed(bytes, { options: '{"hidden":-1}' }), /hidden must be/],
    [
      'with a damaged vocabulary',
      (bytes) => changed(bytes, { vocabulary: '{"level":"characters","tokens":["a"]}' }),
      /vocabulary has 3 tokens; its network has \d+/,
    ],
    ['without its history', (bytes) => changed(bytes, { history: '' }), /metadata 'history' is damaged/],
    [
      'with a history of junk',
      (bytes) => changed(bytes, { history: '[{"epoch":"1"}]' }),
      /'history' is damaged: \[0\]/,
    ],
    ['with a history of no epochs', (bytes) => changed(bytes, { history: '{}' }), /'history' is damaged/],
    ['with a source of junk', (bytes) => changed(bytes, { source: 'null' }), /'source' is damaged/],
    [
      'with a source without a name',
      (bytes) => changed(bytes, { source: '{}' }),
      /'source' is damaged: name must be a text/,
    ],
    ['with labels of junk', (bytes) => changed(bytes, { labels: '[1]' }), /'labels' is damaged: \[0\] must be a text/],
    ['with an epoch of junk', (bytes) => changed(bytes, { epoch: 'soon' }), /'epoch' is damaged/],
    ['without an epoch', (bytes) => without(bytes, 'epoch'), /'epoch' is missing/],
    [
      'with a validation loss of junk',
      (bytes) => changed(bytes, { validationLoss: 'low' }),
      /'validationLoss' is damaged/,
    ],
    ['without a version', (bytes) => without(bytes, 'version'), /'version' is missing/],
    ['with a version of junk', (bytes) => changed(bytes, { version: 'one' }), /'version' is damaged/],
    ['without a network', (bytes) => without(bytes, 'network'), /'network' is missing/],
    ['with no network', (bytes) => changed(bytes, { network: 'null' }), /'network' is damaged/],
    [
      'with a network of junk',
      (bytes) => changed(bytes, { network: '{"cell":"rnm"}' }),
      /'network' is damaged: cell must be/,
    ],
    [
      'with a network of half a head',
      (bytes) => changed(bytes, { network: '{"cell":"gru","layers":1,"hidden":4,"vocabulary":20,"head":{}}' }),
      /'network' is damaged: head\.kind must be/,
    ],
    [
      'with a vocabulary of no form',
      (bytes) => changed(bytes, { vocabulary: withForm(bytes) }),
      /'vocabulary' is damaged: form/,
    ],
    [
      'with other layers',
      (bytes) => changed(bytes, { network: '{"cell":"gru","layers":1,"hidden":4,"vocabulary":19}' }),
      /weight_ih_l0 has the shape/,
    ],
  ];
  for (const [what, damage, message] of damages)
    it(`a model file ${what}: which file, and what is wrong with it`, async () => {
      writeFileSync(at('damaged.safetensors'), damage(model));
      const { name, message: given } = await error("await rnn.load('damaged.safetensors')");
      assert.equal(name, 'FileError');
      assert.ok(given.startsWith(`${at('damaged.safetensors')} cannot be used as a model. `), given);
      assert.match(given, message);
    });

  it('a file that may not be read: the reason, unless one may read everything', async () => {
    writeFileSync(at('secret.txt'), text);
    chmodSync(at('secret.txt'), 0);
    const result = await session.run("await rnn.train('secret.txt', { hidden: 4, epochs: 1 }); 0");
    if (process.getuid?.() === 0) assert.equal(result.kind, 'ok');
    else assert.match(result.kind === 'error' ? result.error.message : '', /permission is denied/);
  });

  it('a model file that is written anew is read anew', async () => {
    const first = await session.run(
      "await rnn.train('names.txt', { hidden: 5, epochs: 1 }).then((m) => m.save('again')); (await rnn.load('again.safetensors')).options.hidden",
    );
    const second = await session.run(
      "await rnn.train('names.txt', { hidden: 6, epochs: 1 }).then((m) => m.save('again')); (await rnn.load('again.safetensors')).options.hidden",
    );
    assert.deepEqual([first.kind === 'ok' && first.text, second.kind === 'ok' && second.text], ['5', '6']);
  });
});

function without(bytes: Uint8Array, key: string): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(new Uint8Array(bytes));
  delete metadata[key];
  return encodeSafetensors({ tensors, metadata });
}

function withForm(bytes: Uint8Array): string {
  const { metadata } = decodeSafetensors(new Uint8Array(bytes));
  return JSON.stringify({ ...JSON.parse(metadata.vocabulary!), form: 'small' });
}

/** The model file with other metadata. */
function changed(bytes: Uint8Array, other: Record<string, string>): Uint8Array {
  const { tensors, metadata } = decodeSafetensors(new Uint8Array(bytes));
  return encodeSafetensors({ tensors, metadata: { ...metadata, ...other } });
}
