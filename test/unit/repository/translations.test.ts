/** Every text that VS Code shows is there in English and in Chinese. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { read, readJson, root, typescriptFiles } from './sources.ts';

const english = readJson('package.nls.json');
const chinese = readJson('package.nls.zh-cn.json');
const used = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '').sort();

describe('translations', () => {
  it('package.nls.json has exactly the keys that package.json uses', () => {
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)]);
  });

  it('package.nls.zh-cn.json has the same keys, and texts of its own', () => {
    assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
    assert.deepEqual(
      Object.keys(chinese).filter((key) => !/\p{Script=Han}/u.test(String(chinese[key]))),
      [],
    );
  });

  it('every text of the host is translated, with the same places for values', () => {
    const bundle = readJson('l10n/bundle.l10n.zh-cn.json');
    const texts = hostTexts();
    assert.ok(texts.length > 0, 'no text found');
    assert.deepEqual(
      texts.filter((text) => typeof bundle[text] !== 'string'),
      [],
    );
    assert.deepEqual(
      texts.filter((text) => places(text) !== places(String(bundle[text]))),
      [],
    );
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !texts.includes(text)),
      [],
    );
  });

  it('every picture and file that package.json names is there', () => {
    const named = [...read('package.json').matchAll(/"(?:\.\/)?(media\/[^"]+)"/g)].map(([, file]) => file ?? '');
    assert.deepEqual(
      named.filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });
});

/** The first argument of each `l10n.t`. One that is no literal would never be translated: refused. */
function hostTexts(): string[] {
  const texts: string[] = [];
  for (const file of typescriptFiles('src/host')) {
    for (const [call, argument = ''] of read(file).matchAll(
      /\bl10n\.t\(\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^)]*)/g,
    )) {
      assert.match(argument, /^['"]/, `${file}: ${call} is no literal`);
      texts.push(unquoted(argument));
    }
  }
  return texts;
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

function places(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');
}
