/**
 * What is offered at the cursor, as data: variables, the calls of `rnn`, and options and values as the schema has them.
 */
import {
  type CallName,
  callNames,
  calls,
  isListed,
  type Option,
  optionNamed,
  optionsOf,
} from '../../../protocol/calls.ts';
import type { Gap, Topic } from './cursor.ts';
import type { Declaration } from './declarations.ts';

export interface Suggestion {
  kind: 'variable' | 'call' | 'option' | 'value';
  label: string;
  insert: string;
  /** What the documentation beside it is about; left out of the notebook's own variables. */
  topic?: Topic;
  /** Of these: where it is declared. */
  code?: string;
  /** Behind the label: the parameters of a call. */
  parameters?: string;
  /** At the end of the line: the default of an option. */
  default?: string;
  /** Of a value: it is the default. */
  isDefault?: boolean;
  /** All values of the option can be listed once it is inserted. */
  listsValues?: boolean;
}

/** `variables`: those of other cells. */
export function suggestionsAt(gap: Gap, variables: readonly Declaration[] = []): Suggestion[] {
  switch (gap.kind) {
    case 'name':
      return [
        ...variables.map(variableSuggestion),
        { kind: 'variable', label: 'rnn', insert: 'rnn', topic: { kind: 'rnn' } },
      ];
    case 'call':
      return callNames.map((call) => callSuggestion(call, gap.dot));
    case 'option':
      return optionSuggestions(gap);
    case 'value':
      return [...valueSuggestions(gap), ...(gap.string ? [] : variables.map(variableSuggestion))];
  }
  return gap satisfies never;
}

function variableSuggestion({ name, code }: Declaration): Suggestion {
  return { kind: 'variable', label: name, insert: name, code };
}

function callSuggestion(call: CallName, dot: boolean): Suggestion {
  const parameters = `(${calls[call].parameters.map(({ name }) => name).join(', ')})`;
  return { kind: 'call', label: call, insert: dot ? `.${call}` : call, parameters, topic: { kind: 'call', call } };
}

function optionSuggestions({ call, given, colonFollows }: Gap & { kind: 'option' }): Suggestion[] {
  return optionsOf(call)
    .filter((option) => !given.has(option.name) && hasEffect(option, given))
    .map((option) => ({
      kind: 'option',
      label: option.name,
      insert: colonFollows ? option.name : `${option.name}: `,
      topic: { kind: 'option', call, option: option.name },
      listsValues: isListed(option) && !colonFollows,
      ...(option.default !== undefined && { default: option.default }),
    }));
}

/** An option of another cell or optimiser than the one that is given would be refused. */
function hasEffect({ belongsTo }: Option, given: ReadonlyMap<string, string | undefined>): boolean {
  const chosen = belongsTo && given.get(belongsTo[0]);
  return chosen === undefined || chosen === belongsTo?.[1];
}

function valueSuggestions({ call, option, string }: Gap & { kind: 'value' }): Suggestion[] {
  const { values = [], default: value } = optionNamed(call, option) ?? {};
  return values
    .filter((each) => !string || isQuoted(each))
    .map((each) => ({
      kind: 'value',
      label: string ? unquoted(each) : each,
      insert: string ? unquoted(each) + string.missing : each,
      topic: { kind: 'option', call, option },
      isDefault: each === value,
    }));
}

function isQuoted(value: string): boolean {
  return value.startsWith("'");
}

function unquoted(value: string): string {
  return value.slice(1, -1);
}
