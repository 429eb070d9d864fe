/** Looks inside a network while it trains: a short sample, and the gates over a watched text. */
import { inspect } from 'node:util';
import type { Examples } from '../../engine/data.ts';
import type { CreateKernels } from '../../kernels/kernels.ts';
import type { TrainOptions } from '../../protocol/options.ts';
import { parseSampleOptions } from '../../protocol/options.ts';
import type { Vocabulary } from '../../text/vocabulary.ts';
import type { PreparedData } from '../compute/task.ts';
import { summaryOf } from './evaluation.ts';
import { gatesPayload, mostSteps, readGates } from './gates.ts';
import type { ModelFrame } from './keeper.ts';
import { Latest } from './latest.ts';
import { inputsOf, lineOf, predictAll } from './predictions.ts';
import type { Reports } from './reports.ts';
import { sampleText, unknownNotice } from './sampling.ts';
import { TranslationEvaluation, textsOf, translateAll } from './translations.ts';

/** Least time between two looks. */
const PAUSE_MS = 2000;
const SAMPLE = { length: 120, temperature: 0.8 };
/** Lines or sentences that a model of these writes for a look: one alone says little. */
const LINES = 5;
/** Examples that are predicted for a look, and the most steps of all of them. */
const [PREDICTED, PREDICTED_STEPS] = [500, 20_000];
/** Pairs that are translated for a look. */
const TRANSLATED = 50;
/** Tokens of the watched text, when the user chose it and when not. */
const [CHOSEN_TOKENS, DEFAULT_TOKENS] = [64, 32];
/** Values of all gates together in one report. */
const REPORTED_VALUES = 200_000;

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

type LookedAt = ModelFrame & { weights: Float32Array };

interface Weights {
  epoch: number;
  weights: Float32Array;
}

export class Look {
  readonly #looks = new Latest<Weights>((weights) => this.#look(weights), PAUSE_MS);
  readonly #watched: Uint32Array;
  /** Examples whose answers are known, held out where any are. */
  readonly #translated: ReturnType<typeof textsOf> | undefined;
  readonly #predicted: ReturnType<typeof inputsOf> = [];
  #last: Float32Array | undefined;
  #over = false;

  constructor(
    private readonly frame: ModelFrame,
    private readonly reports: Reports,
    private readonly createKernels: CreateKernels,
    { data, firstHeldOut }: Pick<PreparedData, 'data' | 'firstHeldOut'>,
  ) {
    const { task, vocabulary, options, network } = frame;
    const ids = task === 'language-model' ? watchedIds(vocabulary, options, firstHeldOut) : new Uint32Array();
    this.#watched = ids.slice(0, mostSteps(network, REPORTED_VALUES) - 1);
    if (data.kind === 'pairs') {
      const numbers = data.validation.length > 0 ? data.validation : data.train;
      this.#translated = textsOf(frame, data, spread(numbers, TRANSLATED));
    }
    if (data.kind !== 'examples' || task === 'generation') return;
    const numbers = data.validation.length > 0 ? data.validation : data.train;
    this.#predicted = inputsOf(frame, data, short(data, spread(numbers, PREDICTED)));
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

  /** What the model writes now: a piece of running text, or a few lines; else what it predicts. Undefined when it was told to end. */
  async #sample(model: LookedAt, goOn: () => boolean): Promise<string | undefined> {
    const { documents, options, labels } = this.frame;
    if (this.#translated) return this.#translations(model, this.#translated, goOn);
    if (this.#predicted.length > 0) return this.#predictions(model, goOn);
    const lines: string[] = [];
    for (let line = 0; line < (documents === 'text' ? 1 : LINES); line++) {
      const seed = (options.seed + line) % 2 ** 32;
      const label = labels[line % labels.length];
      const sampling = parseSampleOptions({ ...SAMPLE, seed, ...(label !== undefined && { label }) });
      const { text, ended } = await sampleText(model, sampling, this.createKernels, goOn);
      if (ended === 'cancelled') return undefined;
      lines.push(label ? `${label}: ${text}` : text);
    }
    return lines.join('\n');
  }

  /** How good the model is on examples, and what it says of some of them. Undefined when it was told to end. */
  async #predictions(model: LookedAt, goOn: () => boolean): Promise<string | undefined> {
    const found = await predictAll(model, this.#predicted, this.createKernels, goOn);
    if (!found) return undefined;
    const { labels } = this.frame;
    const answers = this.#predicted.map((input) => input.answers);
    const lines = spread([...found.keys()], LINES).map((i) => lineOf(found[i]!, labels, answers[i]!));
    return [summaryOf(found, answers, labels), ...lines].join('\n');
  }

  async #translations(
    model: LookedAt,
    { sources, answers }: ReturnType<typeof textsOf>,
    goOn: () => boolean,
  ): Promise<string | undefined> {
    const found = await translateAll(model, sources, { beam: 1 }, this.createKernels, goOn);
    if (!found) return undefined;
    const lines = spread([...found.keys()], LINES).map((i) => {
      const right = found[i]!.text === answers[i];
      return `${right ? '✓' : '✗'} ${inspect(found[i])}`;
    });
    return [inspect(TranslationEvaluation.of(found, answers)), ...lines].join('\n');
  }
}

/**
 * At most `count` of all, from everywhere. Those of a class often stand together, or every third is of one: the multiples
 * of the golden ratio fall in with no such order.
 */
function spread(all: ArrayLike<number>, count: number): number[] {
  if (all.length <= count) return Array.from(all);
  const places = Array.from({ length: count }, (_, i) => Math.floor(((i * GOLDEN_RATIO) % 1) * all.length));
  return [...new Set(places)].sort((a, b) => a - b).map((place) => all[place]!);
}

/** As many of the examples as have few enough steps together, at least one. */
function short({ starts }: Examples, numbers: readonly number[]): number[] {
  let steps = 0;
  return numbers.filter((number, i) => {
    steps += starts[number + 1]! - starts[number]!;
    return i === 0 || steps <= PREDICTED_STEPS;
  });
}

function watchedIds(vocabulary: Vocabulary, { watch }: TrainOptions, byDefault: string): Uint32Array {
  if (watch === false) return new Uint32Array();
  if (watch !== undefined) return vocabulary.encodeKnown(watch).ids.slice(0, CHOSEN_TOKENS);
  return vocabulary.encodeKnown(byDefault).ids.slice(0, DEFAULT_TOKENS);
}
