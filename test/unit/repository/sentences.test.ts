/**
 * What users read is in the catalogue of messages: no sentence is made where an error is thrown or something is
 * reported.
 */
import assert from 'node:assert/strict';
import { parser } from '@lezer/javascript';
import { read, typescriptFiles } from './sources.ts';

const typescript = parser.configure({ dialect: 'ts' });
/** To come: their sentences are still made where they are thrown. */
const TO_COME = ['src/engine/', 'src/worker/session/api/', 'src/worker/session/tasks/'];
/** Mistakes of programmers, which no user causes. */
const MISTAKES = ['src/worker/session/main.ts', 'src/worker/session/cells/repl.ts'];
const SENTENCE = /\b[a-z']+ [a-z']+ [a-z']+\b/i;

describe('sentences', () => {
  const files = ['src/text', 'src/worker', 'src/engine'].flatMap((folder) => typescriptFiles(folder));

  it('are made in the catalogue only', () => {
    const excused = [...TO_COME, ...MISTAKES];
    const checked = files.filter((file) => !excused.some((start) => file.startsWith(start)));
    assert.ok(checked.length > 70, `only ${checked.length} files`);
    assert.deepEqual(
      checked.flatMap((file) => sentencesIn(file, read(file))),
      [],
    );
  });

  it('are found in errors, notices and variables that become one', () => {
    const found = (code: string) => sentencesIn('a.ts', code).length;
    assert.equal(found("throw new Error('There is no such file.');"), 1);
    assert.equal(found(`const notice = \`\${name} is too short to train on.\`;`), 1);
    assert.equal(found("throw new FileError('file.missing', { file });"), 0);
  });
});

/** Every text with three English words side by side, with its place; comments are no texts. */
function sentencesIn(file: string, code: string): string[] {
  const found: string[] = [];
  typescript.parse(code).iterate({
    enter({ name, from, to }) {
      if (name !== 'String' && name !== 'TemplateString') return;
      const text = code.slice(from, to).replace(/\$\{[^}]*\}/g, '…');
      const line = code.slice(0, from).split('\n').length;
      if (SENTENCE.test(text)) found.push(`${file}:${line} ${text}`);
    },
  });
  return found;
}
