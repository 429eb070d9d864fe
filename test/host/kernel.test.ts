import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { RUN_MIME } from '../../src/protocol/renderer.ts';
import { ENDLESS, quiet, runningRun, unroll, writeNames } from './api.ts';
import { useMessages } from './messages.ts';
import { beginCell, closeAll, newNotebook, openNotebook, outputText, runAll, runCell, until } from './support.ts';

describe('cells', () => {
  afterEach(closeAll);

  it('share variables, print and show results', async () => {
    const notebook = await openNotebook('cells.ipynb', ['const a = 20;', "console.log('hello'); a + 1", 'a * 2.1']);
    await runAll(notebook);
    const [first, second, third] = notebook.getCells();
    assert.equal(first?.outputs.length, 0);
    assert.equal(outputText(second!, 'stdout'), 'hello\n');
    assert.equal(outputText(second!, 'text/plain'), '21');
    assert.equal(outputText(third!, 'text/plain'), '42');
    assert.deepEqual(
      notebook.getCells().map((cell) => cell.executionSummary?.executionOrder),
      [1, 2, 3],
    );
  });

  it('keep what they print in order, stdout and stderr apart', async () => {
    const code = "console.log('one'); console.log('two'); console.error('three'); console.log('four')";
    const cell = await runCell(await openNotebook('order.ipynb', [code]), 0);
    const shown = cell.outputs.map(({ items }) => items.map(({ data }) => new TextDecoder().decode(data)).join(''));
    assert.deepEqual(shown, ['one\ntwo\n', 'three\n', 'four\n']);
  });

  it('require and paths start from the notebook', async () => {
    const code = "require('node:fs').writeFileSync('./made.txt', 'x'); require('node:path').basename(process.cwd())";
    const cell = await runCell(await openNotebook('paths.ipynb', ["require('./paths.ipynb.json')", code]), 0);
    assert.match(outputText(cell, 'error'), /paths\.ipynb\.json/);
  });

  it('that can be declared again are', async () => {
    const notebook = await openNotebook('again.ipynb', ['const again = 1; again']);
    await runCell(notebook, 0);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(notebook.cellAt(0).document.uri, new vscode.Range(0, 0, 1, 0), 'const again = 2; again');
    await vscode.workspace.applyEdit(edit);
    assert.equal(outputText(await runCell(notebook, 0), 'text/plain'), '2');
  });
});

describe('a cell that throws', () => {
  afterEach(closeAll);

  const throwing = 'const fine = 1;\nfunction fail() {\n  throw new TypeError("no such thing");\n}\nfail();';

  it('shows name, message and frames in cells only', async () => {
    const cell = await runCell(await openNotebook('throws.ipynb', [throwing]), 0);
    const error = JSON.parse(outputText(cell, 'error')) as Error;
    assert.equal(cell.executionSummary?.success, false);
    assert.equal(error.name, 'TypeError');
    assert.equal(error.message, 'no such thing');
    assert.match(error.stack ?? '', /^TypeError: no such thing\n.*fail.*Cell 1:3:9/);
    assert.doesNotMatch(error.stack ?? '', /session\.cjs|node:/);
  });

  it('has a squiggle at the place until it is edited', async () => {
    const notebook = await openNotebook('squiggle.ipynb', [throwing]);
    const { document } = await runCell(notebook, 0);
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(diagnostic?.message, 'TypeError: no such thing');
    assert.equal(diagnostic?.range.start.line, 2);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await until('the squiggle to go', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });

  it('has its squiggle in the cell that was run, also when the function stands in another', async () => {
    const notebook = await openNotebook('other-cell.ipynb', [
      'function later() { throw new Error("late"); }',
      '\nlater()',
    ]);
    await runAll(notebook);
    const [first, second] = notebook.getCells();
    assert.deepEqual(vscode.languages.getDiagnostics(first!.document.uri), []);
    assert.equal(vscode.languages.getDiagnostics(second!.document.uri)[0]?.range.start.line, 1);
    assert.match(outputText(second!, 'error'), /later \(Cell 1:1:/);
  });

  it('marks a syntax error', async () => {
    const { document } = await runCell(await openNotebook('syntax.ipynb', ['let x = 1;\nlet y = ;']), 0);
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.match(diagnostic?.message ?? '', /^SyntaxError/);
    assert.equal(diagnostic?.range.start.line, 1);
  });

  it('keeps the cells behind it from running', async () => {
    const notebook = await openNotebook('behind.ipynb', ['throw new Error("stop here")', 'globalThis.behind = 1']);
    await vscode.commands.executeCommand('notebook.execute', notebook.uri);
    await until('the first cell to fail', () => notebook.cellAt(0).executionSummary?.success === false);
    const { executionSummary } = await runCell(notebook, 0);
    assert.equal(executionSummary?.success, false);
    assert.equal(notebook.cellAt(1).executionSummary?.success, undefined);
  });
});

describe('run all', () => {
  const messages = useMessages();
  afterEach(closeAll);

  it('passes over cells of other languages and says so once', async () => {
    const notebook = await openNotebook('mixed.ipynb', ['1', '2', '3']);
    await vscode.languages.setTextDocumentLanguage(notebook.cellAt(1).document, 'python');
    const last = () => notebook.cellAt(2).executionSummary;
    await vscode.commands.executeCommand('notebook.execute', notebook.uri);
    const first = await until('the end', () => last()?.success && last()?.executionOrder);
    await vscode.commands.executeCommand('notebook.execute', notebook.uri);
    await until('the second end', () => last()?.success && (last()?.executionOrder ?? 0) > first);
    assert.deepEqual(
      messages.texts.filter((text) => /JavaScript only/.test(text)),
      ['Unroll runs cells in JavaScript only. These were passed over: 1 (python).'],
    );
  });
});

describe('an untitled notebook that is saved', () => {
  afterEach(quiet);

  async function untitled(...code: string[]): Promise<vscode.NotebookDocument> {
    const notebook = await newNotebook();
    const edit = new vscode.WorkspaceEdit();
    const cells = code.map((each) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, each, 'javascript'));
    edit.set(notebook.uri, [vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(0, notebook.cellCount), cells)]);
    await vscode.workspace.applyEdit(edit);
    return notebook;
  }

  async function save(): Promise<vscode.NotebookDocument> {
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global); // desktop VS Code has one of the system
    void vscode.commands.executeCommand('workbench.action.files.save');
    return until('the file', async () => {
      // The dialog for its name can't be seen from here; once it is there and filled, its suggestion is taken.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.workspace.notebookDocuments.find(({ uri }) => /^\/.*Untitled-\d+\.ipynb$/.test(uri.path));
    });
  }

  it('keeps its variables and its training: the file shows it as running, and stores its end', async () => {
    await writeNames('kept.txt');
    const notebook = await untitled(`const kept = 7; await rnn.train('kept.txt', ${ENDLESS}); 0`, 'kept');
    await beginCell(notebook, 0);
    const run = await runningRun();
    await until('a first model', () => run.model);
    const saved = await save();
    await until('the closing of the untitled one', () => notebook.isClosed);
    assert.equal(run.state, 'running');
    (await unroll()).store.stop(run.id);
    const trained = saved.cellAt(0);
    await until('the end of the execution', () => trained.executionSummary?.success);
    assert.equal(JSON.parse(outputText(trained, RUN_MIME)).state, 'stopped');
    assert.ok(trained.outputs.some(({ items }) => items.some(({ mime }) => mime === 'image/png')));
    assert.equal(outputText(await runCell(saved, 1), 'text/plain'), '7');
  });

  it('stores the end of a training that ends while it is saved', async () => {
    await writeNames('ended.txt');
    const notebook = await untitled(`await rnn.train('ended.txt', ${ENDLESS}); 0`);
    await beginCell(notebook, 0);
    const run = await runningRun();
    await until('a first model', () => run.model);
    const saving = save();
    (await unroll()).store.stop(run.id);
    const trained = (await saving).cellAt(0);
    await until('the end in the file', () => JSON.parse(outputText(trained, RUN_MIME)).state === 'stopped');
  });

  it('two trainings of one cell: the ends of both are stored', async () => {
    await writeNames('both.txt');
    const train = `rnn.train('both.txt', ${ENDLESS})`;
    const notebook = await untitled(`await Promise.all([${train}, ${train}]); 0`);
    await beginCell(notebook, 0);
    const { store } = await unroll();
    await until('two first models', () => store.active().length === 2 && store.active().every(({ model }) => model));
    const saving = save();
    for (const { id } of store.active()) store.stop(id);
    const trained = (await saving).cellAt(0);
    const states = () => {
      const items = trained.outputs.flatMap(({ items }) => items).filter(({ mime }) => mime === RUN_MIME);
      return items.map(({ data }) => JSON.parse(new TextDecoder().decode(data)).state).join();
    };
    await until('both ends in the file', () => states() === 'stopped,stopped');
  });
});
