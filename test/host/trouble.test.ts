/** Cells and threads that misbehave. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { said } from '../unit/said.ts';
import { ENDLESS, quiet, runningRun, setThreads, unroll, writeNames } from './api.ts';
import { closeAll, openNotebook, outputText, runCell, startCell, until } from './support.ts';

function errorOf(cell: vscode.NotebookCell): string {
  return JSON.parse(outputText(cell, 'error')).message;
}

describe('a cell that loops forever', () => {
  afterEach(closeAll);

  it('is ended by an interrupt; the variables are kept', async () => {
    const notebook = await openNotebook('loop.ipynb', [
      'const kept = 42',
      "console.log('begun'); while (true) {}",
      'kept',
    ]);
    await runCell(notebook, 0);
    startCell(notebook, 1);
    await until('the loop to turn', () => outputText(notebook.cellAt(1), 'stdout') === 'begun\n');
    await vscode.commands.executeCommand('notebook.cancelExecution', { document: notebook.uri });
    await until('the end of the cell', () => notebook.cellAt(1).executionSummary?.success === false);
    assert.equal(errorOf(notebook.cellAt(1)), 'The cell was interrupted.');
    assert.equal(outputText(await runCell(notebook, 2), 'text/plain'), '42');
  });

  it('that no order reaches is ended with its thread, and says that the variables are lost', async () => {
    // Where async hooks are on, Node would abort the process over a terminated execution: the thread is ended instead.
    const hooks =
      "require('node:async_hooks').createHook({ init() {} }).enable(); console.log('begun'); while (true) {}";
    const notebook = await openNotebook('hooked.ipynb', [hooks, '6 * 7']);
    startCell(notebook, 0);
    await until('the loop to turn', () => outputText(notebook.cellAt(0), 'stdout') === 'begun\n');
    await vscode.commands.executeCommand('notebook.cancelExecution', { document: notebook.uri });
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success === false);
    assert.match(errorOf(notebook.cellAt(0)), /variables are lost, models that were saved are not/);
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
    assert.match(outputText(cell, 'stderr'), /\d{6,} characters were left out/);
  });
});

describe('a thread that dies', () => {
  before(() => writeNames('list.txt'));
  afterEach(quiet);

  it('fails its cell with a message; the next cell runs in a fresh session', async () => {
    const { sessions } = await unroll();
    const notebook = await openNotebook('killed-cell.ipynb', [
      "console.log('begun'); await new Promise(() => {})",
      '1 + 1',
    ]);
    startCell(notebook, 0);
    await until('the cell to begin', () => outputText(notebook.cellAt(0), 'stdout') === 'begun\n');
    await sessions.ofNotebook(notebook).thread.worker.terminate();
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success === false);
    assert.match(errorOf(notebook.cellAt(0)), /ended unexpectedly \(exit code 1\).*variables are lost/);
    assert.equal(outputText(await runCell(notebook, 1), 'text/plain'), '2');
  });

  it('fails its cell also when it trains; its core is free again', async () => {
    const { sessions, store } = await unroll();
    await setThreads(1);
    const notebook = await openNotebook('killed.ipynb', [`await rnn.train('list.txt', ${ENDLESS})`]);
    startCell(notebook, 0);
    const run = await runningRun();
    await sessions.ofNotebook(notebook).thread.worker.terminate();
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success === false);
    assert.equal(run.state, 'failed');
    assert.match(said(run.message), /ended unexpectedly/);
    assert.match(errorOf(notebook.cellAt(0)), /ended unexpectedly/);
    startCell(notebook, 0);
    const next = await until('the next run', () => store.newest()?.state === 'running' && store.newest());
    assert.notEqual(next.id, run.id);
  });

  it('fails its cell when it is the one that computes; the next training runs, variables are kept', async () => {
    const notebook = await openNotebook('computing.ipynb', [
      `const kept = 5; const threads = require('node:worker_threads'); const { Worker } = threads;
       threads.Worker = class extends Worker {
         constructor(...given) {
           super(...given);
           if (given[1].workerData.kind === 'train') setTimeout(() => this.terminate(), 500);
         }
       };`,
      `await rnn.train('list.txt', ${ENDLESS})`,
      'threads.Worker = Worker; kept',
      "(await rnn.train('list.txt', { hidden: 4, epochs: 1 })).constructor.name",
    ]);
    await runCell(notebook, 0);
    const { executionSummary } = await runCell(notebook, 1);
    assert.equal(executionSummary?.success, false);
    assert.match(errorOf(notebook.cellAt(1)), /training thread ended unexpectedly/);
    assert.equal(outputText(await runCell(notebook, 2), 'text/plain'), '5');
    assert.equal((await runCell(notebook, 3)).executionSummary?.success, true);
  });

  it('fails its cell when it runs out of memory', async () => {
    const code =
      'const held = []; for (;;) { const row = []; for (let i = 0; i < 1000; i++) row.push(i); held.push(row); }';
    const cell = await runCell(await openNotebook('memory.ipynb', [code]), 0);
    assert.match(errorOf(cell), /out of memory/);
  });
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
    assert.equal(outputText(cell, 'text/plain'), 'undefined');
    assert.equal(cell.executionSummary?.executionOrder, 1);
  });
});
