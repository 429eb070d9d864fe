/** What the documents say of the repository is so. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { callNames, optionsOf } from '../../../src/protocol/calls.ts';
import { read, readJson, root } from './sources.ts';

const readmes = ['README.md', 'README.zh-CN.md'];
const documents = ['ARCHITECTURE.md', ...readmes, 'samples/README.md', 'CHANGELOG.md', 'test/vscode/README.md'];

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

  for (const readme of readmes)
    it(`${readme} has every option of every call, with its default`, () => {
      const text = read(readme);
      const missing = callNames.flatMap((call) =>
        optionsOf(call)
          .filter((option) => !names(text, option.name, option.default))
          .map((option) => `${call}: ${option.name} (${option.default})`),
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

/**
 * Whether an option stands in a text with its default: behind it as `name` (default) or `name`（default）, or in a row of a table,
 * | `name`, `other` | default, other |. A default that is long is written with separators.
 */
function names(text: string, name: string, value: string | undefined): boolean {
  const places = text.split(`\`${name}\``).slice(1);
  if (value === undefined) return places.length > 0;
  const shown = /^\d{5,}$/.test(value) ? Number(value).toLocaleString('en') : value;
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  const inTable = rows.some(([, options = '', defaults = '']) => {
    const place = options.split(', ').indexOf(name);
    // 10,000 has a comma, but no blank behind it.
    return place >= 0 && defaults.split(', ')[place] === shown;
  });
  return (
    inTable || places.some((rest) => new RegExp(`^ ?[(（]${escaped(shown)}(?![\\w.])`).test(rest.replaceAll('`', '')))
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

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
