import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GATES_MIME, RUN_MIME } from '../../src/protocol/renderer.ts';
import type { Run } from '../../src/protocol/run.ts';
import { said } from '../unit/said.ts';
import { ENDLESS, endOf, quiet, runningRun, setKernels, setThreads, unroll, writeNames } from './api.ts';
import { closeAll, OUR_KERNELSPEC, openNotebook, outputText, runCell, startCell, until, writeFile } from './support.ts';

/** A training whose network is worth three threads. */
const LARGE = '{ hidden: 256, epochs: 100000 }';
const STORED_MIMES = [RUN_MIME, 'application/vnd.vegalite.v5+json', 'image/png', 'text/plain'];

function storedRun(cell: vscode.NotebookCell): Run {
  return JSON.parse(outputText(cell, RUN_MIME));
}

function mimes(cell: vscode.NotebookCell): string[] {
  return cell.outputs[0]?.items.map(({ mime }) => mime) ?? [];
}

describe('training in a cell', () => {
  before(() => writeNames('list.txt'));
  afterEach(quiet);

  it('stores the run with a live view, a curve, a picture and text, in this order, also after it was reopened', async () => {
    const code = "const model = await rnn.train('list.txt', { hidden: 8, epochs: 2 });";
    const notebook = await openNotebook('train.ipynb', [code]);
    const cell = await runCell(notebook, 0);
    assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
    assert.equal(cell.outputs.length, 1);
    assert.deepEqual(mimes(cell), STORED_MIMES);
    const run = storedRun(cell);
    assert.equal(run.state, 'finished');
    assert.deepEqual([run.owner, run.source.path], ['train.ipynb', undefined]);
    assert.equal(run.validation.length, 2);
    await notebook.save();
    await closeAll();
    const reopened = (await vscode.workspace.openNotebookDocument(notebook.uri)).cellAt(0);
    assert.deepEqual(mimes(reopened), STORED_MIMES);
    assert.deepEqual(storedRun(reopened), run);
    assert.equal(JSON.parse(outputText(reopened, STORED_MIMES[1]!)).$schema.includes('/v5'), true);
  });

  it('stores gates with a picture and text', async () => {
    const code = "await rnn.gates(await rnn.train('list.txt', { hidden: 4, epochs: 1 }), 'tyranno');";
    const cell = await runCell(await openNotebook('gates.ipynb', [code]), 0);
    const gates = cell.outputs.find(({ items }) => items.some(({ mime }) => mime === GATES_MIME));
    assert.deepEqual(
      gates?.items.map(({ mime }) => mime),
      [GATES_MIME, 'image/png', 'text/plain'],
    );
    assert.deepEqual(JSON.parse(outputText(cell, GATES_MIME)).tokens.join(''), 'tyranno');
  });

  it('ends when it is interrupted, with the best weights kept and the variables too', async () => {
    const notebook = await openNotebook('interrupt.ipynb', [
      'const kept = 7;',
      `await rnn.train('list.txt', ${ENDLESS})`,
      'kept',
    ]);
    await runCell(notebook, 0);
    startCell(notebook, 1);
    const run = await runningRun();
    await until('a first model', () => run.model);
    await vscode.commands.executeCommand('notebook.cancelExecution', { document: notebook.uri });
    await until('the end of the cell', () => notebook.cellAt(1).executionSummary?.success === false);
    assert.equal(run.state, 'stopped');
    assert.equal(storedRun(notebook.cellAt(1)).state, 'stopped');
    await vscode.workspace.fs.stat(vscode.Uri.file(run.model!.path));
    assert.equal(outputText(await runCell(notebook, 2), 'text/plain'), '7');
  });

  for (const kernels of ['wide', 'narrow', 'plain'])
    it(`trains and writes with the kernels of the setting: ${kernels}`, async () => {
      await setKernels(kernels);
      const code =
        "String(await rnn.sample(await rnn.train('list.txt', { hidden: 20, epochs: 2 }), { seed: 1 })).length > 0";
      const cell = await runCell(await openNotebook(`${kernels}.ipynb`, [code]), 0);
      assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
      assert.equal(storedRun(cell).state, 'finished');
    });

  it('takes as many cores as the setting allows', async () => {
    const { store } = await unroll();
    await setThreads(3);
    startCell(await openNotebook('one.ipynb', [`await rnn.train('list.txt', ${LARGE})`]), 0);
    const run = await runningRun();
    assert.equal(run.threads, 3);
    assert.equal(store.active().length, 1);
  });

  it('leaves the cores that a small network does not need to the next training', async () => {
    const { store } = await unroll();
    await setThreads(2);
    const code = `await rnn.train('list.txt', ${ENDLESS})`;
    startCell(await openNotebook('first-small.ipynb', [code]), 0);
    const first = await runningRun();
    startCell(await openNotebook('second-small.ipynb', [code]), 0);
    const second = await until('the other run', () =>
      store.list().find(({ id, state }) => id !== first.id && state === 'running'),
    );
    assert.deepEqual([first.threads, second.threads, first.state], [1, 1, 'running']);
  });

  it('waits for a core when all are taken, says so, and begins when one is free', async () => {
    const { store } = await unroll();
    const code = `await rnn.train('list.txt', ${ENDLESS})`;
    await setThreads(1);
    startCell(await openNotebook('first.ipynb', [code]), 0);
    const first = await runningRun();
    startCell(await openNotebook('second.ipynb', [code]), 0);
    const second = await until('a run that waits', () => store.list().find(({ state }) => state === 'waiting'));
    assert.equal(said(second.message), 'Waits for a free core: all are taken by list.txt.');
    store.stop(first.id);
    await until('its turn', () => second.state === 'running');
    store.stop(second.id);
    await endOf(second);
    await setThreads(undefined);
  });

  it('ends a run that is stopped while it waits, without having taken a core', async () => {
    const { store } = await unroll();
    const code = `await rnn.train('list.txt', ${ENDLESS})`;
    await setThreads(1);
    startCell(await openNotebook('holds.ipynb', [code]), 0);
    const first = await runningRun();
    startCell(await openNotebook('waits.ipynb', [code]), 0);
    const second = await until('a run that waits', () => store.list().find(({ state }) => state === 'waiting'));
    store.stop(second.id);
    assert.deepEqual([(await endOf(second)).state, second.threads, first.state], ['stopped', 0, 'running']);
    store.stop(first.id);
    await endOf(first);
    await setThreads(undefined);
  });

  // Opened as the user does: a document that an extension opens is kept for minutes after its editor is closed.
  it('is stopped when its notebook is closed, with its best weights kept', async () => {
    const code = { cell_type: 'code', id: 'a', metadata: {}, execution_count: null, outputs: [] };
    const cells = [{ ...code, source: `await rnn.train('list.txt', ${ENDLESS})` }];
    const content = { cells, metadata: { kernelspec: OUR_KERNELSPEC }, nbformat: 4, nbformat_minor: 5 };
    const uri = await writeFile('closed.ipynb', JSON.stringify(content));
    await vscode.commands.executeCommand('vscode.open', uri);
    const notebook = await until('the notebook', () => vscode.window.activeNotebookEditor?.notebook);
    await until('its kernel', async () => {
      startCell(notebook, 0);
      return (await unroll()).store.active().length > 0;
    });
    const run = await runningRun();
    await until('a first model', () => run.model);
    await closeAll();
    assert.equal((await endOf(run)).state, 'stopped');
    assert.equal(notebook.isClosed, true);
    await vscode.workspace.fs.stat(vscode.Uri.file(run.model!.path));
  });
});
