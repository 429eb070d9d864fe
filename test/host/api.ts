/** What the extension hands out, and texts to train on. */
import * as vscode from 'vscode';
import type { UnrollApi } from '../../src/host/extension.ts';
import type { TrainOptionsInput } from '../../src/protocol/options.ts';
import { isOver, type Run } from '../../src/protocol/run.ts';
import { said } from '../unit/said.ts';
import { closeAll, until, writeFile } from './support.ts';

export async function unroll(): Promise<UnrollApi> {
  const extension = vscode.extensions.getExtension<UnrollApi>('unroll.unroll');
  if (!extension) throw new Error('VS Code does not know the extension.');
  return extension.activate();
}

/** Writes a list of `lines` short names, all different, and returns its URI. */
export function writeNames(name: string, lines = 400): Promise<vscode.Uri> {
  const syllables = ['ty', 'ran', 'no', 'sau', 'rus', 'me', 'ga', 'lo', 'di', 'plo', 'do', 'cus'];
  const at = (n: number) => syllables[n % syllables.length];
  const list = Array.from(
    { length: lines },
    (_, i) => `${at(i)}${at(i * 5 + 3)}${at(Math.floor(i / 12))}${i.toString(36)}`,
  );
  return writeFile(name, `${list.join('\n')}\n`);
}

/** A training that goes on until somebody stops it. */
export const ENDLESS = "{ cell: 'lstm', hidden: 32, epochs: 100000 }";

export function endOf(run: Run): Promise<Run> {
  return until(`the end of the run on ${run.source.name}`, () => isOver(run) && run);
}

/** The newest run, once it trains. */
export async function runningRun(): Promise<Run> {
  const { store } = await unroll();
  return until('a run that trains', () => {
    const run = store.newest();
    return run?.state === 'running' && run;
  });
}

/**
 * Trains a model of running text in the shared session and returns its file. It is large enough to write for a while,
 * and the text long enough that its end is rare.
 */
export function trainProse(): Promise<string> {
  const words = ['the', 'cat', 'sat', 'on', 'a', 'mat', 'and', 'dogs', 'lay', 'under', 'rugs', 'all', 'day', 'long'];
  const text = Array.from({ length: 5000 }, (_, i) => words[(i * i + (i >> 3)) % words.length]).join(' ');
  return trainModel('prose.txt', text, { hidden: 96, epochs: 2, documents: 'text' });
}

/** A model of lines that end behind their x. */
export function trainEnding(): Promise<string> {
  const lines = Array.from('abcdefghijklmnopqrstuvw', (letter) => `${letter}x`);
  return trainModel('ending.txt', lines.join('\n'), { hidden: 16, epochs: 100, validation: 0 });
}

/** A model that tells classes apart, and does not write. */
export function trainClasses(): Promise<string> {
  const lines = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'odd' : 'even'}\t${i}`);
  return trainModel('classes.tsv', lines.join('\n'), { hidden: 8, epochs: 2 });
}

async function trainModel(name: string, text: string, options: TrainOptionsInput): Promise<string> {
  const { sessions } = await unroll();
  const uri = await writeFile(name, text);
  const { run, ended } = sessions.shared(uri).train('command', { kind: 'file', path: uri.fsPath }, options);
  await ended;
  if (!run.model) throw new Error(`There is no model: ${said(run.message)}`);
  return run.model.path;
}

/** Ends what a test has left running, takes back what it has set, and closes all editors. */
export async function quiet(): Promise<void> {
  const { store } = await unroll();
  for (const run of store.active()) store.stop(run.id);
  await until('all runs to end', () => store.active().length === 0);
  await setThreads(undefined);
  await setKernels(undefined);
  await closeAll();
}

export function setKernels(kernels: string | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('unroll').update('kernels', kernels, vscode.ConfigurationTarget.Workspace);
}

export function setThreads(threads: number | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('unroll').update('threads', threads, vscode.ConfigurationTarget.Workspace);
}
