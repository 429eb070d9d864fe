/**
 * Real session threads for the tests, from bundles that are built once, with a host that writes down what it is told.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { build } from 'esbuild';
import { tellingErrors } from '../../../src/protocol/errors.ts';
import type { KernelSetting } from '../../../src/protocol/options.ts';
import type { RunReport, SourcePart } from '../../../src/protocol/run.ts';
import type { CellOutput, CellResult, HostCalls, SessionCalls } from '../../../src/protocol/session.ts';
import { said } from '../said.ts';

export const bundles = path.join(import.meta.dirname, '../../../out/test-threads');
export const kernelsFolder = path.join(import.meta.dirname, '../../../dist/kernels');
const root = path.join(import.meta.dirname, '../../..');
let built: Promise<unknown> | undefined;

/** Builds the threads as esbuild.mjs does. To be called in a `before` hook. */
export function buildThreads(): Promise<unknown> {
  built ??= build({
    entryPoints: { session: 'src/worker/session/main.ts', compute: 'src/worker/compute/main.ts' },
    absWorkingDir: root,
    outdir: bundles,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outExtension: { '.js': '.cjs' },
  });
  return built;
}

/** A folder that is deleted by `removeFolders`. */
export function makeFolder(files: Files = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'unroll-worker-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

type Files = Record<string, string | Uint8Array>;
type Take = (session: TestSession) => unknown;

/** Gives each test of a describe a fresh session in a folder with these files; `take` keeps it, and may prepare it. */
export function withSession(files: Files, take: Take): void {
  before(buildThreads);
  beforeEach(() => take(new TestSession(makeFolder(files))));
  afterEach(endAll);
}

/** Gives all tests of a describe one session. */
export function withOneSession(files: Files, take: Take): void {
  before(buildThreads);
  before(() => take(new TestSession(makeFolder(files))));
  after(endAll);
}

/** Ends also the sessions that a test has begun itself. */
async function endAll(): Promise<void> {
  await Promise.all([...open].map((session) => session.end()));
  removeFolders();
}

const open = new Set<TestSession>();

export class TestSession {
  readonly worker: Worker;
  readonly calls: BirpcReturn<SessionCalls, HostCalls>;
  readonly outputs: { execution: string; output: CellOutput }[] = [];
  readonly reports = new Map<string, RunReport[]>();
  readonly sampled: { sampleId: string; text: string }[] = [];
  /** What runs of cells were asked for with. */
  readonly created: Parameters<HostCalls['createRun']>[0][] = [];
  /** Runs that gave all their cores back. */
  readonly released: string[] = [];
  /** Cores with which runs went on that gave some back. */
  readonly kept = new Map<string, number>();
  readonly exited: Promise<number>;
  /** Cores for runs; a test may make them wait. */
  acquire: (runId: string, most: number) => Promise<number | false> = async () => 1;
  kernels: KernelSetting = 'auto';
  resolve: (file: string) => Promise<SourcePart> = async (file) => ({ kind: 'file', path: file });
  onReport: (runId: string, report: RunReport) => void = () => {};
  #runs = 0;
  /** Cells that were started. */
  cells = 0;

  /** `fake.train`: code that compute threads run instead of a training. */
  constructor(
    readonly folder: string,
    fake?: { train: string },
  ) {
    const computeScript = fake ? fakeCompute(folder, fake.train) : path.join(bundles, 'compute.cjs');
    const settings = {
      folder,
      language: 'en',
      modelsFolder: path.join(folder, '.unroll'),
      computeScript,
      kernelsFolder,
    };
    this.worker = new Worker(path.join(bundles, 'session.cjs'), {
      workerData: settings,
      name: 'unroll session',
      execArgv: ['--no-force-async-hooks-checks'],
    });
    open.add(this);
    this.exited = new Promise((done) => this.worker.once('exit', done));
    this.calls = createBirpc<SessionCalls, HostCalls>(this.#hostCalls(), {
      post: (message) => this.worker.postMessage(message),
      on: (listener) => this.worker.on('message', listener),
      ...tellingErrors,
      timeout: -1,
    });
    this.worker.on('error', () => this.calls.$close(new Error('the session died')));
    this.worker.on('exit', () => this.calls.$close(new Error('the session ended')));
  }

  /** Runs a cell labelled "Cell 1", "Cell 2" and so on. */
  async run(code: string): Promise<CellResult & { printed: string; errors: string; outputs: CellOutput[] }> {
    const { execution, result } = this.start(code);
    const ended = await result;
    const outputs = this.outputs.filter((each) => each.execution === execution).map(({ output }) => output);
    const printed = outputs.map((each) => (each.kind === 'stdout' ? each.text : '')).join('');
    return { ...ended, printed, errors: outputs.map(errorText).join(''), outputs };
  }

  /** The value of a cell that is JSON. */
  async value(code: string) {
    const result = await this.run(code);
    assert.equal(result.kind, 'ok', JSON.stringify(result));
    return JSON.parse((result.kind === 'ok' && result.text) || 'null');
  }

  /** The name and the message of the error that a cell ends with. */
  async refusal(code: string): Promise<string> {
    const result = await this.run(code);
    assert.ok(result.kind === 'error', JSON.stringify(result));
    return `${result.error.name}: ${result.error.message}`;
  }

  start(code: string): { execution: string; result: Promise<CellResult> } {
    const n = ++this.cells;
    const execution = `execution ${n}`;
    return { execution, result: this.calls.evaluate({ execution, label: `Cell ${n}` }, code) };
  }

  /** The reports of one kind, of one run or of all. */
  reportsOf<K extends RunReport['kind']>(kind: K, runId?: string): Extract<RunReport, { kind: K }>[] {
    const reports = runId === undefined ? [...this.reports.values()].flat() : (this.reports.get(runId) ?? []);
    return reports.filter((report): report is Extract<RunReport, { kind: K }> => report.kind === kind);
  }

  async end(): Promise<void> {
    open.delete(this);
    await this.worker.terminate();
  }

  #hostCalls(): HostCalls {
    return {
      createRun: async (request) => {
        this.created.push(request);
        return `run ${++this.#runs}`;
      },
      acquireThreads: (runId, most) => this.acquire(runId, most),
      kernelSetting: async () => this.kernels,
      releaseThreads: (runId, kept) => {
        if (kept > 0) this.kept.set(runId, kept);
        else this.released.push(runId);
      },
      report: (runId, report) => {
        this.reports.set(runId, [...(this.reports.get(runId) ?? []), report]);
        this.onReport(runId, report);
      },
      output: (execution, output) => void this.outputs.push({ execution, output }),
      sampled: (sampleId, text) => void this.sampled.push({ sampleId, text }),
      resolveSource: (file) => this.resolve(file),
    };
  }
}

/** What a host shows of an output as errors. */
function errorText(output: CellOutput): string {
  if (output.kind === 'notice') return `${said(output.message)}\n`;
  return output.kind === 'stderr' ? output.text : '';
}

function fakeCompute(folder: string, train: string): string {
  const script = path.join(folder, 'fake-compute.cjs');
  const real = JSON.stringify(path.join(bundles, 'compute.cjs'));
  const head = `const { parentPort, workerData } = require('node:worker_threads');`;
  writeFileSync(script, `${head} if (workerData.kind !== 'train') require(${real}); else { ${train} }`);
  return script;
}

/** Waits until something is so; fails the test after some seconds. */
export async function until(holds: () => boolean, seconds = 20): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > seconds * 1000) throw new Error(`not so after ${seconds} seconds: ${holds}`);
    await sleep(10);
  }
}
