/**
 * The sessions of this window: one for each notebook, one for panel, commands and editor (one for each models folder).
 */
import * as vscode from 'vscode';
import { documentFolders, notebookFolders } from './folders.ts';
import { type SessionContext, SessionHandle } from './session.ts';

/** Time a training has to stop and to save its best weights when its notebook is closed. */
const CLOSING_MS = 2000;
/**
 * An untitled notebook that is saved is closed within this time of the opening of its file: after 0.7 s on a quiet
 * machine, after more than 20 s on a busy one. Too short a time loses variables.
 */
const SAVING_MS = 120_000;

export class Sessions implements vscode.Disposable {
  readonly #notebooks = new Map<vscode.NotebookDocument, SessionHandle>();
  readonly #shared = new Map<string, SessionHandle>();
  readonly #opened = new WeakMap<vscode.NotebookDocument, number>();
  readonly #inherited = new vscode.EventEmitter<vscode.NotebookDocument>();
  /** The file of a notebook that was untitled has taken over its session. */
  readonly onDidInherit = this.#inherited.event;
  readonly #watching: vscode.Disposable;

  constructor(
    private readonly context: SessionContext,
    private readonly storage: vscode.Uri,
  ) {
    this.#watching = vscode.Disposable.from(
      vscode.workspace.onDidOpenNotebookDocument((notebook) => void this.#opened.set(notebook, Date.now())),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => void this.#close(notebook)),
    );
  }

  ofNotebook(notebook: vscode.NotebookDocument): SessionHandle {
    let session = this.#notebooks.get(notebook);
    if (!session) {
      const owner = notebook.uri.scheme === 'file' ? notebook.uri.fsPath : notebook.uri.path;
      session = new SessionHandle(owner, notebookFolders(notebook.uri, this.storage), this.context);
      this.#notebooks.set(notebook, session);
    }
    return session;
  }

  /** The session that trains and samples for panel, commands and editor, with its models beside `uri`. */
  shared(uri?: vscode.Uri): SessionHandle {
    const folders = documentFolders(uri, this.storage);
    let session = this.#shared.get(folders.modelsFolder);
    if (!session) {
      session = new SessionHandle('shared', folders, this.context);
      this.#shared.set(folders.modelsFolder, session);
    }
    return session;
  }

  dispose(): void {
    vscode.Disposable.from(this.#watching, this.#inherited).dispose();
    for (const session of [...this.#notebooks.values(), ...this.#shared.values()]) session.dispose();
  }

  /** An untitled notebook that is saved is opened as a file, then closed: its variables and trainings live on there. */
  #heirOf(notebook: vscode.NotebookDocument): vscode.NotebookDocument | undefined {
    if (!notebook.isUntitled) return undefined;
    const since = Math.max(Date.now() - SAVING_MS, this.#opened.get(notebook) ?? 0);
    return vscode.workspace.notebookDocuments.find(
      (other) =>
        !other.isUntitled &&
        !this.#notebooks.has(other) &&
        (this.#opened.get(other) ?? 0) > since &&
        sameCells(notebook, other),
    );
  }

  /** Closing a notebook stops what it trains; the best weights are kept. Then its thread ends. */
  async #close(notebook: vscode.NotebookDocument): Promise<void> {
    const session = this.#notebooks.get(notebook);
    if (!session) return;
    this.#notebooks.delete(notebook);
    const heir = this.#heirOf(notebook);
    if (heir) {
      this.#notebooks.set(heir, session);
      this.#inherited.fire(heir);
      return;
    }
    await stopRuns(session);
    await session.end(vscode.l10n.t('Its notebook was closed.'));
  }
}

/** Whether two notebooks have the same cells, as an untitled one and the file that it was saved to. */
function sameCells(a: vscode.NotebookDocument, b: vscode.NotebookDocument): boolean {
  const texts = ({ getCells }: vscode.NotebookDocument) => getCells().map(({ document }) => document.getText());
  return JSON.stringify(texts(a)) === JSON.stringify(texts(b));
}

/** Stops the runs of a session; resolves when all are over, at the latest after CLOSING_MS. */
async function stopRuns({ runs, store }: SessionHandle): Promise<void> {
  const going = new Set(runs);
  if (going.size === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, CLOSING_MS);
    const watching = store.onDidChange(({ kind, run }) => {
      if (kind === 'end' && going.delete(run.id) && going.size === 0) done();
    });
    for (const runId of [...going]) store.stop(runId);
    function done() {
      clearTimeout(timer);
      watching.dispose();
      resolve();
    }
  });
}
