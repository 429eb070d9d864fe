/** What completion and hover say of a call or an option, in Markdown. The sentences are the schema's. */
import * as vscode from 'vscode';
import {
  type CallName,
  callHeader,
  callNames,
  calls,
  isListed,
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
      return new vscode.MarkdownString(RNN_DESCRIPTION);
    case 'call':
      return new vscode.MarkdownString(explainCall(topic.call));
    case 'option':
      return new vscode.MarkdownString(explainOption(topic.call, topic.option));
  }
  return topic satisfies never;
}

function explainCall(call: CallName): string {
  const { description, parameters } = calls[call];
  const list = parameters.map(({ name, description }) => `- \`${name}\`: ${description}`);
  const options = optionsOf(call).map(({ name }) => `\`${name}\``);
  const names = options.length > 0 ? [vscode.l10n.t('Options: {0}', options.join(', '))] : [];
  return [description, list.join('\n'), ...names].join('\n\n');
}

function explainOption(call: CallName, name: string): string {
  const option = optionNamed(call, name);
  if (!option) return '';
  const { description, allowed, default: value, belongsTo } = option;
  // A type that lists the values says it all.
  const range = isListed(option) ? [] : [vscode.l10n.t('Allowed: {0}.', allowed)];
  const initial = value === undefined ? [] : [vscode.l10n.t('Default: {0}.', `\`${value}\``)];
  const only = belongsTo ? [vscode.l10n.t('Only with {0}.', `\`${belongsTo[0]}: '${belongsTo[1]}'\``)] : [];
  return [description, [...range, ...initial, ...only].join(' ')].join('\n\n');
}
