/** package.json and the code name the same commands, and every part of package.json names one that exists. */
import assert from 'node:assert/strict';
import { read, readJson, typescriptFiles } from './sources.ts';

interface Contributions {
  commands: { command: string; category?: string }[];
  menus: Record<string, { command: string }[]>;
  keybindings: { command: string }[];
  configuration: { properties: Record<string, unknown> };
}

const contributes = readJson('package.json').contributes as Contributions;
const contributed = contributes.commands.map(({ command }) => command).sort();
const host = typescriptFiles('src/host').map(read).join('\n');

describe('commands', () => {
  it('package.json contributes exactly what the code registers', () => {
    const registered = [...host.matchAll(/register(?:TextEditor)?Command\(\s*'([^']+)'/g)].map(([, id]) => id ?? '');
    assert.deepEqual(registered.sort(), contributed);
  });

  it('menus and key bindings name contributed commands', () => {
    const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    assert.deepEqual(
      used.map(({ command }) => command).filter((command) => !contributed.includes(command)),
      [],
    );
  });

  it('every command is in the category Unroll', () => {
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== 'Unroll'),
      [],
    );
  });

  it('every setting is read somewhere', () => {
    const settings = Object.keys(contributes.configuration.properties).map((key) => key.replace(/^unroll\./, ''));
    assert.deepEqual(
      settings.filter((key) => !host.includes(`'${key}'`) && !host.includes(`'unroll.${key}'`)),
      [],
    );
  });
});
