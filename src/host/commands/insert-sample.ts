/**
 * Insert Sampled Text: the model reads what stands before the cursor and writes on, in the editor, until it is stopped.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import type { SampleOptionsInput } from '../../protocol/options.ts';
import { lastGraphemes, PRIME_UNITS } from '../insert/prime.ts';
import { EditorWriter } from '../insert/writer.ts';
import { type ModelFiles, modelFileName } from '../models/files.ts';
import type { Sessions } from '../sessions.ts';
import { errorWords } from '../words.ts';
import { offerTraining } from './model-commands.ts';

const INSERTING_KEY = 'unroll.inserting';

/** One insertion at a time: a second one ends the first. */
export class Inserter implements vscode.Disposable {
  #cancel: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly sessions: Sessions,
    private readonly models: ModelFiles,
  ) {}

  /**
   * Inserts from `model`, a path, or from the model that is current. Resolves when the text is there or has stopped.
   */
  async insert(model?: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a text editor first: the text goes to its cursor.'),
      );
      return;
    }
    const file = model ?? (await this.models.current());
    if (file === undefined) return offerTraining();
    this.cancel();
    const cancel = new vscode.CancellationTokenSource();
    this.#cancel = cancel;
    await vscode.commands.executeCommand('setContext', INSERTING_KEY, true);
    try {
      await this.#stream(editor, file, cancel);
    } finally {
      cancel.dispose();
      if (this.#cancel === cancel) {
        this.#cancel = undefined;
        await vscode.commands.executeCommand('setContext', INSERTING_KEY, false);
      }
    }
  }

  cancel(): void {
    this.#cancel?.cancel();
  }

  dispose(): void {
    this.cancel();
  }

  async #stream(editor: vscode.TextEditor, model: string, cancel: vscode.CancellationTokenSource): Promise<void> {
    const writer = new EditorWriter(editor);
    const request = { model, options: sampleOptions(editor) };
    const listening = vscode.Disposable.from(
      writer,
      writer.onDidStop(() => cancel.cancel()),
      cancel.token.onCancellationRequested(() => writer.stop('cancelled')),
    );
    try {
      const { text, ended, unknown } = await withProgress(model, cancel, async () => {
        const session = this.sessions.shared(editor.document.uri);
        const summary = await session.sample(request, (text) => writer.write(text), cancel.token);
        await writer.flush();
        return summary;
      });
      tellObstacle(writer);
      if (text === '' && ended === 'end of sequence') tellEnd(model);
      tellUnknown(unknown, model);
    } catch (error) {
      const message = errorWords(error);
      void vscode.window.showErrorMessage(vscode.l10n.t('No text from {0}: {1}', path.basename(model), message));
    } finally {
      listening.dispose();
    }
  }
}

function sampleOptions({ document, selection }: vscode.TextEditor): SampleOptionsInput {
  const settings = vscode.workspace.getConfiguration('unroll', document.uri);
  return {
    prime: textBefore(document, selection.active),
    length: settings.get<number>('sample.length', 200),
    temperature: settings.get<number>('sample.temperature', 0.8),
  };
}

function textBefore(document: vscode.TextDocument, position: vscode.Position): string {
  const start = document.positionAt(document.offsetAt(position) - PRIME_UNITS);
  return lastGraphemes(document.getText(new vscode.Range(start, position)));
}

function withProgress<T>(model: string, cancel: vscode.CancellationTokenSource, task: () => Promise<T>): Thenable<T> {
  const title = vscode.l10n.t('{0} is writing (Escape stops it)', modelFileName(model));
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title },
    async (_progress, token) => {
      const stopping = token.onCancellationRequested(() => cancel.cancel());
      try {
        return await task();
      } finally {
        stopping.dispose();
      }
    },
  );
}

function tellObstacle({ obstacle, refusal }: EditorWriter): void {
  switch (obstacle) {
    case undefined:
    case 'cancelled':
      return;
    case 'hidden':
      warn(vscode.l10n.t('Inserting text stopped: its editor was hidden or closed. What was written is kept.'));
      return;
    case 'edited':
      warn(vscode.l10n.t('Inserting text stopped: the place itself was edited. What was written is kept.'));
      return;
    case 'refused':
      warn(vscode.l10n.t('Inserting text stopped: the document cannot be edited. {0}', refusal));
      return;
  }
  obstacle satisfies never;
}

function tellEnd(model: string): void {
  const name = modelFileName(model);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('For {0} the text ends at the cursor: it drew its end, and nothing was written. Try again.', name),
  );
}

function tellUnknown(unknown: string[], model: string): void {
  if (unknown.length === 0) return;
  const name = modelFileName(model);
  const characters = unknown.map((character) => JSON.stringify(character)).join(', ');
  warn(
    vscode.l10n.t(
      '{0} has never seen these characters before the cursor and went on without them: {1}',
      name,
      characters,
    ),
  );
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
