/** The cells of a new notebook: what one can do with a file, by what is learned of it. */
import * as vscode from 'vscode';
import type { Task } from '../../protocol/options.ts';
import type { Recognised } from '../../protocol/session.ts';

export interface ExampleCell {
  kind: 'markup' | 'code';
  text: string;
}

/** `file` as it is named in a cell, undefined where there is none; `read` is what it was read as, if it could be. */
export function exampleCells(file: string | undefined, read?: Recognised): ExampleCell[] {
  const source = JSON.stringify(file ?? 'your-text.txt');
  return read?.examples ? cellsOfExamples(source, read) : cellsOfText(source, file === undefined);
}

function cellsOfText(source: string, isPlaceholder: boolean): ExampleCell[] {
  const hint = isPlaceholder
    ? vscode.l10n.t('Put the path of a text file of yours in the place of `your-text.txt`.')
    : '';
  return [
    markup(
      vscode.l10n.t('# A network that learns to write like a text'),
      vscode.l10n.t('Train: the curve is drawn while the network learns. Stop keeps the best weights so far.'),
      hint,
    ),
    code(`const model = await rnn.train(${source}, { cell: 'lstm', hidden: 64, epochs: 10 });`),
    markup(vscode.l10n.t('Write on from a beginning. A lower temperature is safer, a higher one wilder.')),
    code(`await rnn.sample(model, { prime: '', temperature: 0.8, length: 300 });`),
    markup(vscode.l10n.t('Look inside: every gate of the network over the characters of a text.')),
    code(`await rnn.gates(model, await rnn.sample(model, { length: 40, seed: 1 }));`),
  ];
}

function cellsOfExamples(source: string, read: Recognised): ExampleCell[] {
  const input = exampleInput(read);
  const predict =
    input === undefined
      ? []
      : [
          markup(vscode.l10n.t('What it says of others: put inputs of yours in here.')),
          code(`await rnn.predict(model, [${JSON.stringify(input)}])`),
        ];
  return [
    markup(
      vscode.l10n.t('# A network that learns from examples'),
      vscode.l10n.t('What the file was read as, how many examples there are, and the first of them.'),
    ),
    code(`const data = await rnn.data(${source});\ndata`),
    markup(vscode.l10n.t('Train: the curve is drawn while the network learns. Stop keeps the best weights so far.')),
    code('const model = await rnn.train(data, { hidden: 64 });'),
    markup(vscode.l10n.t('How good it is on the examples that were held out.')),
    code('await rnn.evaluate(model, data)'),
    ...predict,
  ];
}

/** The input of the first example, as far as a line of the preview has it whole; of vectors there is none. */
function exampleInput({ task, examples }: Recognised): string | undefined {
  const [line = ''] = examples?.preview ?? [];
  if (line === '' || line.endsWith('…')) return undefined;
  return inputs[task](line, examples?.labels ?? []);
}

type InputOf = (line: string, labels: readonly { label: string }[]) => string | undefined;

/** By task: what a line of the preview begins with, or has beside the answers. */
const inputs: Readonly<Record<Task, InputOf>> = {
  classification: (line, labels) => {
    const start = labels.map(({ label }) => `${label}: `).find((each) => line.startsWith(each));
    return start && line.slice(start.length);
  },
  tagging: (line) => line.replaceAll(/\/\S+/g, ''),
  translation: (line) => (line.includes(' → ') ? line.slice(0, line.indexOf(' → ')) : undefined),
  vectors: () => undefined,
  generation: () => undefined,
  'language-model': () => undefined,
};

function markup(...paragraphs: string[]): ExampleCell {
  return { kind: 'markup', text: paragraphs.filter((text) => text !== '').join('\n\n') };
}

function code(text: string): ExampleCell {
  return { kind: 'code', text };
}
