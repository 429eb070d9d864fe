import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { type DescribedModel, ModelFiles } from '../../src/host/models/files.ts';
import { contextOf } from '../../src/host/models/tree.ts';
import { TEXT_EXTENSIONS } from '../../src/host/text-files.ts';
import { sayEnglish } from '../../src/messages/message.ts';
import { endOf, quiet, unroll, writeNames } from './api.ts';
import { useMessages } from './messages.ts';
import { inWorkspace, newNotebook, openText, until, writeFile } from './support.ts';

const { executeCommand } = vscode.commands;

describe('train on file', () => {
  const messages = useMessages();
  let uri: vscode.Uri;
  before(async () => {
    uri = await writeNames('list.txt', 20_000);
  });
  afterEach(quiet);

  it('trains on the document of the active editor, with the default options, and keeps the weights in .unroll', async () => {
    const { store } = await unroll();
    await openText('list.txt');
    const id = await executeCommand<string>('unroll.train');
    const run = await until('a model', () => store.get(id)?.model && store.get(id));
    assert.deepEqual([run.owner, run.source.path, run.options.cell], ['command', uri.fsPath, 'lstm']);
    assert.equal(path.dirname(run.model!.path), inWorkspace('.unroll'));
    store.stop(id);
    assert.equal((await endOf(run)).state, 'stopped');
  });

  it('trains on the first of several files that are selected in the explorer, and says so', async () => {
    const { store } = await unroll();
    const other = await writeNames('other.txt');
    const id = await executeCommand<string>('unroll.train', uri, [uri, other]);
    assert.equal(store.get(id)?.source.path, uri.fsPath);
    assert.deepEqual(messages.texts, ['One file is trained on at a time: this is list.txt.']);
  });

  it('stands in the menus of explorer and tab for the files that are offered as texts', async () => {
    const { menus } = vscode.extensions.getExtension('unroll.unroll')!.packageJSON.contributes;
    for (const menu of ['explorer/context', 'editor/title/context']) {
      const [, extensions = ''] = /resourceExtname =~ \/\^\\\.\(([^)]*)\)\$\/i/.exec(menus[menu][0].when) ?? [];
      assert.deepEqual(extensions.split('|'), TEXT_EXTENSIONS);
    }
  });

  it('is one run in one store with what a notebook starts', async () => {
    const { store } = await unroll();
    const before = store.list().length;
    const id = await executeCommand<string>('unroll.train', uri);
    assert.equal(store.newest()?.id, id);
    assert.equal(store.list().length, before + 1);
  });
});

describe('new notebook', () => {
  afterEach(quiet);

  async function sizeOf(uri: vscode.Uri): Promise<number> {
    return (await vscode.workspace.fs.stat(uri)).size;
  }

  async function cells(): Promise<string> {
    const notebook = await newNotebook();
    return notebook
      .getCells()
      .map(({ document }) => document.getText())
      .join('\n');
  }

  for (const [file, line, predicted] of [
    ['classes.tsv', (i: number) => `${i % 2 ? 'pos' : 'neg'}\tword${i} and more`, '"word0 and more"'],
    ['pairs.tsv', (i: number) => `${i} + 1 is\tthe number ${i + 1}`, '"0 + 1 is"'],
    ['tagged.conll', (i: number) => `he\tO\nsays${i}\tV\n`, '"he says0"'],
    ['waves.jsonl', (i: number) => JSON.stringify({ x: [[i], [1]], y: i % 2 ? 'a' : 'b' }), undefined],
  ] as const)
    it(`${file} in front: predicts and evaluates`, async () => {
      await writeFile(file, `${Array.from({ length: 40 }, (_, i) => line(i)).join('\n')}\n`);
      await openText(file);
      const text = await cells();
      assert.ok(text.includes(`rnn.data("${file}")`), text);
      assert.ok(text.includes('rnn.evaluate(model, data)') && !text.includes('rnn.sample'), text);
      assert.equal(/rnn\.predict\(model, \[(.*)\]\)/.exec(text)?.[1], predicted);
    });

  it('a text in front: writes', async () => {
    await writeNames('in-front.txt', 500);
    await openText('in-front.txt');
    assert.match(await cells(), /rnn\.train\("in-front\.txt".*rnn\.sample/s);
  });

  it('has an example on the smallest text of the workspace that is worth it', async () => {
    await writeFile('too-small.txt', 'tiny\n');
    await writeNames('larger.txt', 3000);
    await writeNames('deep/enough.txt', 500);
    const notebook = await newNotebook();
    const [, named] = /rnn\.train\("([^"]+)"/.exec(notebook.cellAt(1).document.getText()) ?? [];
    const sizes = await Promise.all((await vscode.workspace.findFiles('**/*.{txt,md,csv,log}')).map(sizeOf));
    const suitable = sizes.filter((size) => size >= 4000);
    assert.equal(await sizeOf(vscode.Uri.file(inWorkspace(named ?? ''))), Math.min(...suitable));
    assert.equal(notebook.isUntitled, true);
  });
});

describe('model files', () => {
  afterEach(quiet);

  async function modelFiles(): Promise<ModelFiles> {
    const { store } = await unroll();
    const state = new Map<string, unknown>();
    const workspaceState = {
      get: (key: string) => state.get(key),
      update: async (key: string, value: unknown) => void state.set(key, value),
    };
    const globalStorageUri = vscode.Uri.file(inWorkspace('storage'));
    return new ModelFiles({ globalStorageUri, workspaceState } as unknown as vscode.ExtensionContext, store);
  }

  it('tell cell, size and validation loss from their header, or what is wrong with them', async () => {
    const { sessions } = await unroll();
    const uri = await writeNames('names-of-models.txt');
    const options = { cell: 'gru', layers: 2, hidden: 6, epochs: 1 } as const;
    const { run, ended } = sessions.shared(uri).train('command', { kind: 'file', path: uri.fsPath }, options);
    await ended;
    await writeFile('.unroll/cut.safetensors', new Uint8Array([200, 0, 0, 0, 0, 0, 0, 0, 123]));
    const described = await (await modelFiles()).describe();
    const model = described.find((file) => file.path === run.model?.path);
    assert.ok(model && 'description' in model);
    const { validationLoss, ...shape } = model.description;
    assert.deepEqual(shape, {
      ...{ task: 'language-model', source: 'names-of-models.txt', cell: 'gru', layers: 2, hidden: 6, squares: false },
    });
    assert.equal(validationLoss?.toFixed(9), run.model?.validationLoss?.toFixed(9));
    const cut = described.find((file) => file.path.endsWith('cut.safetensors'));
    assert.ok(cut && 'damage' in cut);
    assert.match(sayEnglish(cut.damage), /header/);
    await vscode.workspace.fs.delete(vscode.Uri.file(cut.path));
  });

  it('insert text from the view only where they write', () => {
    const model = (task: string) => ({ description: { task } }) as unknown as DescribedModel;
    assert.deepEqual(['language-model', 'classification', 'generation'].map(model).map(contextOf), [
      'writer',
      'model',
      'model',
    ]);
    assert.equal(contextOf({ damage: 'cut' } as unknown as DescribedModel), 'damaged');
    const { menus } = vscode.extensions.getExtension('unroll.unroll')!.packageJSON.contributes;
    const [insert] = menus['view/item/context'];
    assert.deepEqual(
      [insert.command, insert.when],
      ['unroll.insertSample', 'view == unroll.models && viewItem == writer'],
    );
  });

  it('picked comes before the newest; one that is gone does not count', async () => {
    const models = await modelFiles();
    const newest = await models.current();
    const picked = (await writeFile('.unroll/picked.safetensors', 'x')).fsPath;
    await models.pick(picked);
    assert.equal(await models.current(), picked);
    await vscode.workspace.fs.delete(vscode.Uri.file(picked));
    assert.equal(await models.current(), newest);
  });

  it('are told of when one is written', async () => {
    const models = await modelFiles();
    let told = 0;
    models.onDidChange(() => told++);
    await writeFile('.unroll/new.safetensors', 'x');
    await until('the news', () => told > 0);
    await vscode.workspace.fs.delete(vscode.Uri.file(inWorkspace('.unroll', 'new.safetensors')));
  });
});
