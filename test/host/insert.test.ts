import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { quiet, trainClasses, trainEnding, trainProse } from './api.ts';
import { useMessages } from './messages.ts';
import { inWorkspace, openText, until, writeFile } from './support.ts';

const { executeCommand } = vscode.commands;

/** Opens a document with the cursor where "|" stands in the text. */
async function openWithCursor(name: string, marked: string): Promise<vscode.TextEditor> {
  const offset = marked.indexOf('|');
  await writeFile(name, marked.replace('|', ''));
  const editor = await openText(name);
  const cursor = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(cursor, cursor);
  return editor;
}

/** Most tokens that are written. */
function setLength(length: number | undefined): Thenable<void> {
  return set('sample.length', length);
}

function set(name: string, value: number | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('unroll').update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** Types somewhere; VS Code refuses a change that crosses another one, so it is tried until it is in. */
async function edit({ document }: vscode.TextEditor, offset: (text: string) => number, text: string): Promise<void> {
  for (let done = false; !done; ) {
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, document.positionAt(offset(document.getText())), text);
    done = await vscode.workspace.applyEdit(change);
  }
}

describe('insert sampled text, without a model', () => {
  const offered: string[] = [];
  const messages = useMessages((_, buttons) => {
    offered.push(...buttons);
    return undefined;
  });
  before(() =>
    vscode.workspace.fs.delete(vscode.Uri.file(inWorkspace('.unroll')), { recursive: true }).then(undefined, missing),
  );
  afterEach(quiet);

  function missing(error: unknown): void {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
  }

  it('says that there is none and offers to train one', async () => {
    await openWithCursor('no-model.txt', 'Once upon a time|\n');
    await executeCommand('unroll.insertSample');
    assert.deepEqual(messages.texts, ['There is no language model yet. Train on a text file first.']);
    assert.deepEqual(offered, ['Train on File']);
  });
});

describe('insert sampled text', () => {
  const messages = useMessages();
  before(() => trainProse());
  beforeEach(() => set('sample.temperature', 0.02)); // never the end of the text, however long it takes
  afterEach(async () => {
    await setLength(undefined);
    await set('sample.temperature', undefined);
    await quiet();
  });

  /** Begins to insert without an end and resolves when some of it is there; `done` resolves when inserting is over. */
  async function stream(editor: vscode.TextEditor): Promise<{ done: Thenable<unknown> }> {
    await setLength(1_000_000);
    const { version } = editor.document;
    const done = executeCommand('unroll.insertSample');
    await until('some text', () => editor.document.version > version + 2);
    return { done };
  }

  it('writes at the cursor, and one undo takes all of it back', async () => {
    const editor = await openWithCursor('undo.txt', 'the cat |\nand so on\n');
    await edit(editor, () => 0, 'a day and ');
    await setLength(150);
    await executeCommand('unroll.insertSample');
    const text = editor.document.getText();
    assert.match(text, /^a day and the cat [a-z ]{150}\nand so on\n$/);
    assert.deepEqual(messages.texts, []);
    await executeCommand('undo');
    assert.equal(editor.document.getText(), 'a day and the cat \nand so on\n');
  });

  it('writes as many tokens as the setting says, into documents with CRLF too', async () => {
    const editor = await openWithCursor('crlf.txt', 'the cat\r\nand |\r\nend');
    await setLength(60);
    await executeCommand('unroll.insertSample');
    const text = editor.document.getText();
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.equal(text.replaceAll('\r\n', '\n').length, 'the cat\nand \nend'.length + 60);
  });

  it('follows its place while the user types before and behind it', async () => {
    const editor = await openWithCursor('follow.txt', 'head |tail');
    const { done } = await stream(editor);
    for (let i = 0; i < 10; i++) {
      await edit(editor, () => 0, '<');
      await edit(editor, (text) => text.length, '>');
    }
    const { version } = editor.document;
    await until('more text', () => editor.document.version > version + 3);
    await executeCommand('unroll.cancelInsert');
    await done;
    assert.match(editor.document.getText(), /^<{10}head [a-z ]{20,}tail>{10}$/);
    assert.deepEqual(messages.texts, []);
  });

  it('stops with a notice when the place itself is edited, and keeps both', async () => {
    const editor = await openWithCursor('edited.txt', 'head |tail');
    const { done } = await stream(editor);
    await edit(editor, () => 'head '.length + 3, 'MINE');
    await done;
    assert.deepEqual(messages.texts, [
      'Inserting text stopped: the place itself was edited. What was written is kept.',
    ]);
    assert.match(editor.document.getText(), /^head [a-z ]{3}MINE[a-z ]*tail$/);
  });

  it('stops when the user undoes it in the middle', async () => {
    const editor = await openWithCursor('undone.txt', 'head |tail');
    const { done } = await stream(editor);
    await executeCommand('undo');
    await done;
    assert.equal(editor.document.getText(), 'head tail');
    assert.deepEqual(messages.texts.length, 1);
  });

  it('stops with a notice when its editor is hidden, and writes nowhere else', async () => {
    const editor = await openWithCursor('hidden.txt', 'head |tail');
    const { done } = await stream(editor);
    const other = await openWithCursor('other.txt', 'other|');
    await done;
    assert.deepEqual(messages.texts, [
      'Inserting text stopped: its editor was hidden or closed. What was written is kept.',
    ]);
    assert.equal(other.document.getText(), 'other');
    assert.match(editor.document.getText(), /^head [a-z ]+tail$/);
  });

  it('stops with a notice when its editor is closed', async () => {
    const editor = await openWithCursor('closed.txt', 'head |tail');
    const { done } = await stream(editor);
    await executeCommand('workbench.action.revertAndCloseActiveEditor');
    await done;
    assert.match(messages.texts.join(), /^Inserting text stopped: (its editor was hidden|the place itself)/);
    assert.equal(editor.document.isClosed || !editor.document.isDirty, true);
  });

  it('stops without a notice when it is cancelled, and keeps what was written', async () => {
    const editor = await openWithCursor('cancelled.txt', 'head |tail');
    const { done } = await stream(editor);
    await executeCommand('unroll.cancelInsert');
    await done;
    const text = editor.document.getText();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(editor.document.getText(), text);
    assert.match(text, /^head [a-z ]+tail$/);
    assert.deepEqual(messages.texts, []);
  });

  it('ends the first when a second one begins', async () => {
    const editor = await openWithCursor('twice.txt', 'head |tail');
    const { done } = await stream(editor);
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.selection = new vscode.Selection(end, end);
    await setLength(10);
    await executeCommand('unroll.insertSample');
    await done;
    assert.match(editor.document.getText(), /^head [a-z ]+tail[a-z ]{10}$/);
  });

  it('names the characters before the cursor that the model has never seen, and writes all the same', async () => {
    const editor = await openWithCursor('unknown.txt', 'the Ünseen cat |');
    await setLength(20);
    await executeCommand('unroll.insertSample');
    assert.match(await messages.heard(/never seen/), /went on without them: "Ü"$/);
    assert.equal(editor.document.getText().length, 'the Ünseen cat '.length + 20);
  });

  it('says so where the document cannot be edited', async () => {
    await setLength(20);
    const scheme = 'unroll-test';
    const provider = { provideTextDocumentContent: () => 'the cat' };
    const registered = vscode.workspace.registerTextDocumentContentProvider(scheme, provider);
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(`${scheme}:read-only.txt`));
    editor.selection = new vscode.Selection(0, 7, 0, 7);
    await executeCommand('unroll.insertSample');
    registered.dispose();
    assert.match(messages.texts.join(), /the document cannot be edited/);
  });

  it('uses the model that was picked, and says what is wrong with a damaged one', async () => {
    const uri = await writeFile('.unroll/damaged.safetensors', 'not a model at all');
    await executeCommand('unroll.pickModel', { path: uri.fsPath });
    const editor = await openWithCursor('damaged.txt', 'the |');
    await executeCommand('unroll.insertSample');
    assert.match(
      messages.texts.join(),
      /^No text from damaged\.safetensors: .*damaged\.safetensors is no model file: /,
    );
    assert.equal(editor.document.getText(), 'the ');
    await vscode.workspace.fs.delete(uri);
    messages.texts.length = 0;
    await setLength(10);
    await executeCommand('unroll.insertSample');
    assert.deepEqual(messages.texts, []);
    assert.equal(editor.document.getText().length, 'the '.length + 10);
  });

  it('passes over newer models that do not write, and does not let them be picked', async () => {
    const classes = await trainClasses();
    const editor = await openWithCursor('newer.txt', 'the |');
    await setLength(10);
    await executeCommand('unroll.insertSample');
    assert.deepEqual(messages.texts, []);
    assert.equal(editor.document.getText().length, 'the '.length + 10);
    await executeCommand('unroll.pickModel', { path: classes, description: { task: 'classification' } });
    assert.match(messages.texts.join(), /^This model does not write text: use it with rnn\.predict/);
  });

  it('scores the selection: likelier in its own words, and names what it has never seen', async () => {
    await openWithCursor('score.txt', '|the cat sat on a mat§');
    const { activeTextEditor: editor } = vscode.window;
    const select = (end: number) => {
      editor!.selection = new vscode.Selection(0, 0, 0, end);
    };
    await executeCommand('unroll.scoreSelection');
    assert.match(messages.texts.join(), /^Select some text in an editor first/);
    const scoreOf = async (end: number): Promise<number> => {
      messages.texts.length = 0;
      select(end);
      await executeCommand('unroll.scoreSelection');
      const heard = await messages.heard(
        /^prose-lstm.*: log-probability -[\d.]+ nats, [\d.]+ bits per character, perplexity [\d.e+]+\./,
      );
      return Number(/([\d.]+) bits/.exec(heard)![1]);
    };
    assert.ok((await scoreOf(20)) < 4);
    await scoreOf(21);
    assert.match(messages.texts.join(), /It has never seen "§" and read <UNK>\.$/);
  });

  it('says so where the model draws the end of the text at once', async () => {
    const ending = await trainEnding();
    const editor = await openWithCursor('ending.txt', 'kx|');
    await executeCommand('unroll.insertSample', { path: ending });
    assert.match(messages.texts.join(), /^For ending.* the text ends at the cursor: it drew its end/);
    assert.equal(editor.document.getText(), 'kx');
  });
});
