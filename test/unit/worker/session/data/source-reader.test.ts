import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseTrainOptions } from '../../../../../src/protocol/options.ts';
import { keyOf, SourceReader } from '../../../../../src/worker/session/data/source-reader.ts';
import { Estimator } from '../../../../../src/worker/session/runs/estimate.ts';
import type { SessionKernels } from '../../../../../src/worker/session/support/kernels.ts';
import { makeFolder, removeFolders, until } from '../../session.ts';

const options = parseTrainOptions({});

describe('texts', () => {
  after(removeFolders);

  it('an abort while the file is looked at starts no thread', async () => {
    const folder = makeFolder({
      'names.txt': 'anna',
      'compute.cjs': "require('node:fs').writeFileSync(__dirname + '/started', '');",
    });
    const abort = new AbortController();
    const texts = new SourceReader(path.join(folder, 'compute.cjs'));
    const read = texts.read({ kind: 'file', path: path.join(folder, 'names.txt') }, options, abort.signal);
    abort.abort();
    assert.equal(await read, undefined);
    assert.ok(!existsSync(path.join(folder, 'started')));
  });

  /** A compute thread that writes a line when it begins, and ends when a file is there. */
  function slowReader() {
    const folder = makeFolder({
      'names.txt': 'anna',
      'compute.cjs': `
        const fs = require('node:fs');
        const { parentPort } = require('node:worker_threads');
        fs.appendFileSync(__dirname + '/started', '.');
        const end = () => {
          if (!fs.existsSync(__dirname + '/go')) return setTimeout(end, 5);
          parentPort.postMessage({ kind: 'prepared', data: { task: 'language-model' } });
        };
        end();`,
    });
    const file = (name: string) => path.join(folder, name);
    const started = () => (existsSync(file('started')) ? readFileSync(file('started'), 'utf8').length : 0);
    const source = { kind: 'file', path: file('names.txt') } as const;
    return { texts: new SourceReader(file('compute.cjs')), source, started, go: () => writeFileSync(file('go'), '') };
  }

  it('who asks for what is being read waits for that, and goes on when the first gives up', async () => {
    const { texts, source, started, go } = slowReader();
    const abort = new AbortController();
    const reads = [
      texts.read(source, options, abort.signal),
      texts.read(source, { ...options }),
      texts.read(source, options),
    ];
    await until(() => started() > 0);
    abort.abort();
    assert.equal(await reads[0], undefined);
    go();
    assert.deepEqual(await Promise.all(reads.slice(1)), Array(2).fill({ task: 'language-model' }));
    assert.deepEqual(await texts.read(source, options), { task: 'language-model' });
    assert.equal(started(), 1);
  });

  it('a reading that all have given up ends; who comes then begins anew', async () => {
    const { texts, source, started, go } = slowReader();
    const abort = new AbortController();
    const first = texts.read(source, options, abort.signal);
    await until(() => started() === 1);
    abort.abort();
    const second = texts.read(source, options);
    assert.equal(await first, undefined);
    await until(() => started() === 2);
    go();
    assert.deepEqual(await second, { task: 'language-model' });
  });

  it('of estimates that follow each other quickly only the newest is answered; changes that leave the data alone read once', async () => {
    const { texts, source, started, go } = slowReader();
    const estimator = new Estimator(texts, {} as SessionKernels);
    const ask = (given: object) => estimator.estimate(source, parseTrainOptions(given), 1);
    const first = ask({ hidden: 4 });
    await until(() => started() === 1);
    const others = [ask({ hidden: 5 }), ask({ hidden: 6 })];
    const replaced = /Another estimate was asked for/;
    await assert.rejects(first, replaced);
    await assert.rejects(others[0]!, replaced);
    assert.equal(started(), 1);
    const words = ask({ level: 'words' });
    await assert.rejects(others[1]!, replaced);
    await until(() => started() === 2);
    go();
    await assert.rejects(words, (error: Error) => !replaced.test(error.message)); // the data are fake: no plan is made of them
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
