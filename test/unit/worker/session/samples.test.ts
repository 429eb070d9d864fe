/** The sample notebooks of tasks run from the top to the end, in a session as in VS Code. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestSession, withSession } from '../session.ts';

const root = path.join(import.meta.dirname, '../../../..');
const samples = path.join(root, 'samples');

/** What the last cells show. */
const notebooks: Record<string, RegExp> = {
  'first-names': /^$/,
  teddy: /Teddy\/PERSON .*Teddy\/BEAR/s,
  dates: /^"12 March 2011" → "2011-03-12" \(/,
  waves: /→ sine .*→ square .*→ sawtooth/s,
  'pear-and-pair': /^\[\n {2}\{ token: '\w+', probability: /,
};

interface Notebook {
  cells: { cell_type: string; source: string[] }[];
}

describe('sample notebooks', () => {
  let session: TestSession;
  before(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts/samples.mjs')]);
  });
  withSession({}, (fresh) => {
    session = fresh;
    copyFileSync(path.join(samples, 'first-names.tsv'), path.join(session.folder, 'first-names.tsv'));
    session.acquire = async () => 2;
  });

  for (const [name, last] of Object.entries(notebooks))
    it(`${name}.ipynb`, async () => {
      const { cells } = JSON.parse(readFileSync(path.join(samples, `${name}.ipynb`), 'utf8')) as Notebook;
      let text = '';
      for (const { source } of cells.filter(({ cell_type }) => cell_type === 'code')) {
        const result = await session.run(source.join(''));
        assert.equal(result.kind, 'ok', JSON.stringify(result));
        if (result.kind === 'ok') text = result.text ?? '';
      }
      assert.match(text, last);
    }).timeout(300_000); // it trains: with nothing else to do a few seconds, minutes where the machine is busy
});
