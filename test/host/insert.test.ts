import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useMessages } from './messages.ts';
import { closeAll, openText, writeFile } from './support.ts';

describe('insert sampled text, without a model', () => {
  const answers: string[] = [];
  const messages = useMessages((_, buttons) => {
    answers.push(...buttons);
    return undefined;
  });
  afterEach(closeAll);

  it('says that there is none and offers to train one', async () => {
    await writeFile('prose.txt', 'Once upon a time\n');
    await openText('prose.txt');
    await vscode.commands.executeCommand('unroll.insertSample');
    assert.match(await messages.heard(/./), /There is no model yet/);
    assert.deepEqual(answers, ['Train on File']);
  });
});
