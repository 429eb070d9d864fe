/**
 * Our notebooks are run by our kernel without a question, also where another kernel for .ipynb is installed: affinity
 * only suggests, and then Run All would do nothing. A notebook of another kernel is never touched.
 */
import * as vscode from 'vscode';
import { isOurs, KERNEL_ID, NOTEBOOK_TYPE } from './kernelspec.ts';

/**
 * Which notebooks a kernel runs: those for which it was selected, and, before anything was, ours by their kernelspec.
 */
export class KernelNotebooks implements vscode.Disposable {
  readonly #selected = new WeakMap<vscode.NotebookDocument, boolean>();
  readonly #watching: vscode.Disposable;

  constructor(controller: vscode.NotebookController) {
    this.#watching = controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
      this.#selected.set(notebook, selected);
    });
  }

  has(notebook: vscode.NotebookDocument): boolean {
    return this.#selected.get(notebook) ?? isOurs(notebook);
  }

  dispose(): void {
    this.#watching.dispose();
  }
}

/** Selects the kernel once for each notebook of ours that is shown. Who picks another kernel afterwards keeps it. */
export function selectOurKernel(controller: vscode.NotebookController, extension: string): vscode.Disposable {
  const selected = new WeakSet<vscode.NotebookDocument>();
  const prefer = (notebook: vscode.NotebookDocument) => {
    if (isOurs(notebook)) controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  };
  const select = async (editor: vscode.NotebookEditor | undefined) => {
    if (!editor || selected.has(editor.notebook) || !isOurs(editor.notebook)) return;
    selected.add(editor.notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', { notebookEditor: editor, id: KERNEL_ID, extension });
  };
  vscode.workspace.notebookDocuments.filter(({ notebookType }) => notebookType === NOTEBOOK_TYPE).forEach(prefer);
  void select(vscode.window.activeNotebookEditor);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument(prefer),
    vscode.window.onDidChangeActiveNotebookEditor(select),
    controller.onDidChangeSelectedNotebooks((change) => {
      if (change.selected) selected.add(change.notebook);
    }),
  );
}
