/** `npm run notebook`, as a shell sees it: exit codes, the two outputs, and which files are written. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe('npm run notebook', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'unroll-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('exit code 0: prints what the cells show, require and paths start from the folder of the notebook', async () => {
    mkdirSync(path.join(folder, 'lib'));
    writeFileSync(path.join(folder, 'lib/answer.cjs'), 'module.exports = 42;');
    writeFileSync(path.join(folder, 'note.txt'), 'read from here');
    const before = notebook('first.ipynb', [
      "console.log('answer', require('./lib/answer.cjs')); console.error('a warning');",
      "require('fs').readFileSync('note.txt', 'utf8').toUpperCase()",
    ]);
    const { code, stdout, stderr } = await run('first.ipynb', '--out', 'made/executed.ipynb');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^answer 42\n.*READ FROM HERE/s);
    assert.match(stderr, /a warning/);
    const cells = cellsOf('made/executed.ipynb');
    assert.deepEqual(
      cells.map((cell) => cell.execution_count),
      [1, 2],
    );
    assert.match(JSON.stringify(cells[1]?.outputs), /READ FROM HERE/);
    assert.equal(readFileSync(path.join(folder, 'first.ipynb'), 'utf8'), before, 'the input was written');
    assert.deepEqual(readdirSync(folder).sort(), ['first.ipynb', 'lib', 'made', 'note.txt']);
  });

  it('exit code 1: a cell that fails ends it, and what ran is in --out, which may be the input', async () => {
    notebook('fails.ipynb', ["console.log('one')", "throw new RangeError('too far')", "console.log('three')"]);
    const { code, stdout, stderr } = await run('fails.ipynb', '--out', 'fails.ipynb');
    assert.equal(code, 1, stderr);
    assert.equal(stdout, 'one\n');
    assert.match(stderr, /RangeError: too far/);
    const cells = cellsOf('fails.ipynb');
    assert.match(JSON.stringify(cells[1]?.outputs), /too far/);
    assert.deepEqual(cells[2]?.outputs, []);
  });

  it('exit code 2: says what was given and what is allowed, before anything is started', async () => {
    writeFileSync(path.join(folder, 'broken.ipynb'), '{ "cells": [');
    writeFileSync(path.join(folder, 'old.ipynb'), '{ "worksheets": [], "nbformat": 3 }');
    notebook('python.ipynb', ['print(1)'], { kernelspec: { name: 'python3' } });
    notebook('good.ipynb', ['1']);
    const faults: [string[], RegExp][] = [
      [[], /one notebook must be given; got none/],
      [['good.ipynb', 'python.ipynb'], /one notebook must be given; got good\.ipynb python\.ipynb/],
      [['missing.ipynb'], /missing\.ipynb can't be read: there is no such file/],
      [['.'], /can't be read: it is a folder/],
      [['broken.ipynb'], /broken\.ipynb is not a notebook: an \.ipynb is JSON/],
      [['old.ipynb'], /nbformat 4/],
      [['python.ipynb'], /for the kernel "python3"; only notebooks for "unroll"/],
      [['good.ipynb', '--timeout', 'soon'], /--timeout must be a number of seconds above 0.*; got soon/],
      [['good.ipynb', '--timeout', '0'], /got 0/],
      [['good.ipynb', '--folder', 'nowhere'], /--folder must be a folder that exists; got .*nowhere/],
      [['good.ipynb', '--out', '.'], /--out must be a file/],
      [['good.ipynb', '--output', 'x'], /--output/],
    ];
    for (const [args, message] of faults) {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.equal(stdout, '');
    }
  });

  it('exit code 2: a notebook whose cells are all in another language', async () => {
    notebook('shell.ipynb', ['ls'], { language_info: { name: 'shellscript' } });
    const { code, stderr } = await run('shell.ipynb');
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Only javascript cells can be run; the cells of this notebook are shellscript/);
  });

  it('exit code 3: time is up, the cell is interrupted, what ran is in --out', async () => {
    notebook('slow.ipynb', ["console.log('begun')", 'await new Promise(() => {})']);
    const { code, stdout, stderr } = await run('slow.ipynb', '--timeout', '25', '--out', 'slow-out.ipynb');
    assert.equal(code, 3, stderr);
    assert.equal(stdout, 'begun\n');
    assert.match(stderr, /Time is up after 25 s/);
    assert.match(JSON.stringify(cellsOf('slow-out.ipynb')[0]?.outputs), /begun/);
  });

  it('exit code 3: also when the cell never yields', async () => {
    notebook('loop.ipynb', ['for (;;);']);
    const { code, stderr } = await run('loop.ipynb', '--timeout', '25');
    assert.equal(code, 3, stderr);
  });

  it('--folder: require and paths start there', async () => {
    notebook('elsewhere.ipynb', ["require('./here.cjs')"]);
    const other = path.join(folder, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, 'here.cjs'), "module.exports = 'from the other folder';");
    const { code, stdout, stderr } = await run('elsewhere.ipynb', '--folder', 'other');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /from the other folder/);
  });

  it('trains: prints the loss, and the model file is written', async function () {
    this.timeout('3m');
    cpSync(path.join(root, 'test/fixtures/workspace/names.txt'), path.join(folder, 'names.txt'));
    notebook('train.ipynb', [
      "const model = await rnn.train('names.txt', { hidden: 8, epochs: 3, window: 4, batch: 2 });",
    ]);
    const { code, stdout, stderr } = await run('train.ipynb', '--out', 'trained.ipynb');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^epoch 3\/3: loss \d+\.\d{3}, held out \d+\.\d{3}, perplexity [\d.]+, [\d.]+ bits, gradient norm \S+, update ratio \S+$/m,
    );
    assert.match(stdout, /^model: .*\.safetensors$/m);
    const mimes = Object.keys(cellsOf('trained.ipynb')[0]?.outputs[0]?.data ?? {});
    assert.deepEqual(mimes.sort(), [
      'application/vnd.unroll.run+json',
      'application/vnd.vegalite.v5+json',
      'image/png',
      'text/plain',
    ]);
    assert.ok(existsSync(path.join(folder, '.unroll')));
  });

  it('a signal ends VS Code too, and leaves no process and no file behind', async () => {
    notebook('slow.ipynb', ["console.log('process', process.pid)", 'await new Promise(() => {})']);
    const child = start('slow.ipynb');
    const host = await new Promise<number>((resolve) => {
      child.stdout.on('data', (text) => {
        const pid = /process (\d+)/.exec(String(text))?.[1];
        if (pid) resolve(Number(pid));
      });
    });
    child.kill('SIGTERM');
    const code = await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(code, 128 + 15);
    await ended(host);
    assert.deepEqual(readdirSync(folder), ['slow.ipynb']);
  });

  /** Writes a notebook and returns its text. */
  function notebook(name: string, sources: string[], metadata: object = {}): string {
    const cells = sources.map((source, i) => {
      return { cell_type: 'code', id: `cell-${i}`, metadata: {}, execution_count: null, outputs: [], source };
    });
    const text = JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
    writeFileSync(path.join(folder, name), text);
    return text;
  }

  function start(...args: string[]) {
    const script = path.join(root, 'scripts/notebook.mjs');
    const { npm_lifecycle_event: _, ...env } = process.env;
    return spawn(process.execPath, [script, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function run(...args: string[]): Promise<Result> {
    const child = start(...args);
    const result: Result = { code: null, stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        result[name] += text;
      });
    result.code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return result;
  }

  async function ended(pid: number): Promise<void> {
    for (let waits = 0; isAlive(pid); waits++) {
      assert.ok(waits < 50, `process ${pid} lives on, 5 s after the signal`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** One that was killed may still stand in the process table, as a zombie, until init has asked for its end. */
  function isAlive(pid: number): boolean {
    try {
      return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return false;
      throw error;
    }
  }

  interface CodeCell {
    execution_count: number | null;
    outputs: { data?: Record<string, unknown> }[];
  }

  function cellsOf(name: string): CodeCell[] {
    const { cells } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { cells: CodeCell[] };
    return cells;
  }
});
