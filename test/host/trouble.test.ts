/** Cells and threads that misbehave. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ENDLESS, endOf, quiet, runningRun, unroll, writeNames } from './api.ts';
import { closeAll, openNotebook, outputText, runCell, until } from './support.ts';

function startCell(notebook: vscode.NotebookDocument, index: number): void {
  const ranges = [{ start: index, end: index + 1 }];
  void vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: notebook.uri });
}

function errorOf(cell: vscode.NotebookCell): string {
  return JSON.parse(outputText(cell, 'error')).message;
}

describe('a cell that loops forever', () => {
  afterEach(closeAll);

  it('is ended by an interrupt, and says what became of the variables', async () => {
    const notebook = await openNotebook('loop.ipynb', ['while (true) {}', '6 * 7']);
    startCell(notebook, 0);
    await until('the loop to turn', () => notebook.cellAt(0).executionSummary?.timing === undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await vscode.commands.executeCommand('notebook.cancelExecution', { document: notebook.uri });
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success === false);
    assert.match(errorOf(notebook.cellAt(0)), /interrupted|variables are lost/);
    assert.equal(outputText(await runCell(notebook, 1), 'text/plain'), '42');
  });

  it('leaves the other notebooks and the extension host alone', async () => {
    const looping = await openNotebook('looping.ipynb', ['while (true) {}']);
    startCell(looping, 0);
    const other = await openNotebook('other.ipynb', ['1 + 1']);
    assert.equal(outputText(await runCell(other, 0), 'text/plain'), '2');
  });
});

describe('a cell that floods the console', () => {
  afterEach(closeAll);

  it('shows the beginning and the end, and how much is left out', async () => {
    const code = "for (let i = 0; i < 300000; i++) console.log('line ' + i);";
    const cell = await runCell(await openNotebook('flood.ipynb', [code]), 0);
    assert.equal(cell.executionSummary?.success, true);
    const printed = outputText(cell, 'stdout');
    assert.match(printed, /^line 0\nline 1\n/);
    assert.match(printed, /line 299999\n$/);
    assert.ok(printed.length < 1_100_000, `${printed.length} characters are shown`);
    assert.match(outputText(cell, 'stderr'), /\d{6,} characters are left out/);
  });
});

describe('a thread that dies', () => {
  before(() => writeNames('list.txt'));
  afterEach(quiet);

  it('fails its cell with a message; the next cell runs in a fresh session', async () => {
    const notebook = await openNotebook('exit.ipynb', ['process.exit(3)', '1 + 1']);
    const cell = await runCell(notebook, 0);
    assert.match(errorOf(cell), /ended unexpectedly \(exit code 3\).*variables are lost/);
    assert.equal(outputText(await runCell(notebook, 1), 'text/plain'), '2');
  });

  it('fails its cell also when it is killed while it trains; its core is free again', async () => {
    const { sessions, store } = await unroll();
    const notebook = await openNotebook('killed.ipynb', [`await rnn.train('list.txt', ${ENDLESS})`]);
    startCell(notebook, 0);
    const run = await runningRun();
    await sessions.ofNotebook(notebook).thread.worker.terminate();
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success === false);
    assert.equal(run.state, 'failed');
    assert.match(run.message ?? '', /ended unexpectedly/);
    assert.match(errorOf(notebook.cellAt(0)), /ended unexpectedly/);
    startCell(notebook, 0);
    const next = await until(
      'the next run',
      () => store.newest() !== run && store.newest()?.state === 'running' && store.newest(),
    );
    assert.equal(next.threads, 1);
    store.stop(next.id);
    await endOf(next);
  });

  it('fails its cell when it runs out of memory', async () => {
    const code = 'const held = []; for (;;) held.push(new Array(1000).fill(held.length));';
    const cell = await runCell(await openNotebook('memory.ipynb', [code]), 0);
    assert.match(errorOf(cell), /out of memory/);
  }).timeout(120_000);
});

describe('restart', () => {
  afterEach(closeAll);

  it('ends what runs, forgets the variables and counts from one', async () => {
    const notebook = await openNotebook('restart.ipynb', [
      'globalThis.left = 1',
      'await new Promise(() => {})',
      'typeof left',
    ]);
    await runCell(notebook, 0);
    startCell(notebook, 1);
    await until('the second cell to begin', () => notebook.cellAt(1).executionSummary?.executionOrder === 2);
    await vscode.commands.executeCommand('unroll.restartKernel');
    await until('its end', () => notebook.cellAt(1).executionSummary?.success === false);
    assert.equal(errorOf(notebook.cellAt(1)), 'The kernel was restarted.');
    const cell = await runCell(notebook, 2);
    assert.equal(outputText(cell, 'text/plain'), "'undefined'");
    assert.equal(cell.executionSummary?.executionOrder, 1);
  });
});
