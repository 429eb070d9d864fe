/** Score Selection: how likely the current model finds the text that is selected. */
import path from 'node:path';
import * as vscode from 'vscode';
import { tokenLoss } from '../../protocol/loss.ts';
import type { ScoreSummary } from '../../protocol/session.ts';
import { type ModelFiles, modelFileName } from '../models/files.ts';
import type { Sessions } from '../sessions.ts';
import { errorWords } from '../words.ts';
import { offerTraining } from './model-commands.ts';

export async function scoreSelection(sessions: Sessions, models: ModelFiles): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const text = editor ? editor.document.getText(editor.selection) : '';
  if (!editor || text === '') {
    tell(vscode.l10n.t('Select some text in an editor first: it is scored as a text of its own.'));
    return;
  }
  const model = await models.current();
  if (model === undefined) return offerTraining();
  const name = modelFileName(model);
  try {
    const score = await vscode.window.withProgress(
      { location: locationFor(text), cancellable: true, title: vscode.l10n.t('{0} is reading', name) },
      (_progress, cancel) => sessions.shared(editor.document.uri).score(model, text, cancel),
    );
    if (score) tell(words(name, score));
  } catch (error) {
    const message = errorWords(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('No score from {0}: {1}', path.basename(model), message));
  }
}

/** Characters from which a text takes long enough to be cancelled: what is read in a moment needs no notification. */
const LONG_CHARS = 20_000;

function locationFor({ length }: string): vscode.ProgressLocation {
  return length < LONG_CHARS ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
}

const SHOWN_UNKNOWN = 10;

const LOGARITHM = new Intl.NumberFormat(vscode.env.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function words(name: string, { nats, tokens, characters, unknown }: ScoreSummary): string {
  const bits = tokenLoss(nats / characters).bits.toFixed(2);
  const perplexity = tokenLoss(nats / tokens).perplexity.toPrecision(3);
  const score = vscode.l10n.t(
    '{0}: log-probability {1} nats, {2} bits per character, perplexity {3}.',
    ...[name, LOGARITHM.format(-nats), bits, perplexity],
  );
  if (unknown.length === 0) return score;
  const shown = unknown
    .slice(0, SHOWN_UNKNOWN)
    .map((token) => JSON.stringify(token))
    .join(', ');
  const more = unknown.length - SHOWN_UNKNOWN;
  const words =
    more > 0
      ? vscode.l10n.t('It has never seen {0} and {1} more, and read <UNK>.', shown, more)
      : vscode.l10n.t('It has never seen {0} and read <UNK>.', shown);
  return `${score} ${words}`;
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
