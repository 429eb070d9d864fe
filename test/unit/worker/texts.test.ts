import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseTrainOptions } from '../../../src/protocol/options.ts';
import { keyOf, Texts } from '../../../src/worker/session/texts.ts';
import { makeFolder, removeFolders } from './session.ts';

const options = parseTrainOptions({});

describe('texts', () => {
  after(removeFolders);

  it('an abort while the file is looked at starts no thread', async () => {
    const folder = makeFolder({
      'names.txt': 'anna',
      'compute.cjs': "require('node:fs').writeFileSync(__dirname + '/started', '');",
    });
    const abort = new AbortController();
    const texts = new Texts(path.join(folder, 'compute.cjs'));
    const read = texts.read({ kind: 'file', path: path.join(folder, 'names.txt') }, options, abort.signal);
    abort.abort();
    assert.equal(await read, undefined);
    assert.ok(!existsSync(path.join(folder, 'started')));
  });

  it('a text of a million characters has a key of less than 500, which changes with text, name and options', async () => {
    const text = 'x'.repeat(1e6);
    const source = { kind: 'text', name: 'a', text } as const;
    const keys = await Promise.all([
      keyOf(source, options),
      keyOf({ ...source, text: `${text}y` }, options),
      keyOf({ ...source, name: 'b' }, options),
      keyOf(source, { ...options, level: 'words' }),
    ]);
    for (const key of keys) assert.ok(key.length < 500, String(key.length));
    assert.equal(new Set(keys).size, 4);
    assert.equal(await keyOf({ ...source }, options), keys[0]);
  });
});
