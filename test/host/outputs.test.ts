/** What is written into the outputs of a notebook, also where VS Code refuses or the user clears. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Drawing } from '../../src/host/drawing/drawing.ts';
import { RunOutput } from '../../src/host/notebook/outputs.ts';
import { RunStore } from '../../src/host/store.ts';
import { parseTrainOptions } from '../../src/protocol/options.ts';
import { RUN_MIME } from '../../src/protocol/renderer.ts';
import { ENDLESS, quiet, runningRun, unroll, writeNames } from './api.ts';
import { inWorkspace, openNotebook, outputText, runCell, until } from './support.ts';

/** An execution whose writes fail until `allow`; tells the states of the run that were stored. */
function refusing() {
  const stored: string[] = [];
  const outputs: vscode.NotebookCellOutput[] = [];
  let allowed = false;
  const write = async (items: readonly vscode.NotebookCellOutputItem[]) => {
    if (!allowed) throw new Error('refused');
    stored.push(JSON.parse(new TextDecoder().decode(items[0]?.data)).state);
  };
  const execution = {
    cell: { outputs },
    appendOutput: (output: vscode.NotebookCellOutput) => write(output.items),
    replaceOutputItems: write,
  } as unknown as vscode.NotebookCellExecution;
  return { execution, stored, allow: () => (allowed = true) };
}

describe('the result of a cell', () => {
  afterEach(quiet);

  it('comes as HTML that wraps as well when its lines are long, with what looks like HTML escaped', async () => {
    const notebook = await openNotebook('long.ipynb', ["'<b>&'.padEnd(300, 'whale ')", "'short'"]);
    const long = await runCell(notebook, 0);
    assert.match(outputText(long, 'text/html'), /pre-wrap[^>]*>&lt;b&gt;&amp;whale .*<\/pre>$/);
    assert.equal(outputText(long, 'text/plain'), '<b>&'.padEnd(300, 'whale '));
    const short = await runCell(notebook, 1);
    assert.deepEqual(
      short.outputs.flatMap(({ items }) => items.map(({ mime }) => mime)),
      ['text/plain'],
    );
  });
});

describe('the output of a run', () => {
  afterEach(quiet);

  it('is written although an earlier write was refused, which is told in the log', async () => {
    const store = new RunStore();
    const { execution, stored, allow } = refusing();
    const errors: string[] = [];
    const log = { error: (message: string) => errors.push(message) } as unknown as vscode.LogOutputChannel;
    const drawing = { run: async () => undefined } as unknown as Drawing;
    const options = parseTrainOptions({});
    const run = store.create({ owner: 'command', source: { name: 'a.txt' }, options, stop: () => undefined });
    const output = new RunOutput(execution, run, { store, drawing, log });
    await until('an error in the log', () => errors.length === 1);
    allow();
    store.report(run.id, { kind: 'end', state: 'finished' });
    await output.finish();
    assert.deepEqual([stored, errors], [['finished'], ['An output could not be stored: Error: refused']]);
    store.dispose();
  });

  it('comes back at the end of a training that goes on while all outputs are cleared', async () => {
    await writeNames('list.txt');
    const notebook = await openNotebook('cleared.ipynb', [`await rnn.train('list.txt', ${ENDLESS}); 0`]);
    const ended = runCell(notebook, 0);
    const run = await runningRun();
    await until('a first model', () => run.model);
    await vscode.commands.executeCommand('notebook.clearAllCellsOutputs');
    await until('an empty cell', () => notebook.cellAt(0).outputs.length === 0);
    (await unroll()).store.stop(run.id);
    const { outputs } = await ended;
    assert.equal(JSON.parse(outputText(notebook.cellAt(0), RUN_MIME)).state, 'stopped');
    assert.ok(outputs.some(({ items }) => items.some(({ mime }) => mime === 'image/png')));
  });

  it('names no folder of this machine, in none of its representations', async () => {
    await writeNames('list.txt');
    const code = `const model = await rnn.train('list.txt', { hidden: 4, epochs: 1 }); await rnn.gates(model, 'ty'); model`;
    const cell = await runCell(await openNotebook('shared.ipynb', [code]), 0);
    assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
    const items = cell.outputs.flatMap((output) => output.items);
    const named = items.filter(({ data }) => Buffer.from(data).includes(inWorkspace()));
    assert.deepEqual(
      named.map(({ mime }) => mime),
      [],
    );
    assert.ok(items.length > 5);
  });
});
