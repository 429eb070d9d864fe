/** One run, from its source to its model file. Whatever happens, its end is reported and its cores are given back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemory } from '../../../engine/memory/memory.ts';
import { planTraining } from '../../../engine/network/plan.ts';
import { type Message, message, rangeError, toldBy } from '../../../messages/message.ts';
import type { TrainOptions } from '../../../protocol/options.ts';
import type { Source } from '../../../protocol/run.ts';
import { Vocabulary } from '../../../text/tokens/vocabulary.ts';
import { CONTROL, type ComputeJob, type PreparedData, type TaskEvent } from '../../compute/task.ts';
import { type ChosenKernels, kernelsOf } from '../../kernels.ts';
import { type SourceReader, sourceRecord } from '../data/source-reader.ts';
import { SourceWatch } from '../data/source-watch.ts';
import type { Models } from '../files/models.ts';
import { type ComputeCrew, startCrew } from '../support/compute-thread.ts';
import type { Host } from '../support/host.ts';
import type { SessionKernels } from '../support/kernels.ts';
import { BestCheckpoint, type ModelFrame } from './best-checkpoint.ts';
import { Reports } from './reports.ts';
import { type End, endOf, type RunEnd, saved } from './run-end.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { TrainingPreview } from './training-preview.ts';

/** Time that a compute thread has to see that it should stop; the engine looks every tenth of a second. */
const STOP_MS = 5000;

/** What runs need of their session. */
export interface RunContext {
  host: Host;
  kernels: SessionKernels;
  models: Models;
  reader: SourceReader;
  computeScript: string;
}

export class TrainingRun {
  /** Words that the threads read, from when they start. */
  #control: Int32Array<SharedArrayBuffer> | undefined;
  readonly #stopping = new AbortController();
  readonly #reports: Reports;
  #crew: ComputeCrew | undefined;
  #preview: TrainingPreview | undefined;

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
    const end = await this.#run().catch((error): RunEnd => ({ state: 'failed', message: toldBy(error) }));
    this.#releaseThreads();
    const { state, message } = end;
    this.#reports.send({ kind: 'end', state, ...(message !== undefined && { message }) });
    return end;
  }

  /** Ends the run soon; the best weights are kept. */
  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    if (this.#control) Atomics.store(this.#control, CONTROL.stop, 1);
    this.#preview?.stop();
    void sleep(STOP_MS).then(() => this.#crew?.kill());
  }

  /** Says that the run is about to stop, where the host does not know it. */
  announceStop(): void {
    if (!this.#stopping.signal.aborted) this.#reports.send({ kind: 'stopping' });
  }

  async #run(): Promise<RunEnd> {
    const { models, reader } = this.context;
    if (typeof SharedArrayBuffer === 'undefined')
      return { state: 'failed', message: message('run.no-shared-memory', {}) };
    await models.checkWritable();
    const cores = await this.#acquireThreads();
    if (cores === false) return { state: 'stopped', message: message('run.stopped-early', {}) };
    this.#reports.send({ kind: 'preparing' });
    const watch = new SourceWatch(this.source);
    const data = await reader.read(this.source, this.options, this.#stopping.signal);
    if (!data) return { state: 'stopped', message: message('run.stopped-early', {}) };
    const plan = planRun(data, this.options, sourceRecord(this.source, data), cores);
    if (plan.threads < cores) this.#releaseThreads(plan.threads);
    this.#reports.send({ kind: 'prepared', prepared: plan.prepared });
    for (const notice of plan.notices) this.#notice(notice);
    const end = await this.#train(data, plan);
    this.#notice(await watch.change(data.fileHashes));
    return end;
  }

  async #train(data: PreparedData, plan: RunPlan): Promise<RunEnd> {
    const { network, prepared, training } = plan;
    const options = { ...this.options, epochs: training.epochs };
    const { source } = prepared;
    const { task, documents, labels } = data;
    const vocabulary = Vocabulary.fromJSON(data.vocabulary);
    const target = data.target && { target: Vocabulary.fromJSON(data.target) };
    const frame: ModelFrame = { task, network, options, documents, source, vocabulary, labels, ...target };
    const kernels = await this.context.kernels.choose();
    this.#notice(this.context.kernels.noticeOf(kernels));
    const checkpoint = new BestCheckpoint(frame, this.context.models.newPath(frame), this.#reports);
    this.#preview = new TrainingPreview(frame, this.#reports, kernelsOf(kernels), data);
    this.#notice(this.#preview.notice);
    const control = new Int32Array(new SharedArrayBuffer(CONTROL.words * Int32Array.BYTES_PER_ELEMENT));
    this.#control = control;
    if (this.#stopping.signal.aborted) Atomics.store(control, CONTROL.stop, 1);
    const end = await this.#compute(jobsOf(data, plan, kernels, control), checkpoint, this.#preview);
    this.#releaseThreads();
    const best = checkpoint.best;
    const result = best ? await saved(checkpoint, best, end) : end;
    await this.#preview.finish(end.state === 'finished' ? best : undefined);
    return result;
  }

  /** Runs the compute threads to their end, however that comes. */
  async #compute(jobs: ComputeJob[], checkpoint: BestCheckpoint, preview: TrainingPreview): Promise<RunEnd> {
    let last: End | undefined;
    let refusal: Message | undefined;
    const onEvent = (event: TaskEvent) => {
      if (event.kind === 'end') last = event;
      else if (event.kind === 'refused') refusal = event.message;
      else if (event.kind === 'checkpoint') {
        if (event.best) checkpoint.checkpoint(event);
        preview.give(event);
      } else if (event.kind !== 'prepared') {
        if (event.kind === 'epoch') checkpoint.epoch(event);
        else if (event.kind === 'step') checkpoint.validations(event.earlier);
        this.#reports.send(event);
      }
    };
    this.#crew = startCrew(this.context.computeScript, jobs, onEvent);
    const death = await this.#crew.ended;
    this.#crew = undefined;
    if (refusal !== undefined) return { state: 'failed', message: refusal };
    if (last?.reason === 'finished') this.#notice(last.message);
    return last && !death ? endOf(last) : this.#died(death);
  }

  #died(death: Error | undefined): RunEnd {
    if (this.#stopping.signal.aborted) return { state: 'stopped' };
    const reason = death ? toldBy(death) : message('run.without-reason', {});
    return { state: 'failed', message: message('run.thread-died', { reason }) };
  }

  /** The number given; false when the run was stopped while it waited. Cores that come too late are given back. */
  async #acquireThreads(): Promise<number | false> {
    const { signal } = this.#stopping;
    const { threads } = this.options;
    const acquiring = this.context.host.acquireThreads(
      this.id,
      threads === 'auto' ? Number.POSITIVE_INFINITY : threads,
    );
    const stopped = new Promise<false>((resolve) => {
      if (signal.aborted) resolve(false);
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
    const given = await Promise.race([acquiring, stopped]);
    if (given === false)
      void acquiring.then(
        () => this.#releaseThreads(),
        () => undefined,
      );
    return signal.aborted ? false : given;
  }

  #releaseThreads(kept = 0): void {
    void this.context.host.releaseThreads.asEvent(this.id, kept);
  }

  #notice(told: Message | undefined): void {
    if (told !== undefined) this.#reports.send({ kind: 'notice', message: told });
  }
}

/** What each thread is started with. Throws RangeError when there is not enough memory. */
function jobsOf(
  { data, outlier }: PreparedData,
  { network, training, threads: count }: RunPlan,
  { module }: ChosenKernels,
  control: Int32Array<SharedArrayBuffer>,
): ComputeJob[] {
  const memory = memoryFor(planTraining(network, training, 'f32', count), outlier);
  const common = { control: control.buffer, memory, data, network, training, ...(module && { module }) };
  return Array.from({ length: count }, (_, index) => ({ ...common, thread: { index, count } }));
}

/** Says which example is too long, where it is one. */
function memoryFor(plan: { bytes: number }, outlier: Message | undefined): WebAssembly.Memory {
  try {
    return createMemory(plan);
  } catch (error) {
    if (!(error instanceof RangeError) || outlier === undefined) throw error;
    throw rangeError('run.both', { first: toldBy(error), second: outlier }, { cause: error });
  }
}
