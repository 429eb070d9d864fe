/** Every row of the list of bad input: the message stands where the user is, and nothing is lost. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { said } from '../unit/said.ts';
import { ENDLESS, endOf, quiet, runningRun, unroll, writeNames } from './api.ts';
import { useMessages } from './messages.ts';
import { inWorkspace, openNotebook, openText, outputText, runCell, until, writeFile } from './support.ts';

const { executeCommand } = vscode.commands;

let notebooks = 0;

/**
 * The message of the error that a cell ends with. Each in a file of its own: VS Code keeps those that tests have
 * opened.
 */
async function errorIn(code: string): Promise<string> {
  const cell = await runCell(await openNotebook(`bad-${++notebooks}.ipynb`, [code]), 0);
  assert.equal(cell.executionSummary?.success, false, `no error, but ${outputText(cell, 'text/plain')}`);
  return JSON.parse(outputText(cell, 'error')).message;
}

const SMALL = '{ hidden: 4, epochs: 1 }';

describe('bad input: files, in a cell and with the command', () => {
  const messages = useMessages();
  afterEach(quiet);

  const files: [string, string | Uint8Array, RegExp][] = [
    ['empty.txt', '', /empty\.txt is empty/],
    ['binary.txt', Uint8Array.from({ length: 3000 }, (_, i) => (i * 7) % 256), /binary\.txt is not a text file/],
    [
      'latin1.txt',
      Uint8Array.from([...'caf', 0xe9, ...'s\n'].map((c) => Number(c) || String(c).charCodeAt(0))),
      /latin1\.txt is not UTF-8 \(byte 0xE9 at position 4, line 1\).*files\.encoding/,
    ],
    ['tiny.txt', 'a', /tiny\.txt .*at least \d/],
  ];
  for (const [name, content, expected] of files) {
    it(`${name}: a cell says what is wrong`, async () => {
      await writeFile(name, content);
      assert.match(await errorIn(`await rnn.train('${name}', ${SMALL})`), expected);
    });

    it(`${name}: the command says what is wrong`, async () => {
      await executeCommand('unroll.train', await writeFile(name, content));
      const said = await messages.heard(/./);
      assert.match(said, expected);
      assert.match(said, new RegExp(`^Training on ${name} failed: `));
    });
  }

  it('a path that does not exist: a cell names the file that was looked for', async () => {
    const message = await errorIn(`await rnn.train('nowhere/none.txt', ${SMALL})`);
    assert.ok(message.includes(inWorkspace('nowhere', 'none.txt')), message);
  });

  it('a path that does not exist: the command says so', async () => {
    await executeCommand('unroll.train', vscode.Uri.file(inWorkspace('none.txt')));
    assert.match(await messages.heard(/./), /^Training on none\.txt failed: .*none\.txt/);
  });

  it('another encoding is read where files.encoding names it', async () => {
    const bytes = Uint8Array.from([0xb4, 0xba, 0xcc, 0xec, 0x0a]); // 春天, a line
    await writeFile('gb.txt', Uint8Array.from(Array.from({ length: 60 }, () => [...bytes]).flat()));
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('encoding', 'gb18030', vscode.ConfigurationTarget.Workspace);
    const code = `await rnn.sample(await rnn.train('gb.txt', { hidden: 4, epochs: 1, documents: 'text' }), { length: 1 })`;
    const cell = await runCell(await openNotebook('gb.ipynb', [code]), 0);
    await settings.update('encoding', undefined, vscode.ConfigurationTarget.Workspace);
    assert.match(outputText(cell, 'text/plain'), /[春天\n]/);
  });

  it('a file shorter than one window: trains with a shorter one, and says so', async () => {
    await writeFile('short.txt', 'the cat sat on the mat\n');
    const code = `await rnn.train('short.txt', { hidden: 4, epochs: 1, window: 40, documents: 'text', validation: 0 })`;
    const cell = await runCell(await openNotebook('short.ipynb', [code]), 0);
    assert.equal(cell.executionSummary?.success, true, outputText(cell, 'error'));
    const run = (await unroll()).store.newest();
    assert.match(run?.notices.map(said).join('\n') ?? '', /window/i);
    assert.ok((run?.prepared?.window ?? 40) < 40);
  });

  for (const [what, change] of [
    ['changed', (uri: vscode.Uri) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('new\ntext\n'))],
    ['deleted', (uri: vscode.Uri) => vscode.workspace.fs.delete(uri)],
  ] as const) {
    it(`a file that is ${what} while it is trained on: the training goes on and says so`, async () => {
      const { store } = await unroll();
      const uri = await writeNames('going.txt');
      const { run, ended } = (await unroll()).sessions
        .shared(uri)
        .train('command', { kind: 'file', path: uri.fsPath }, { hidden: 32, epochs: 100_000 });
      await until('some training', () => run.model);
      await change(uri);
      store.stop(run.id);
      await ended;
      assert.equal(run.state, 'stopped');
      assert.match(run.notices.map(said).join('\n'), new RegExp(`going\\.txt was ${what} while`));
    });
  }
});

describe('bad input: documents that are not saved', () => {
  const messages = useMessages();
  afterEach(quiet);

  it('an untitled document is trained on as it stands in the editor', async () => {
    const names = new TextDecoder().decode(await vscode.workspace.fs.readFile(await writeNames('names-to-copy.txt')));
    const document = await vscode.workspace.openTextDocument({ content: names });
    await vscode.window.showTextDocument(document);
    const id = await executeCommand<string>('unroll.train');
    const { store } = await unroll();
    const run = await until('a model', () => store.get(id)?.model && store.get(id));
    assert.equal(run.source.name, document.uri.path);
    assert.equal(run.source.path, undefined);
    assert.match(run.source.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(messages.texts, []);
  });

  it('an unsaved change counts, in a cell too', async () => {
    const uri = await writeNames('unsaved.txt', 200);
    const editor = await openText('unsaved.txt');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'ΩΩΩ\n'.repeat(3)));
    const notebook = await openNotebook('unsaved.ipynb', [
      `const model = await rnn.train('unsaved.txt', { hidden: 4, epochs: 1, validation: 0 });`,
      `await rnn.gates(model, 'Ω')`,
    ]);
    await runCell(notebook, 0);
    const { source } = (await unroll()).store.newest()!;
    assert.deepEqual([source.name, source.path], ['unsaved.txt', undefined]);
    assert.equal((await runCell(notebook, 1)).executionSummary?.success, true);
    assert.doesNotMatch(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), /Ω/);
  });
});

describe('bad input: in cells', () => {
  before(() => writeNames('list.txt'));
  afterEach(quiet);

  const options: [string, RegExp][] = [
    ['{ hiden: 64 }', /There is no option hiden\. Did you mean hidden\?/],
    ['{ hidden: 0 }', /hidden must be a whole number from 1 to 4096; got 0/],
    ["{ cell: 'lstn' }", /cell must be one of 'rnn', 'gru', 'lstm'.*got 'lstn'/],
    ["{ epochs: '20' }", /epochs must be a whole number/],
  ];
  for (const [given, expected] of options) {
    it(`${given}: names the field, what is allowed and what was given`, async () => {
      assert.match(await errorIn(`await rnn.train('list.txt', ${given})`), expected);
    });
  }

  it('an option out of range is marked at its place in the cell', async () => {
    const notebook = await openNotebook('place.ipynb', ["\n\n  await rnn.train('list.txt', { hidden: -1 });"]);
    const { document } = await runCell(notebook, 0);
    assert.equal(vscode.languages.getDiagnostics(document.uri)[0]?.range.start.line, 2);
  });

  it('priming text that the model has never seen: says which, and goes on without', async () => {
    const code = `await rnn.sample(await rnn.train('list.txt', ${SMALL}), { prime: 'tyΩr', length: 5 })`;
    const cell = await runCell(await openNotebook('prime.ipynb', [code]), 0);
    assert.equal(cell.executionSummary?.success, true);
    assert.match(outputText(cell, 'stderr'), /never seen "Ω"/);
  });

  it('no model yet: says what is needed', async () => {
    assert.match(await errorIn('let model; await rnn.sample(model)'), /needs a model of rnn\.train or rnn\.load/);
    assert.match(await errorIn("await rnn.load('none.safetensors')"), /none\.safetensors/);
  });

  it('a damaged model file: names it and says what is wrong', async () => {
    await writeFile('broken.safetensors', new Uint8Array([9, 0, 0, 0, 0, 0, 0, 0, 123, 1, 2]));
    assert.match(
      await errorIn("await rnn.load('broken.safetensors')"),
      /broken\.safetensors cannot be used as a model/,
    );
  });
});

describe('stop training', () => {
  const messages = useMessages();
  before(() => writeNames('list.txt'));
  afterEach(quiet);

  it('says so when nothing is going on', async () => {
    await executeCommand('unroll.stop');
    assert.deepEqual(messages.texts, ['No training is going on.']);
  });

  it('stops a training of a notebook; its cell goes on with the best model', async () => {
    const code = `const model = await rnn.train('list.txt', ${ENDLESS}); 'went on'`;
    const notebook = await openNotebook('stopped.ipynb', [code]);
    void executeCommand('notebook.cell.execute', { ranges: [{ start: 0, end: 1 }], document: notebook.uri });
    const run = await runningRun();
    await until('a first model', () => run.model);
    await executeCommand('unroll.stop');
    assert.equal((await endOf(run)).state, 'stopped');
    await until('the end of the cell', () => notebook.cellAt(0).executionSummary?.success);
    assert.equal(outputText(notebook.cellAt(0), 'text/plain').endsWith('went on'), true);
  });
});
