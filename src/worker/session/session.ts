/** What a session answers to the calls of its host. */
import { MessageError, message, typeError } from '../../messages/message.ts';
import { parseDataOptions, parseSampleOptions, parseTrainOptions } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import type {
  Recognised,
  SampleRequest,
  SampleSummary,
  SessionCalls,
  SessionSettings,
} from '../../protocol/session.ts';
import { createRnn } from './api/api.ts';
import { Cells } from './cells/cells.ts';
import { setGlobals } from './cells/globals.ts';
import { Repl } from './cells/repl.ts';
import { recordAsyncHooks } from './cells/terminable.ts';
import { SourceReader } from './data/source-reader.ts';
import { Models } from './files/models.ts';
import { Estimator } from './runs/estimate.ts';
import { Runs } from './runs/runs.ts';
import type { Host } from './support/host.ts';
import { SessionKernels } from './support/kernels.ts';
import { speak } from './support/words.ts';
import { scoreOf } from './tasks/probability.ts';
import { sampleText } from './tasks/sampling.ts';

/** Makes this thread a session: sets its globals and gives the functions that the host may call. */
export function createSession(host: Host, settings: SessionSettings): SessionCalls {
  const { folder, modelsFolder, computeScript, kernelsFolder, language } = settings;
  speak(language);
  recordAsyncHooks();
  const models = new Models(folder, modelsFolder);
  const reader = new SourceReader(computeScript);
  const kernels = new SessionKernels(host, kernelsFolder);
  const runs = new Runs({ host, models, reader, kernels, computeScript });
  const cells = new Cells(new Repl(), host);
  const estimator = new Estimator(reader, kernels);
  const samplings = new Samplings(host, models, kernels);
  setGlobals(folder, cells, createRnn({ folder, host, cells, runs, models, kernels, reader }));
  return {
    ping: () => 'pong',
    evaluate: (cell, code) => cells.evaluate(cell, code),
    interrupt: () => cells.interrupt(),
    train: async (runId, source, options) => void (await runs.train(runId, source, parseTrainOptions(options))),
    stop: (runId) => runs.stop(runId),
    recognise: (source) => recognise(reader, source),
    estimate: (source, options, threads) => estimator.estimate(source, parseTrainOptions(options), threads),
    sample: (sampleId, request) => samplings.sample(sampleId, request),
    cancel: (callId) => samplings.cancel(callId),
    score: (model, text, callId = '') =>
      samplings.during(callId, async (goOn) => {
        const { data } = await models.load(model);
        if (data.task !== 'language-model') throw typeError('session.score-task', { task: data.task });
        const score = await scoreOf(data, text, await kernels.create(), goOn);
        if (!score) throw new MessageError(message('session.text-unread', {}));
        return score;
      }),
  };
}

async function recognise(reader: SourceReader, source: Source): Promise<Recognised> {
  const data = await reader.read(source, parseDataOptions());
  if (!data) throw new MessageError(message('session.text-unread', {}));
  const { task, examples } = data;
  return { task, ...(examples && { examples }) };
}

/** Samplings and scorings of the host in progress. */
class Samplings {
  readonly #active = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly models: Models,
    private readonly kernels: SessionKernels,
  ) {}

  sample(sampleId: string, { model, options }: SampleRequest): Promise<SampleSummary> {
    return this.during(sampleId, async (goOn) => {
      const parsed = parseSampleOptions(options);
      const { data } = await this.models.load(model);
      return sampleText(data, parsed, await this.kernels.create(), (text) => {
        if (text !== '') void this.host.sampled.asEvent(sampleId, text);
        return goOn();
      });
    });
  }

  /** Work that asks whether to go on. */
  async during<T>(callId: string, work: (goOn: () => boolean) => Promise<T>): Promise<T> {
    this.#active.add(callId);
    try {
      return await work(() => this.#active.has(callId));
    } finally {
      this.#active.delete(callId);
    }
  }

  cancel(callId: string): void {
    this.#active.delete(callId);
  }
}
