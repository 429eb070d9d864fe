/**
 * A session as the host holds it: the thread is started when it is first needed and again after it died. What was
 * pending is rejected, runs that lived in it end as failed, their cores go back.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import { type Message, MessageError, message, toldBy } from '../messages/message.ts';
import { parseTrainOptions, type TrainOptionsInput } from '../protocol/options.ts';
import type { Run, Source } from '../protocol/run.ts';
import type { CellOutput, HostCalls, SampleRequest, SampleSummary, ScoreSummary } from '../protocol/session.ts';
import type { Folders } from './folders.ts';
import { hostCalls, type SessionSide } from './host-calls.ts';
import { type SessionThread, startSessionThread, ThreadDeath } from './session-thread.ts';
import { sourceRecordOf } from './sources.ts';
import type { RunStore } from './store.ts';
import type { ThreadBudget } from './thread-budget.ts';

/** What all sessions share. */
export interface SessionContext {
  /** Folder of the bundles session.cjs and compute.cjs, and of the compiled kernels. */
  dist: string;
  store: RunStore;
  cores: ThreadBudget;
  log: vscode.LogOutputChannel;
}

export class SessionHandle implements SessionSide, vscode.Disposable {
  readonly runs = new Set<string>();
  readonly outputs = new Map<string, (output: CellOutput) => void>();
  readonly samples = new Map<string, (text: string) => void>();
  readonly store: RunStore;
  readonly cores: ThreadBudget;
  #thread: SessionThread | undefined;
  #samplings = 0;

  constructor(
    readonly owner: string,
    private readonly folders: Folders,
    private readonly context: SessionContext,
  ) {
    this.store = context.store;
    this.cores = context.cores;
  }

  /** The thread that is alive, started when there is none. */
  get thread(): SessionThread {
    this.#thread ??= this.#start();
    return this.#thread;
  }

  /** Whether a thread is alive: one that is not has nothing to interrupt and no variables to lose. */
  get alive(): boolean {
    return this.#thread !== undefined;
  }

  /** Starts a training and returns its run at once. Throws OptionError before there is a run. */
  train(owner: string, source: Source, given: TrainOptionsInput): { run: Run; ended: Promise<void> } {
    const options = parseTrainOptions(given);
    const run = this.store.create({ owner, source: sourceRecordOf(source), options, stop: (id) => this.stopRun(id) });
    this.runs.add(run.id);
    const ended = this.thread.calls.train(run.id, source, given).catch((error) => {
      this.#failRun(run.id, toldBy(error));
    });
    return { run, ended };
  }

  /** Samples from a model file; text arrives through `onText`. Cancelling ends it early, with what was written. */
  async sample(
    request: SampleRequest,
    onText: (text: string) => void,
    cancel: vscode.CancellationToken,
  ): Promise<SampleSummary> {
    const id = `sample ${++this.#samplings}`;
    const { calls } = this.thread;
    this.samples.set(id, onText);
    const cancelling = cancel.onCancellationRequested(() => void calls.cancel.asEvent(id));
    try {
      return await calls.sample(id, request);
    } finally {
      cancelling.dispose();
      this.samples.delete(id);
    }
  }

  /** How likely a language model finds a text; undefined when it was cancelled. */
  async score(model: string, text: string, cancel: vscode.CancellationToken): Promise<ScoreSummary | undefined> {
    const id = `score ${++this.#samplings}`;
    const { calls } = this.thread;
    const cancelling = cancel.onCancellationRequested(() => void calls.cancel.asEvent(id));
    try {
      return await calls.score(model, text, id);
    } catch (error) {
      if (cancel.isCancellationRequested) return undefined;
      throw error;
    } finally {
      cancelling.dispose();
    }
  }

  stopRun(runId: string): void {
    this.cores.cancel(runId);
    if (this.#thread) void this.#thread.calls.stop.asEvent(runId);
  }

  /** Ends the thread. What is pending fails with `message`; the next call starts a fresh one. */
  async end(message: string): Promise<void> {
    await this.#thread?.end(new Error(message));
  }

  dispose(): void {
    void this.end(vscode.l10n.t('The session was closed.'));
  }

  #start(): SessionThread {
    const { dist, log } = this.context;
    const settings = {
      ...this.folders,
      language: vscode.env.language,
      computeScript: path.join(dist, 'compute.cjs'),
      kernelsFolder: path.join(dist, 'kernels'),
    };
    const calls: HostCalls = hostCalls(this);
    return startSessionThread(path.join(dist, 'session.cjs'), settings, calls, {
      print: (text) => log.info(text),
      ended: (reason) => this.#died(reason),
    });
  }

  #died(reason: Error): Error {
    this.#thread = undefined;
    const explained = reason instanceof ThreadDeath ? explainDeath(reason) : reason;
    if (reason instanceof ThreadDeath) this.context.log.error(`${this.owner}: ${explained.message}`);
    for (const runId of this.runs) this.#failRun(runId, toldBy(explained));
    return explained;
  }

  #failRun(runId: string, message: Message): void {
    this.cores.cancel(runId);
    this.cores.release(runId);
    this.store.report(runId, { kind: 'end', state: 'failed', message });
    this.runs.delete(runId);
  }
}

/** For people: what happened to the thread, what is lost and what is not. */
function explainDeath({ code, message: reason }: ThreadDeath): Error {
  const memory = code === 'ERR_WORKER_OUT_OF_MEMORY';
  const problem = memory ? message('session.out-of-memory', {}) : message('session.ended', { reason });
  return new MessageError(message('session.died', { problem }));
}
