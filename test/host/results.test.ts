/** What a notebook keeps of the value of a cell: our data, a chart and a picture for other viewers, the text always. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { RESULT_MIME } from '../../src/protocol/renderer.ts';
import type { ResultPayload } from '../../src/protocol/result.ts';
import { quiet, writeNames } from './api.ts';
import { closeAll, openNotebook, outputText, runCell } from './support.ts';

const VEGA_LITE = 'application/vnd.vegalite.v5+json';
const CHART = [RESULT_MIME, VEGA_LITE, 'image/png', 'text/plain'];
const PICTURE = [RESULT_MIME, 'image/png', 'text/plain'];
const NUMBERS = [RESULT_MIME, 'text/plain'];

const SETUP = `
const names = [];
for (let i = 0; i < 40; i++) names.push({ label: i % 2 ? 'long' : 'short', text: i % 2 ? 'abcdefgh' + i : 'ab' + i });
const classifier = await rnn.train(names, { hidden: 4, epochs: 1 });
const sentences = Array.from({ length: 12 }, (_, i) => ({ tokens: ['he', 'saw', 'Ann' + i % 3], tags: ['O', 'O', 'NAME'] }));
const tagger = await rnn.train(sentences, { hidden: 4, epochs: 1 });
const pairs = Array.from({ length: 12 }, (_, i) => ({ source: 'a' + i, target: 'b' + i }));
const translator = await rnn.train(pairs, { hidden: 4, epochs: 1 });
const writer = await rnn.train('list.txt', { hidden: 4, epochs: 1 });
0`;

/** Cells, what kind of result each of them has, and what is stored of it. */
const CASES: [code: string, kind: ResultPayload['kind'], mimes: string[]][] = [
  ["await rnn.predict(classifier, ['ab1', 'abcdefgh'])", 'classes', CHART],
  ["await rnn.predict(tagger, 'he saw Ann1')", 'tags', PICTURE],
  ["await rnn.predict(translator, 'a1', { beam: 2, length: 4 })", 'translations', CHART],
  ["await rnn.next(writer, 'ty', 4)", 'next', CHART],
  ["await rnn.probability(writer, ['tyranno', 'tyrenno'])", 'token-probabilities', CHART],
  ['await rnn.evaluate(classifier, names, { part: "all" })', 'evaluations', CHART],
  ["await rnn.evaluate(writer, 'list.txt', { part: 'all' })", 'evaluations', NUMBERS],
  // Not awaited: the cell awaits what it comes to.
  ["rnn.probability(writer, 'tyranno')", 'token-probabilities', CHART],
];

/** Each kind of an array is an output of its own. */
const MIXED =
  "[await rnn.predict(classifier, ['ab1', 'abcdefgh']), await rnn.evaluate(classifier, names, { part: 'all' })]";

describe('results of cells', () => {
  let notebook: vscode.NotebookDocument;

  before(async () => {
    await writeNames('list.txt');
    const codes = [SETUP, ...CASES.map(([code]) => code), "console.log(await rnn.predict(classifier, 'ab1'));"];
    const large = "await rnn.predict(classifier, Array.from({ length: 10_000 }, (_, i) => 'ab' + i))";
    notebook = await openNotebook('results.ipynb', [...codes, large, MIXED]);
    const cell = await runCell(notebook, 0);
    assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
  });
  after(quiet);

  it('an array of several kinds: an output for each, with its own text', async () => {
    const cell = await runCell(notebook, notebook.cellCount - 1);
    const kinds = cell.outputs.map(({ items }) => {
      const texts = items.map(({ data }) => new TextDecoder().decode(data));
      return [JSON.parse(texts[0]!).kind, texts.at(-1)!.slice(0, 8)];
    });
    assert.deepEqual(kinds, [
      ['classes', kinds[0]![1]],
      ['evaluations', 'accuracy'],
    ]);
  });

  for (const [i, [code, kind, mimes]] of CASES.entries())
    it(`${code}: ${kind}`, async () => {
      const cell = await runCell(notebook, i + 1);
      assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
      const output = cell.outputs.find(({ items }) => items.some(({ mime }) => mime === RESULT_MIME));
      assert.deepEqual(
        output?.items.map(({ mime }) => mime),
        mimes,
      );
      const result = JSON.parse(outputText(cell, RESULT_MIME)) as ResultPayload;
      assert.equal(result.kind, kind);
      assert.equal(result.items.length, result.total);
      assert.notEqual(outputText(cell, 'text/plain'), '');
      if (mimes === CHART) assert.match(JSON.parse(outputText(cell, VEGA_LITE)).$schema, /\/v5\.json$/);
    });

  it('what is printed stays text', async () => {
    const cell = await runCell(notebook, CASES.length + 1);
    assert.match(outputText(cell, 'stdout'), /^"ab1" → (long|short) \(\d+\.\d %\)\n$/);
    assert.equal(outputText(cell, RESULT_MIME), '');
  });

  it('of 10,000 predictions the first are kept, and how many there were', async () => {
    const cell = await runCell(notebook, CASES.length + 2);
    const result = JSON.parse(outputText(cell, RESULT_MIME)) as ResultPayload;
    assert.deepEqual([result.items.length, result.total], [20, 10_000]);
    const bytes = cell.outputs.flatMap(({ items }) => items).reduce((sum, { data }) => sum + data.length, 0);
    assert.ok(bytes < 500_000, `${bytes} bytes`);
  });

  it('is the same in the file, our data first', async () => {
    const stored = mimesOf(notebook);
    const first = outputText(notebook.cellAt(1), RESULT_MIME);
    await notebook.save();
    await closeAll();
    const reopened = await vscode.workspace.openNotebookDocument(notebook.uri);
    assert.deepEqual(mimesOf(reopened), stored);
    assert.deepEqual(JSON.parse(outputText(reopened.cellAt(1), RESULT_MIME)), JSON.parse(first));
    assert.ok(readFileSync(notebook.uri.fsPath, 'utf8').includes(RESULT_MIME));
  });
});

function mimesOf(notebook: vscode.NotebookDocument): string[][] {
  return notebook
    .getCells()
    .slice(1)
    .flatMap(({ outputs }) => outputs.map(({ items }) => items.map(({ mime }) => mime)));
}
