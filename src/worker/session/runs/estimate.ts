/** What a training will take: memory from its plan, time from the speed of the kernels on this machine, now. */
import { estimateTrainingMs, measureSpeed, type Speed } from '../../../engine/training/cost.ts';
import { MessageError, message } from '../../../messages/message.ts';
import type { TrainOptions } from '../../../protocol/options.ts';
import type { Source } from '../../../protocol/run.ts';
import type { Estimate } from '../../../protocol/session.ts';
import type { PreparedData } from '../../compute/task.ts';
import { type SourceReader, sourceRecord } from '../data/source-reader.ts';
import type { SessionKernels } from '../support/kernels.ts';
import { inSlices } from '../support/slices.ts';
import { planRun, type RunPlan } from './run-plan.ts';

/** A measured speed is good for so long: a form asks again with every change. */
const FRESH_MS = 30_000;

export class Estimator {
  readonly #speeds = new Map<string, { at: number; speed: Promise<Speed | undefined> }>();

  /** Of the newest estimate. */
  #newest = new AbortController();

  constructor(
    private readonly reader: SourceReader,
    private readonly kernels: SessionKernels,
  ) {}

  /**
   * Throws FileError or TextRefused when the source cannot be used. A form asks with every change: only the newest is
   * answered.
   */
  async estimate(source: Source, options: TrainOptions, cores: number): Promise<Estimate> {
    const text = await this.#read(source, options);
    if (!text) throw new MessageError(message('run.estimate-superseded', {}));
    const plan = planRun(text, options, sourceRecord(source, text), cores);
    const { documents, trainTokens, validationTokens, parameters, memoryBytes, epochs } = plan.prepared;
    const speed = await this.#speed(plan);
    if (!speed) throw new MessageError(message('run.speed-unmeasured', {}));
    const milliseconds = estimateTrainingMs({ ...plan, trainTokens, validationTokens }, speed, plan.threads);
    const { level } = text.vocabulary;
    const { task, examples } = plan.prepared;
    return {
      ...{ task, level, documents, trainTokens, parameters, epochs, memoryBytes, milliseconds },
      ...(examples && { examples }),
      ...(text.text && { text: text.text }),
      notices: plan.notices,
    };
  }

  /** Ends the reading of the estimate before, unless it is the same. */
  async #read(source: Source, options: TrainOptions): Promise<PreparedData | undefined> {
    const [before, own] = [this.#newest, new AbortController()];
    this.#newest = own;
    try {
      return await this.reader.read(source, options, own.signal, () => before.abort());
    } finally {
      before.abort();
    }
  }

  #speed({ network, training }: RunPlan): Promise<Speed | undefined> {
    const key = JSON.stringify([{ ...network, layers: 1 }, training.batch, training.optimiser]);
    const known = this.#speeds.get(key);
    if (known && performance.now() - known.at < FRESH_MS) return known.speed;
    const speed = this.kernels.create().then((create) => inSlices(measureSpeed({ network, training }, create)));
    this.#speeds.set(key, { at: performance.now(), speed });
    return speed;
  }
}
