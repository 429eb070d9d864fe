/** What a file exports is used by another. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { read, typescriptFiles, withoutComments } from './sources.ts';

/** What esbuild.mjs begins with; what AssemblyScript exports into WebAssembly is left out, too. */
const entries = [
  'src/host/extension.ts',
  'src/worker/session/main.ts',
  'src/worker/compute/main.ts',
  'src/pictures/index.ts',
  'src/host/drawing/thread.ts',
  'src/renderer/index.ts',
  'src/panel/index.ts',
];
const isEntry = (file: string) => entries.includes(file) || file.startsWith('src/kernels/assembly/');

/** Not all of test: test/vscode/server holds whole programs. */
const tests = ['bench', 'cli', 'golden', 'host', 'learning', 'ui', 'unit', 'vscode/notebook'].map(
  (name) => `test/${name}`,
);

const ANYTHING = '*';

describe('exports', () => {
  const sources = typescriptFiles('src');
  const used = usedNames([...sources, ...tests.flatMap(typescriptFiles)]);

  it('are found, and so are their uses', () => {
    assert.deepEqual(exportsOf('src/protocol/gates.ts').length > 0, true);
    assert.ok(used.has('src/protocol/run.ts applyReport'));
    assert.ok(!used.has('src/protocol/run.ts applyReports'));
  });

  it('are imported by another file', () => {
    const unused = sources
      .filter((file) => !isEntry(file) && !used.has(`${file} ${ANYTHING}`))
      .flatMap((file) => exportsOf(file).map((name) => `${file} ${name}`))
      .filter((name) => !used.has(name));
    assert.deepEqual(unused, []);
  });
});

function exportsOf(file: string): string[] {
  const declared =
    /^export (?:declare )?(?:abstract )?(?:async )?(?:const enum|const|let|function\*?|class|interface|type|enum) (\w+)/gm;
  const text = withoutComments(read(file));
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => namesOf(list, 'after'));
  return [...[...text.matchAll(declared)].map(([, name]) => name ?? ''), ...lists];
}

/** "FILE NAME" of all that is imported; "FILE *" where a file is imported as a whole. */
function usedNames(files: string[]): Set<string> {
  const statements = /(?:import|export)\s+(?:type\s+)?(?:\w+,\s*)?(\{[^}]*\}|\*)[^'";]*?\bfrom\s*['"](\.[^'"]+)['"]/g;
  const whole = /\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g;
  const used = new Set<string>();
  for (const file of files) {
    const text = withoutComments(read(file));
    const target = (given = '') => path.posix.join(path.posix.dirname(file), given);
    for (const [, list, from] of text.matchAll(statements))
      for (const name of list === ANYTHING ? [ANYTHING] : namesOf(list?.slice(1, -1), 'before'))
        used.add(`${target(from)} ${name}`);
    for (const [, from] of text.matchAll(whole)) used.add(`${target(from)} ${ANYTHING}`);
  }
  return used;
}

/** The names of "a, type b as c", before or after `as`. */
function namesOf(list = '', side: 'before' | 'after'): string[] {
  return list
    .split(',')
    .map((item) => item.trim().replace(/^type\s+/, ''))
    .filter((item) => item !== '')
    .map((item) => item.split(/\s+as\s+/).at(side === 'before' ? 0 : -1) ?? '');
}
