/**
 * What completion and hover say of a call or an option, in Markdown. The sentences are those of the descriptions, in
 * the user's language.
 */
import * as vscode from 'vscode';
import { sayIn } from '../../../messages/languages.ts';
import { type Words, wordsIn } from '../../../messages/words.ts';
import {
  type CallName,
  callHeader,
  callNames,
  calls,
  isListed,
  type Option,
  optionHeader,
  optionNamed,
  optionsOf,
  RNN_DESCRIPTION,
} from '../../../protocol/calls.ts';
import type { Topic } from './cursor.ts';

/** The line of code that says what a topic is. */
export function headerOf(topic: Topic): string {
  switch (topic.kind) {
    case 'rnn':
      return callNames.map(callHeader).join('\n');
    case 'call':
      return callHeader(topic.call);
    case 'option': {
      const option = optionNamed(topic.call, topic.option);
      return option ? optionHeader(option) : '';
    }
  }
  return topic satisfies never;
}

/** Everything that the header leaves open. */
export function explanationOf(topic: Topic): vscode.MarkdownString {
  switch (topic.kind) {
    case 'rnn':
      return new vscode.MarkdownString(inUsersWords(RNN_DESCRIPTION));
    case 'call':
      return new vscode.MarkdownString(explainCall(topic.call));
    case 'option':
      return new vscode.MarkdownString(explainOption(topic.call, topic.option));
  }
  return topic satisfies never;
}

/** In the language of VS Code. */
export function inUsersWords(words: Words): string {
  return wordsIn(vscode.env.language)(words);
}

function explainCall(call: CallName): string {
  const list = calls[call].parameters.map((parameter) => `- \`${parameter.name}\`: ${inUsersWords(parameter)}`);
  const options = optionsOf(call).map(({ name }) => `\`${name}\``);
  const names = options.length > 0 ? [vscode.l10n.t('Options: {0}', options.join(vscode.l10n.t(', ')))] : [];
  return [inUsersWords(calls[call]), list.join('\n'), ...names].join('\n\n');
}

function explainOption(call: CallName, name: string): string {
  const option = optionNamed(call, name);
  if (!option) return '';
  const { default: value, belongsTo } = option;
  // A type that lists the values says it all.
  const range = isListed(option) ? [] : [vscode.l10n.t('Allowed: {0}.', allowedOf(option))];
  const initial = value === undefined ? [] : [vscode.l10n.t('Default: {0}.', `\`${value}\``)];
  const only = belongsTo ? [vscode.l10n.t('Only with {0}.', `\`${belongsTo[0]}: '${belongsTo[1]}'\``)] : [];
  return [inUsersWords(option), [...range, ...initial, ...only].join(' ')].join('\n\n');
}

/** "a whole number from 2 to 4096 (time steps)" */
function allowedOf({ allowed, unit }: Option): string {
  const words = sayIn(vscode.env.language)(allowed);
  return unit ? vscode.l10n.t('{0} ({1})', words, inUsersWords(unit)) : words;
}
