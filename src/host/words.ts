/** Messages of sessions in the language of VS Code. */
import * as vscode from 'vscode';
import { sayIn } from '../messages/languages.ts';
import { type Message, toldBy } from '../messages/message.ts';

export function words(told: Message): string {
  return sayIn(vscode.env.language)(told);
}

/** What an error says; one that comes from elsewhere in its own words. */
export function errorWords(error: unknown): string {
  return words(toldBy(error));
}
