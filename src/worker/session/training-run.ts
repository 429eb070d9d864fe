/** One run, from its source to its model file. Whatever happens, its end is reported and its cores are given back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CONTROL } from '../../protocol/compute.ts';
import type { TrainOptions } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { PreparedText, TaskEvent } from '../compute/task.ts';
import { type ComputeThread, startCompute } from './compute-thread.ts';
import type { Host } from './host.ts';
import { Keeper, type ModelFrame } from './keeper.ts';
import { Look } from './look.ts';
import type { Models } from './models.ts';
import { Reports } from './reports.ts';
import { type End, endOf, type RunEnd, saved } from './run-end.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { SourceWatch } from './source-watch.ts';
import { recordOf, type Texts } from './texts.ts';

/** Time that a compute thread has to see that it should stop; the engine looks every tenth of a second. */
const STOP_MS = 5000;

/** What runs need of their session. */
export interface RunContext {
  host: Host;
  models: Models;
  texts: Texts;
  computeScript: string;
}

export class TrainingRun {
  readonly #control = new Int32Array(new SharedArrayBuffer(CONTROL.words * Int32Array.BYTES_PER_ELEMENT));
  readonly #stopping = new AbortController();
  readonly #reports: Reports;
  #thread: ComputeThread | undefined;
  #look: Look | undefined;

  constructor(
    private readonly context: RunContext,
    readonly id: string,
    private readonly source: Source,
    private readonly options: TrainOptions,
  ) {
    this.#reports = new Reports(context.host, id);
  }

  /** Resolves when the run is over, however it ended. */
  async run(): Promise<RunEnd> {
    const end = await this.#run().catch((error: Error): RunEnd => ({ state: 'failed', message: error.message }));
    this.#releaseCores();
    const { state, message } = end;
    this.#reports.send({ kind: 'end', state, ...(message !== undefined && { message }) });
    return end;
  }

  /** Ends the run soon; the best weights are kept. */
  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    Atomics.store(this.#control, CONTROL.stop, 1);
    this.#look?.stop();
    void sleep(STOP_MS).then(() => this.#thread?.kill());
  }

  /** Says that the run is about to stop, where the host does not know it. */
  announceStop(): void {
    if (!this.#stopping.signal.aborted) this.#reports.send({ kind: 'stopping' });
  }

  async #run(): Promise<RunEnd> {
    const { models, texts } = this.context;
    await models.checkWritable();
    if (!(await this.#acquireCores())) return { state: 'stopped', message: 'The run was stopped before it began.' };
    this.#reports.send({ kind: 'preparing' });
    const watch = new SourceWatch(this.source);
    const text = await texts.read(this.source, this.options, this.#stopping.signal);
    if (!text) return { state: 'stopped', message: 'The run was stopped before it began.' };
    const plan = planRun(text, this.options, recordOf(this.source, text));
    this.#reports.send({ kind: 'prepared', prepared: plan.prepared });
    for (const message of plan.notices) this.#notice(message);
    const end = await this.#train(text, plan);
    this.#notice(await watch.change(text.fileSha256));
    return end;
  }

  async #train(text: PreparedText, plan: RunPlan): Promise<RunEnd> {
    const { options } = this;
    const { network, prepared } = plan;
    const { documents, source } = prepared;
    const frame: ModelFrame = { network, options, documents, source, vocabulary: Vocabulary.fromJSON(text.vocabulary) };
    const keeper = new Keeper(frame, this.context.models.newPath(frame), this.#reports);
    this.#look = new Look(frame, this.#reports, text.firstHeldOut);
    this.#notice(this.#look.notice);
    const end = await this.#compute(text, plan, keeper, this.#look);
    this.#releaseCores();
    const best = keeper.best;
    const result = best ? await saved(keeper, best, end) : end;
    await this.#look.finish(end.state === 'finished' ? best : undefined);
    return result;
  }

  /** Runs the compute thread to its end, however that comes. */
  async #compute({ corpus }: PreparedText, plan: RunPlan, keeper: Keeper, look: Look): Promise<RunEnd> {
    const { network, training } = plan;
    let last: End | undefined;
    let refusal: string | undefined;
    const onEvent = (event: TaskEvent) => {
      if (event.kind === 'end') last = event;
      else if (event.kind === 'refused') refusal = event.message;
      else if (event.kind === 'checkpoint') {
        if (event.best) keeper.checkpoint(event);
        look.give(event);
      } else if (event.kind !== 'prepared') {
        if (event.kind === 'epoch') keeper.epoch(event);
        this.#reports.send(event);
      }
    };
    const control = this.#control.buffer as SharedArrayBuffer;
    const job = { kind: 'train', control, corpus, network, training } as const;
    this.#thread = startCompute(this.context.computeScript, job, onEvent);
    const death = await this.#thread.ended;
    this.#thread = undefined;
    if (refusal !== undefined) return { state: 'failed', message: refusal };
    return last ? endOf(last) : this.#died(death);
  }

  #died(death: Error | undefined): RunEnd {
    if (this.#stopping.signal.aborted) return { state: 'stopped' };
    const message = `The training thread ended unexpectedly (${death?.message ?? 'without a reason'}).`;
    return { state: 'failed', message };
  }

  /** False when the run was stopped while it waited. Cores that come too late are given back. */
  async #acquireCores(): Promise<boolean> {
    const { signal } = this.#stopping;
    const acquiring = this.context.host.acquireCores(this.id);
    const stopped = new Promise<false>((resolve) => {
      if (signal.aborted) resolve(false);
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const given = await Promise.race([acquiring, stopped]);
    if (given === false)
      void acquiring.then(
        () => this.#releaseCores(),
        () => undefined,
      );
    return given !== false && !signal.aborted;
  }

  #releaseCores(): void {
    void this.context.host.releaseCores.asEvent(this.id);
  }

  #notice(message: string | undefined): void {
    if (message !== undefined) this.#reports.send({ kind: 'notice', message });
  }
}
