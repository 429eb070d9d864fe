/** What the documents say of the repository is so. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { callNames, optionsOf } from '../../../src/protocol/calls.ts';
import { read, readJson, root } from './sources.ts';

const readmes = ['README.md', 'README.zh-CN.md'];
const documents = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readmes,
  'samples/README.md',
  'CHANGELOG.md',
  'test/vscode/README.md',
];

describe('documents', () => {
  it('name only files that are there', () => {
    const missing = documents.flatMap((document) =>
      namedFiles(document)
        .filter((file) => !existsSync(path.join(root, file)))
        .map((file) => `${document}: ${file}`),
    );
    assert.deepEqual(missing, []);
  });

  it('name only npm scripts that are there', () => {
    const scripts = Object.keys(readJson('package.json').scripts as object);
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
    );
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => name !== undefined && !scripts.includes(name)),
      [],
    );
  });

  it('the READMEs have the tables of options that `npm run options` writes', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import=tsx', 'scripts/options-table.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  for (const readme of readmes)
    it(`${readme} has every option of every call`, () => {
      const text = read(readme);
      const missing = callNames.flatMap((call) =>
        optionsOf(call)
          .filter(({ name }) => !text.includes(`| \`${name}\` |`))
          .map(({ name }) => `${call}: ${name}`),
      );
      assert.deepEqual(missing, []);
    });

  for (const readme of readmes)
    it(`${readme} has every call`, () => {
      const text = read(readme);
      assert.deepEqual(
        callNames.filter((call) => !text.includes(`rnn.${call}(`)),
        [],
      );
    });

  it('CHANGELOG.md has an entry for the version of package.json', () => {
    assert.ok(read('CHANGELOG.md').includes(`## ${String(readJson('package.json').version)}`));
  });
});

/** Paths in backticks, and what links and pictures point to, outside of the web. */
function namedFiles(document: string): string[] {
  const text = read(document);
  const quoted = [...text.matchAll(/`((?:src|test|scripts|samples|media)\/[\w./-]+)`/g)].map(([, file]) => file ?? '');
  const linked = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, file]) =>
    path.posix.join(path.posix.dirname(document), file ?? ''),
  );
  // Made by scripts/samples.mjs.
  return [...quoted, ...linked].filter((file) => !/^samples\/[\w-]+\.txt$/.test(file));
}
