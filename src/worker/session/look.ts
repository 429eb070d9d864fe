/** Looks inside a network while it trains: a short sample, and the gates over a watched text. */
import type { CreateKernels } from '../../kernels/kernels.ts';
import type { TrainOptions } from '../../protocol/options.ts';
import { parseSampleOptions } from '../../protocol/options.ts';
import type { Vocabulary } from '../../text/vocabulary.ts';
import { gatesPayload, mostSteps, readGates } from './gates.ts';
import type { ModelFrame } from './keeper.ts';
import { Latest } from './latest.ts';
import type { Reports } from './reports.ts';
import { sampleText, unknownNotice } from './sampling.ts';

/** Least time between two looks. */
const PAUSE_MS = 2000;
const SAMPLE = { length: 120, temperature: 0.8 };
/** Lines that a model of lines writes for a look: one alone says little. */
const LINES = 5;
/** Tokens of the watched text, when the user chose it and when not. */
const [CHOSEN_TOKENS, DEFAULT_TOKENS] = [64, 32];
/** Values of all gates together in one report. */
const REPORTED_VALUES = 200_000;

interface Weights {
  epoch: number;
  weights: Float32Array;
}

export class Look {
  readonly #looks = new Latest<Weights>((weights) => this.#look(weights), PAUSE_MS);
  readonly #watched: Uint32Array;
  #last: Float32Array | undefined;
  #over = false;

  constructor(
    private readonly frame: ModelFrame,
    private readonly reports: Reports,
    private readonly createKernels: CreateKernels,
    /** The text to watch when the options name none. */
    byDefault: string,
  ) {
    const { vocabulary, options, network } = frame;
    this.#watched = watchedIds(vocabulary, options, byDefault).slice(0, mostSteps(network, REPORTED_VALUES) - 1);
  }

  give(weights: Weights): void {
    if (!this.#over) this.#looks.give(weights);
  }

  /** A sentence for the user when the watched text has tokens that the model does not know. */
  get notice(): string | undefined {
    const { watch } = this.frame.options;
    return watch ? unknownNotice(this.frame.vocabulary.unknown(watch)) : undefined;
  }

  /** The training is over; with weights, looks at them once more. */
  async finish(last?: Weights): Promise<void> {
    this.#over = last === undefined;
    await this.#looks.settle();
    if (last && last.weights !== this.#last) await this.#look(last);
  }

  /** Ends the look in progress. */
  stop(): void {
    this.#over = true;
  }

  async #look({ epoch, weights }: Weights): Promise<void> {
    this.#last = weights;
    const goOn = () => !this.#over;
    const model = { ...this.frame, weights };
    const text = await this.#sample(model, goOn);
    if (text !== undefined) this.reports.send({ kind: 'sample', epoch, text });
    if (this.#watched.length === 0) return;
    const gates = await readGates(model, this.#watched, this.createKernels, goOn);
    if (gates) this.reports.send({ kind: 'gates', epoch, gates: gatesPayload(model, gates) });
  }

  /** What the model writes now: a piece of running text, or a few lines. Undefined when it was told to end. */
  async #sample(model: ModelFrame & { weights: Float32Array }, goOn: () => boolean): Promise<string | undefined> {
    const { documents, options } = this.frame;
    const lines: string[] = [];
    for (let line = 0; line < (documents === 'lines' ? LINES : 1); line++) {
      const seed = (options.seed + line) % 2 ** 32;
      const { text, ended } = await sampleText(
        model,
        parseSampleOptions({ ...SAMPLE, seed }),
        this.createKernels,
        goOn,
      );
      if (ended === 'cancelled') return undefined;
      lines.push(text);
    }
    return lines.join('\n');
  }
}

function watchedIds(vocabulary: Vocabulary, { watch }: TrainOptions, byDefault: string): Uint32Array {
  if (watch === false) return new Uint32Array();
  if (watch !== undefined) return vocabulary.encodeKnown(watch).ids.slice(0, CHOSEN_TOKENS);
  return vocabulary.encodeKnown(byDefault).ids.slice(0, DEFAULT_TOKENS);
}
