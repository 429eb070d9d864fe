/** What Train on File takes when it is not told: a document that one would train on, else it asks. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { quiet, unroll } from './api.ts';
import { openNotebook, until } from './support.ts';

const { executeCommand } = vscode.commands;

function active(scheme: string): Promise<boolean> {
  const current = () => vscode.window.activeTextEditor?.document.uri.scheme;
  return until(`${scheme} in front`, () => current() === scheme);
}

/**
 * Runs Train on File and closes its question for a file, which may come late; without one it returns the run that
 * began.
 */
async function trainUnanswered(): Promise<unknown> {
  let ended = false;
  const begun = Promise.resolve(executeCommand('unroll.train')).finally(() => {
    ended = true;
  });
  while (!ended) {
    await Promise.race([begun, sleep(100)]);
    await executeCommand('workbench.action.closeQuickOpen');
  }
  return begun;
}

describe('train on file, without a text in front', () => {
  afterEach(quiet);

  it('asks when a notebook is: it does not train on the code of a cell', async () => {
    const before = (await unroll()).store.list().length;
    await openNotebook('code.ipynb', ["'a\\nb\\nc'.repeat(100)\n1\n2"]);
    await executeCommand('notebook.cell.edit');
    await active('vscode-notebook-cell');
    assert.equal(await trainUnanswered(), undefined);
    assert.equal((await unroll()).store.list().length, before);
  });

  it('asks when the output panel is', async () => {
    const before = (await unroll()).store.list().length;
    const channel = vscode.window.createOutputChannel('Lines');
    channel.append('one\ntwo\nthree\n'.repeat(100));
    channel.show();
    await active('output');
    assert.equal(await trainUnanswered(), undefined);
    assert.equal((await unroll()).store.list().length, before);
    channel.dispose();
    await executeCommand('workbench.action.closePanel');
  });
});
