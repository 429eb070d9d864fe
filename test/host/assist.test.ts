/** Completion, hover and signatures in cells, as VS Code gathers them from all providers. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { callNames } from '../../src/protocol/calls.ts';
import { optionSchemas } from '../../src/protocol/options.ts';
import { closeAll, newNotebook, openNotebook, until, writeFile } from './support.ts';

/** A bar | is the cursor. */
interface Marked {
  code: string;
  position: (document: vscode.TextDocument) => vscode.Position;
}

function marked(text: string): Marked {
  const offset = text.indexOf('|');
  return { code: text.replace('|', ''), position: (document) => document.positionAt(offset) };
}

/** What hovers of ours have, and those of VS Code's own JavaScript have not. */
const OURS = /rnn\.|Default/;

let notebooks = 0;

async function cellWith(text: string): Promise<[vscode.TextDocument, vscode.Position]> {
  const { code, position } = marked(text);
  const { document } = (await openNotebook(`assist-${notebooks++}.ipynb`, [code])).cellAt(0);
  return [document, position(document)];
}

/** The items that are ours: no other provider sorts by such numbers. */
async function completion(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return items.filter(({ sortText }) => /^\d{3}$/.test(sortText ?? ''));
}

async function hovers(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return found.flatMap(({ contents }) => contents.map(textOf)).join('\n');
}

function textOf(content: vscode.MarkdownString | vscode.MarkedString | string | undefined): string {
  return typeof content === 'object' ? content.value : (content ?? '');
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

describe('completion in cells', () => {
  afterEach(closeAll);

  it('of rnn: its calls, with signature and documentation', async () => {
    const items = await completion(...(await cellWith('await rnn.|')));
    assert.deepEqual(items.map(labelOf), callNames);
    const train = items.find((item) => labelOf(item) === 'train');
    assert.equal(train?.detail, 'rnn.train(data, options?): Promise<Model>');
    assert.match(textOf(train?.documentation), /^Trains a model on data.*- `data`: .*Options: `cell`, `activation`/s);
  });

  it('of variables: those of other cells come first, with what declares them', async () => {
    const { code, position } = marked('await rnn.predict(mo|');
    const declaring = "const model = await rnn.train('names.txt');";
    const { document } = (await openNotebook(`assist-${notebooks++}.ipynb`, [declaring, code])).cellAt(1);
    const [first] = await completion(document, position(document));
    assert.deepEqual([first && labelOf(first), first?.detail, first?.preselect], ['model', declaring, true]);
  });

  it('of options: all that are left, with type, range, default and documentation', async () => {
    const items = await completion(...(await cellWith("await rnn.train('names.txt', { seed: 1, | })")));
    const left = Object.keys(optionSchemas.train.shape).filter((name) => name !== 'seed');
    assert.deepEqual(items.map(labelOf), left);
    const hidden = items.find((item) => labelOf(item) === 'hidden');
    assert.equal(hidden?.insertText, 'hidden: ');
    assert.equal(hidden.detail, 'hidden: number = 128');
    assert.equal(
      textOf(hidden.documentation),
      'Units in each layer and direction.\n\nAllowed: a whole number from 1 to 4096. Default: `128`.',
    );
  });

  it('of values: replaces what is typed, in quotes and without', async () => {
    for (const [text, label, replaced] of [
      ["await rnn.train('names.txt', { cell: 'ls|' })", 'lstm', 'ls'],
      ["await rnn.train('names.txt', { cell: ls| })", "'lstm'", 'ls'],
      ["await rnn.evaluate(model, data, { part: '|all' })", 'all', 'all'],
    ] as const) {
      const [document, position] = await cellWith(text);
      const item = (await completion(document, position)).find((each) => labelOf(each) === label);
      assert.ok(item?.range, text);
      const range = 'replacing' in item.range ? item.range.replacing : item.range;
      assert.equal(document.getText(range), replaced, text);
    }
  });

  it('says nothing in strings, comments and other calls', async () => {
    for (const text of [
      "await rnn.train('rnn.|')",
      '// rnn.|',
      "await rnn.sample(model, { prime: '|' })",
      'model.|',
      "other.train('names.txt', { | })",
    ])
      assert.deepEqual(await completion(...(await cellWith(text))), [], text);
  });

  it('says nothing in a file, in a notebook of another kernel, and where the user has picked another', async () => {
    const { code, position } = marked('await rnn.|');
    const file = await vscode.workspace.openTextDocument(await writeFile('plain.js', code));
    assert.deepEqual(await completion(file, position(file)), []);
    assert.doesNotMatch(await hovers(file, file.positionAt(7)), OURS);

    const kernelspec = { name: 'deno', display_name: 'Deno', language: 'javascript' };
    const foreign = (await openNotebook('foreign.ipynb', [code], { kernelspec })).cellAt(0).document;
    assert.deepEqual(await completion(foreign, position(foreign)), []);
    assert.doesNotMatch(await hovers(foreign, foreign.positionAt(7)), OURS);

    const [cell, place] = await cellWith('await rnn.|');
    assert.equal((await completion(cell, place)).length, callNames.length);
    const other = { id: 'other', extension: 'unroll-tests.other-kernel' };
    const notebookEditor = vscode.window.activeNotebookEditor;
    await vscode.commands.executeCommand('notebook.selectKernel', { notebookEditor, ...other });
    await until('silence', async () => (await completion(cell, place)).length === 0);
  });

  it('is there in a notebook of another kernel once ours is picked', async () => {
    const kernelspec = { name: 'deno', display_name: 'Deno', language: 'javascript' };
    const { code, position } = marked('await rnn.|');
    const { document } = (await openNotebook('picked-ours.ipynb', [code], { kernelspec, select: true })).cellAt(0);
    await until('completion', async () => (await completion(document, position(document))).length > 0);
  });
});

describe('hover in cells', () => {
  afterEach(closeAll);

  it('tells of rnn, a call, an option and a value', async () => {
    const cases: [string, RegExp][] = [
      ['await r|nn.train()', /rnn\.data\(source, options\?\).*rnn\.load\(path\).*Recurrent networks/s],
      ['await rnn.tr|ain()', /rnn\.train\(data, options\?\): Promise<Model>.*Trains a model/s],
      [
        "await rnn.train('names.txt', { hid|den: 64 })",
        /hidden: number = 128.*Allowed: a whole number from 1 to 4096\. Default: `128`\./s,
      ],
      [
        "await rnn.train('names.txt', { cell: 'gr|u' })",
        /cell: 'rnn' \| 'gru' \| 'lstm' = 'lstm'.*recurrent cell.*Default: `'lstm'`/s,
      ],
      [
        "await rnn.train('names.txt', { res|et: 'after' })",
        /reset \(relevance\) gate of a GRU.*Only with `cell: 'gru'`\./s,
      ],
    ];
    for (const [text, expected] of cases) assert.match(await hovers(...(await cellWith(text))), expected, text);
  });

  it('is there in a new notebook before a cell is run', async () => {
    const notebook = await newNotebook();
    const { document } = notebook.getCells().find((cell) => cell.document.getText().includes('rnn.train'))!;
    const position = document.positionAt(document.getText().indexOf('train'));
    assert.match(await hovers(document, position), /rnn\.train\(data, options\?\): Promise<Model>/);
  });

  it('says nothing of what is not ours', async () => {
    for (const text of ['// r|nn.train', "'r|nn'", "await rnn.train('names.txt', { hid|en: 64 })"])
      assert.doesNotMatch(await hovers(...(await cellWith(text))), OURS, text);
  });
});

describe('signatures in cells', () => {
  afterEach(closeAll);

  it('show the parameter at the cursor', async () => {
    const [document, position] = await cellWith('await rnn.evaluate(model, |)');
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      position,
      '(',
    );
    assert.equal(help.signatures[0]?.label, 'rnn.evaluate(model, data, options?): Promise<Evaluation>');
    assert.equal(help.activeParameter, 1);
  });
});
