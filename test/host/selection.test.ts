import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { closeAll, newNotebook, openNotebook, outputText, runCell } from './support.ts';

/** Long enough for everything that opening a notebook sets off. */
const SETTLED_MS = 1000;

describe('kernel selection, with a second kernel installed', () => {
  afterEach(closeAll);

  it('takes our notebook without a question', async () => {
    const notebook = await openNotebook('ours.ipynb', ["'from ' + 'unroll'"], { select: false });
    await sleep(SETTLED_MS);
    assert.equal(outputText(await runCell(notebook, 0), 'text/plain'), 'from unroll');
  });

  it('takes it again after it was closed', async () => {
    const first = await openNotebook('ours-again.ipynb', ['1 + 1'], { select: false });
    await sleep(SETTLED_MS);
    await runCell(first, 0);
    await closeAll();
    const second = await openNotebook('ours-again.ipynb', ['2 + 2'], { select: false });
    await sleep(SETTLED_MS);
    assert.equal(outputText(await runCell(second, 0), 'text/plain'), '4');
  });

  it('leaves a Python notebook alone: not taken, not changed', async () => {
    const python = { name: 'python3', display_name: 'Python 3', language: 'python' };
    const notebook = await openNotebook('python.ipynb', ['print(1)'], { kernelspec: python, language: 'python' });
    await sleep(SETTLED_MS);
    assert.equal(notebook.isDirty, false);
    // Nobody is selected, so running asks which kernel to take; the question is closed unanswered.
    void vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: 0, end: 1 }],
      document: notebook.uri,
    });
    await sleep(SETTLED_MS);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.deepEqual(notebook.cellAt(0).outputs, []);
    assert.deepEqual(notebook.metadata.metadata.kernelspec, python);
  });

  it('leaves its kernelspec to a Python notebook in which the user runs a cell of ours', async () => {
    const python = { name: 'python3', display_name: 'Python 3', language: 'python' };
    const notebook = await openNotebook('guest.ipynb', ['40 + 2'], { kernelspec: python, select: true });
    assert.equal(outputText(await runCell(notebook, 0), 'text/plain'), '42');
    assert.deepEqual(notebook.metadata.metadata.kernelspec, python);
  });

  it('writes the kernelspec into a notebook without one when it is run', async () => {
    const notebook = await openNotebook('blank.ipynb', ['1'], { kernelspec: {}, select: true });
    await runCell(notebook, 0);
    const { kernelspec, language_info } = notebook.metadata.metadata;
    assert.deepEqual([kernelspec.name, language_info.name], ['unroll', 'javascript']);
    await notebook.save();
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(notebook.uri));
    assert.equal(JSON.parse(text).metadata.kernelspec.display_name, 'Unroll');
  });

  it('keeps the kernel that the user picks instead', async () => {
    const notebook = await openNotebook('picked.ipynb', ['1'], { select: false });
    await sleep(SETTLED_MS);
    const other = {
      notebookEditor: vscode.window.activeNotebookEditor,
      id: 'other',
      extension: 'unroll-tests.other-kernel',
    };
    await vscode.commands.executeCommand('notebook.selectKernel', other);
    await openNotebook('in-between.ipynb', ['1']);
    await vscode.window.showNotebookDocument(notebook);
    await sleep(SETTLED_MS);
    assert.equal(outputText(await runCell(notebook, 0), 'text/plain'), 'other kernel');
  });

  it('new notebook: ours, with an example on a text file of the workspace, ready to run', async () => {
    const notebook = await newNotebook({ select: false });
    assert.equal(notebook.isUntitled, true);
    assert.equal(notebook.metadata.metadata.kernelspec.name, 'unroll');
    assert.ok(notebook.getCells().some(({ document }) => /rnn\.train\("/.test(document.getText())));
  });
});
