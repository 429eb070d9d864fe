/**
 * Whose session goes on when an untitled notebook is closed. That one that is saved keeps its own is tested with the
 * kernel.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, OUR_KERNELSPEC, openNotebook, outputText, runCell, until } from './support.ts';

const CELLS = ['globalThis.kept = 7', 'typeof kept'];

describe('an untitled notebook that is closed unsaved', () => {
  afterEach(closeAll);

  it('leaves nothing to a file with the same cells that was open before', async () => {
    const twin = await openNotebook('twin.ipynb', CELLS);
    const cells = CELLS.map((code) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'javascript'));
    const data = new vscode.NotebookData(cells);
    data.metadata = { metadata: { kernelspec: OUR_KERNELSPEC } };
    const untitled = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    const notebookEditor = await vscode.window.showNotebookDocument(untitled);
    const kernel = { notebookEditor, id: 'unroll', extension: 'unroll.unroll' };
    await vscode.commands.executeCommand('notebook.selectKernel', kernel);
    assert.equal(outputText(await runCell(untitled, 0), 'text/plain'), '7');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until('its end', () => untitled.isClosed);
    assert.equal(outputText(await runCell(twin, 1), 'text/plain'), 'undefined');
  });
});
