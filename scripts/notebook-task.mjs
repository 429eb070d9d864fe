/** The command line of `npm run notebook`, checked before anything is started. Every fault says what to do about it. */
import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const usage = 'usage: npm run notebook -- FILE.ipynb [--out OUT.ipynb] [--folder DIR] [--timeout SECONDS]';
const longestSeconds = 2_000_000; // about what a timer of Node can hold

/** Why a notebook can't be run at all. */
export class StartError extends Error {}

/** @returns {{ name: string, text: string, folder: string, out?: string, timeoutMs?: number }} */
export function readTask(args) {
  const { values, positionals } = parse(args);
  if (positionals.length !== 1) {
    const given = positionals.length === 0 ? 'none' : positionals.join(' ');
    throw new StartError(`Exactly one notebook must be given; got ${given}.\n${usage}`);
  }
  const file = fromWhereItWasCalled(positionals[0]);
  return {
    name: path.basename(file),
    text: readNotebook(file),
    folder: readFolder(values.folder ? fromWhereItWasCalled(values.folder) : path.dirname(file)),
    ...(values.out === undefined ? {} : { out: readOut(values.out) }),
    ...(values.timeout === undefined ? {} : { timeoutMs: 1000 * readSeconds(values.timeout) }),
  };
}

function parse(args) {
  const text = { type: 'string' };
  try {
    return parseArgs({ args, allowPositionals: true, options: { out: text, folder: text, timeout: text } });
  } catch (error) {
    throw new StartError(`${error.message}\n${usage}`);
  }
}

/** npm changes into the package's folder; paths are meant from where the user stands. */
function fromWhereItWasCalled(file) {
  const byNpm = process.env.npm_lifecycle_event === 'notebook' ? process.env.INIT_CWD : undefined;
  return path.resolve(byNpm ?? process.cwd(), file);
}

function readNotebook(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(`The notebook ${file} can't be read: ${reason(error)}.`);
  }
  let notebook;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new StartError(`${file} is not a notebook: an .ipynb is JSON, and this is not (${error.message}).`);
  }
  if (!Array.isArray(notebook?.cells) || !(notebook.nbformat >= 4))
    throw new StartError(`${file} is not a notebook of nbformat 4 or newer: it has no "cells" or an older "nbformat".`);
  const kernel = notebook.metadata?.kernelspec?.name;
  if (kernel !== undefined && kernel !== 'unroll')
    throw new StartError(`${file} is for the kernel "${kernel}"; only notebooks for "unroll", or for none, are run.`);
  return `${JSON.stringify(withOurKernel(notebook), null, 1)}\n`; // indented and ended as Jupyter writes it; --out keeps it
}

/** VS Code takes the cells of a notebook that names no kernel and no language for Python. */
function withOurKernel(notebook) {
  const kernelspec = { name: 'unroll', display_name: 'Unroll', language: 'javascript' };
  return { ...notebook, metadata: { kernelspec, language_info: { name: 'javascript' }, ...notebook.metadata } };
}

function readFolder(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new StartError(`--folder must be a folder that exists; got ${folder}.`);
  return folder;
}

function readOut(given) {
  const out = fromWhereItWasCalled(given);
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory())
    throw new StartError(`--out must be a file; ${out} is a folder.`);
  try {
    mkdirSync(path.dirname(out), { recursive: true });
    accessSync(path.dirname(out), constants.W_OK);
  } catch (error) {
    throw new StartError(`--out ${out} can't be written: ${reason(error)}.`);
  }
  return out;
}

function readSeconds(given) {
  const seconds = Number(given);
  if (given.trim() !== '' && seconds > 0 && seconds <= longestSeconds) return seconds;
  throw new StartError(`--timeout must be a number of seconds above 0, at most ${longestSeconds}; got ${given}.`);
}

function reason({ code, message }) {
  const known = { ENOENT: 'there is no such file or folder', EACCES: 'permission denied', EISDIR: 'it is a folder' };
  return known[code] ?? message;
}
