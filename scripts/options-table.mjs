/**
 * Writes the tables of options in the READMEs, between their marks, from the descriptions in src/protocol/options. With
 * --check it writes nothing, and fails where a table is not as it would be written. Run it with `npm run options`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sayIn } from '../src/messages/languages.ts';
import { wordsIn } from '../src/messages/words.ts';
import { optionsOf } from '../src/protocol/calls.ts';
import { root } from './setup.mjs';

const languages = {
  en: {
    file: 'README.md',
    heads: ['option', 'default', 'allowed', 'what it is'],
    unit: (words, unit) => `${words} (${unit})`,
  },
  zh: {
    file: 'README.zh-CN.md',
    heads: ['选项', '默认值', '允许的值', '说明'],
    unit: (words, unit) => `${words}（${unit}）`,
  },
};
const mark = /(<!-- options of (\w+)[^>]*-->\n)[\s\S]*?(<!-- end of options -->)/g;

for (const [language, words] of Object.entries(languages)) {
  const file = path.join(root, words.file);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(mark, (_, begin, call, end) => `${begin}\n${table(call, language)}\n\n${end}`);
  if (before === after) continue;
  if (process.argv.includes('--check')) {
    console.error(`${words.file}: its tables of options are not those of src/protocol/options. Run: npm run options`);
    process.exitCode = 1;
  } else writeFileSync(file, after);
}

function table(call, language) {
  const { heads, unit } = languages[language];
  const [say, inWords] = [sayIn(language), wordsIn(language)];
  const rows = optionsOf(call).map((option) => {
    const allowed = option.unit ? unit(say(option.allowed), inWords(option.unit)) : say(option.allowed);
    return [`\`${option.name}\``, shown(option.default), allowed, inWords(option)];
  });
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function shown(value) {
  if (value === undefined) return '';
  return /^\d{5,}$/.test(value) ? Number(value).toLocaleString('en') : value.startsWith("'") ? `\`${value}\`` : value;
}

function escaped(cell) {
  return cell.replaceAll('|', '\\|');
}
