/**
 * Writes text into an editor bit by bit, at a place that follows what the user types elsewhere. All of it is one undo
 * step: the first edit opens it, no later edit does.
 */
import * as vscode from 'vscode';
import { Place } from './place.ts';

/** Text is gathered this long before it is written: twenty edits a second look fluent and leave room for typing. */
const BATCH_MS = 50;
/**
 * Attempts at one edit that fail although the document has not changed meanwhile, which is why edits fail as a rule.
 */
const ATTEMPTS = 10;

/** Why writing stopped before the model was done. */
type Obstacle = 'cancelled' | 'hidden' | 'edited' | 'refused';

export class EditorWriter implements vscode.Disposable {
  readonly #place: Place;
  readonly #watching: vscode.Disposable;
  readonly #stopped = new vscode.EventEmitter<Obstacle>();
  readonly onDidStop = this.#stopped.event;
  #pending = '';
  #inFlight: string | undefined;
  #writing: Promise<void> | undefined;
  #obstacle: Obstacle | undefined;
  #begun = false;
  #refusal = '';

  constructor(private readonly editor: vscode.TextEditor) {
    this.#place = new Place(editor.document.offsetAt(editor.selection.active));
    this.#watching = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        if (!editors.includes(editor)) this.stop('hidden');
      }),
    );
  }

  /** Why writing has stopped; undefined while it goes on. */
  get obstacle(): Obstacle | undefined {
    return this.#obstacle;
  }

  /** What VS Code says against an edit that was refused. */
  get refusal(): string {
    return this.#refusal;
  }

  write(text: string): void {
    if (this.#obstacle) return;
    this.#pending += text;
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes no more. What has been written stays; the first reason counts. */
  stop(obstacle: Obstacle): void {
    if (this.#obstacle) return;
    this.#obstacle = obstacle;
    this.#pending = '';
    this.#stopped.fire(obstacle);
  }

  /** Resolves when everything has been written, or writing has stopped. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  dispose(): void {
    this.#watching.dispose();
    this.#stopped.dispose();
  }

  async #drain(): Promise<void> {
    while (this.#pending !== '' && !this.#obstacle) {
      await pause(BATCH_MS);
      const text = this.#pending;
      this.#pending = '';
      await this.#insert(text);
    }
  }

  async #insert(text: string): Promise<void> {
    const { document } = this.editor;
    const ours = document.eol === vscode.EndOfLine.CRLF ? text.replace(/\n/g, '\r\n') : text;
    for (let attempt = 0; attempt < ATTEMPTS && !this.#obstacle; ) {
      const { version } = document;
      this.#inFlight = ours;
      if (await this.#edit(ours)) return;
      if (document.version === version) attempt++;
      await pause(BATCH_MS);
    }
    this.stop('refused');
  }

  async #edit(text: string): Promise<boolean> {
    const { document } = this.editor;
    const offset = this.#place.end;
    const undo = { undoStopBefore: !this.#begun, undoStopAfter: false };
    try {
      const done = await this.editor.edit((edit) => edit.insert(document.positionAt(offset), text), undo);
      // In a read-only editor nothing happens, and VS Code calls that done.
      if (done && this.#place.end === offset) this.stop('refused');
      this.#begun ||= done;
      return done;
    } catch (error) {
      // VS Code refuses to edit an editor that has been closed; the event that says so may come later.
      this.#refusal = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      this.#inFlight = undefined;
    }
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.editor.document) return;
    for (const change of contentChanges) {
      if (this.#place.follow(change, this.#inFlight) === 'edited') this.stop('edited');
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
