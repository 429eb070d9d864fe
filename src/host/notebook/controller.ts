/** The kernel for .ipynb notebooks: cells in JavaScript with the global `rnn`. */
import * as vscode from 'vscode';
import type { Sessions } from '../sessions.ts';
import { registerAssist } from './assist/providers.ts';
import { CellQueue } from './cell-queue.ts';
import { CellDiagnostics } from './diagnostics.ts';
import { type ExecutionTools, executeCell } from './execution.ts';
import { continueRuns } from './inherited-runs.ts';
import { interrupt } from './interrupt.ts';
import { claim, KERNEL_ID, LANGUAGE, NOTEBOOK_TYPE } from './kernelspec.ts';
import { KernelNotebooks, selectOurKernel } from './selection.ts';

interface KernelContext extends Omit<ExecutionTools, 'diagnostics'> {
  sessions: Sessions;
  /** Id of this extension, as `notebook.selectKernel` wants it. */
  extension: string;
}

export function registerKernel(context: KernelContext): vscode.Disposable {
  const kernel = new Kernel(context);
  const notebooks = new KernelNotebooks(kernel.controller);
  return vscode.Disposable.from(
    kernel,
    notebooks,
    registerAssist((notebook) => notebooks.has(notebook)),
    kernel.continueInheritedRuns(),
    selectOurKernel(kernel.controller, context.extension),
    vscode.commands.registerCommand('unroll.restartKernel', () => kernel.restartActive()),
  );
}

class Kernel implements vscode.Disposable {
  readonly controller = vscode.notebooks.createNotebookController(KERNEL_ID, NOTEBOOK_TYPE, 'Unroll');
  readonly #diagnostics = new CellDiagnostics();
  readonly #queues = new WeakMap<vscode.NotebookDocument, CellQueue<vscode.NotebookCell>>();
  readonly #orders = new WeakMap<vscode.NotebookDocument, number>();
  readonly #told = new WeakSet<vscode.NotebookDocument>();

  constructor(private readonly context: KernelContext) {
    this.controller.supportedLanguages = [LANGUAGE];
    this.controller.supportsExecutionOrder = true;
    this.controller.description = vscode.l10n.t('JavaScript with recurrent networks');
    this.controller.executeHandler = (cells, notebook) => this.#execute(cells, notebook);
    this.controller.interruptHandler = (notebook) => this.#interrupt(notebook);
  }

  /** A fresh session for the notebook in front. What ran in the old one fails, what waited is forgotten. */
  async restartActive(): Promise<void> {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    if (!notebook) return;
    this.#queueOf(notebook).drop();
    this.#orders.delete(notebook);
    await this.context.sessions.ofNotebook(notebook).end(vscode.l10n.t('The kernel was restarted.'));
  }

  /** A file takes over from its untitled notebook before or after its kernel is selected: both are needed. */
  continueInheritedRuns(): vscode.Disposable {
    const { sessions } = this.context;
    const selected = new WeakSet<vscode.NotebookDocument>();
    const inherited = new WeakSet<vscode.NotebookDocument>();
    const tryIt = (notebook: vscode.NotebookDocument) => {
      if (!selected.has(notebook) || !inherited.delete(notebook)) return;
      const session = sessions.ofNotebook(notebook);
      continueRuns(this.controller, notebook, session, { ...this.context, store: session.store });
    };
    return vscode.Disposable.from(
      this.controller.onDidChangeSelectedNotebooks(({ notebook, selected: ours }) => {
        if (!ours) return void selected.delete(notebook);
        selected.add(notebook);
        tryIt(notebook);
      }),
      sessions.onDidInherit((notebook) => {
        inherited.add(notebook);
        tryIt(notebook);
      }),
    );
  }

  dispose(): void {
    this.controller.dispose();
    this.#diagnostics.dispose();
  }

  async #execute(cells: vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    this.#tellOfOthers(cells, notebook);
    await claim(notebook);
    await this.#queueOf(notebook).run(cells, (cell) => this.#executeCell(cell, notebook));
  }

  /** A cell that was deleted while it waited is passed over. */
  async #executeCell(cell: vscode.NotebookCell, notebook: vscode.NotebookDocument): Promise<boolean> {
    if (cell.index < 0) return true;
    const execution = this.controller.createNotebookCellExecution(cell);
    execution.executionOrder = (this.#orders.get(notebook) ?? 0) + 1;
    this.#orders.set(notebook, execution.executionOrder);
    const tools = { ...this.context, diagnostics: this.#diagnostics };
    return executeCell(execution, this.context.sessions.ofNotebook(notebook), tools);
  }

  async #interrupt(notebook: vscode.NotebookDocument): Promise<void> {
    this.#queueOf(notebook).drop();
    await interrupt(this.context.sessions.ofNotebook(notebook));
  }

  #queueOf(notebook: vscode.NotebookDocument): CellQueue<vscode.NotebookCell> {
    const queue = this.#queues.get(notebook) ?? new CellQueue();
    this.#queues.set(notebook, queue);
    return queue;
  }

  /** Run All hands over the cells of our language only: says so once when others lie between them. */
  #tellOfOthers(cells: vscode.NotebookCell[], notebook: vscode.NotebookDocument): void {
    if (cells.length < 2 || this.#told.has(notebook)) return;
    const others = notebook
      .getCells()
      .filter(({ kind, document }) => kind === vscode.NotebookCellKind.Code && document.languageId !== LANGUAGE);
    if (others.length === 0) return;
    this.#told.add(notebook);
    const languages = [...new Set(others.map(({ document }) => document.languageId))].join(', ');
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Unroll runs cells in JavaScript only. These were passed over: {0} ({1}).',
        others.length,
        languages,
      ),
    );
  }
}
