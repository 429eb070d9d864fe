import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('activates, and every command of package.json is there', async () => {
    const extension = vscode.extensions.getExtension('unroll.unroll');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    const contributed = extension.packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(
      contributed.filter((command: string) => !commands.includes(command)),
      [],
    );
  });
});
