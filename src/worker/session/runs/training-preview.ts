/** Looks inside a network while it trains: a short sample, and the gates over a watched text. */
import { inspect } from 'node:util';
import type { Examples } from '../../../engine/data.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { type Message, message, toldBy } from '../../../messages/message.ts';
import type { TrainOptions } from '../../../protocol/options.ts';
import { parseSampleOptions } from '../../../protocol/options.ts';
import type { PairTexts } from '../../../text/datasets/pairs.ts';
import type { Vocabulary } from '../../../text/tokens/vocabulary.ts';
import type { PreparedData } from '../../compute/task.ts';
import { Latest } from '../support/latest.ts';
import { answersOf, evaluateExamples } from '../tasks/evaluate.ts';
import { summaryOf } from '../tasks/evaluation.ts';
import { gatesPayload, mostSteps, readGates } from '../tasks/gates.ts';
import { inputsOf, lineOf, predictAll } from '../tasks/predictions.ts';
import { sampleText, unknownNotice } from '../tasks/sampling.ts';
import type { Predicting } from '../tasks/task-kind.ts';
import { kindOf } from '../tasks/task-table.ts';
import { TranslationEvaluation, textsOf, translateAll } from '../tasks/translations.ts';
import type { ModelFrame } from './best-checkpoint.ts';
import type { Reports } from './reports.ts';

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

/** Examples that are predicted, and how they are shown. */
interface Predicted {
  predicting: Predicting;
  examples: Examples;
  numbers: readonly number[];
}

export class TrainingPreview {
  readonly #looks = new Latest<Weights>((weights) => this.#tryToLook(weights), PAUSE_MS);
  readonly #watched: Uint32Array;
  /** Examples whose answers are known, held out where any are. */
  readonly #translated: PairTexts | undefined;
  readonly #predicted: Predicted | undefined;
  /** How many there are, of which a part may be looked at. */
  readonly #examples: number = 0;
  #last: Float32Array | undefined;
  #over = false;
  #failed = false;

  constructor(
    private readonly frame: ModelFrame,
    private readonly reports: Reports,
    private readonly createKernels: CreateKernels,
    { data, firstHeldOut, texts }: Pick<PreparedData, 'data' | 'firstHeldOut' | 'texts'>,
  ) {
    const { task, vocabulary, options, network } = frame;
    const { predicting } = kindOf(frame);
    const ids = task === 'language-model' ? watchedIds(vocabulary, options, firstHeldOut) : new Uint32Array();
    this.#watched = ids.slice(0, mostSteps(network, REPORTED_VALUES) - 1);
    if (data.kind === 'pairs' && texts) {
      const numbers = data.validation.length > 0 ? data.validation : data.train;
      this.#translated = textsOf(texts, spread(numbers, TRANSLATED));
    }
    if (data.kind !== 'examples' || !predicting) return;
    const numbers = data.validation.length > 0 ? data.validation : data.train;
    this.#examples = numbers.length;
    this.#predicted = { predicting, examples: data, numbers: short(data, spread(numbers, PREDICTED)) };
  }

  give(weights: Weights): void {
    if (!this.#over) this.#looks.give(weights);
  }

  /** What the user should know when the watched text has tokens that the model does not know. */
  get notice(): Message | undefined {
    const { watch } = this.frame.options;
    return watch ? unknownNotice(this.frame.vocabulary.unknown(watch)) : undefined;
  }

  /** The training is over; with weights, looks at them once more. */
  async finish(last?: Weights): Promise<void> {
    this.#over = last === undefined;
    await this.#looks.settle();
    if (last && last.weights !== this.#last) await this.#tryToLook(last);
  }

  /** Ends the look in progress. */
  stop(): void {
    this.#over = true;
  }

  // A training does not depend on being looked at: a failure is a notice, the first time.
  async #tryToLook(weights: Weights): Promise<void> {
    try {
      await this.#look(weights);
    } catch (error) {
      const told = message('run.preview-failed', { epoch: weights.epoch, reason: toldBy(error) });
      if (!this.#failed) this.reports.send({ kind: 'notice', message: told });
      this.#failed = true;
    }
  }

  async #look({ epoch, weights }: Weights): Promise<void> {
    this.#last = weights;
    const goOn = () => !this.#over;
    const model = { ...this.frame, weights };
    // A training goes on where a network overflows on what is held out: the next epoch may be better.
    const text = await this.#sample(model, goOn).catch((error) => {
      if (error instanceof RangeError) return error.message;
      throw error;
    });
    if (text !== undefined) this.reports.send({ kind: 'sample', epoch, text });
    if (this.#watched.length === 0) return;
    const gates = await readGates(model, this.#watched, this.createKernels, goOn);
    if (gates) this.reports.send({ kind: 'gates', epoch, gates: gatesPayload(model, gates) });
  }

  /**
   * What the model writes now: a piece of running text, or a few lines; else what it predicts. Undefined when it was
   * told to end.
   */
  async #sample(model: LookedAt, goOn: () => boolean): Promise<string | undefined> {
    const { documents, options, labels } = this.frame;
    if (this.#translated) return this.#translations(model, this.#translated, goOn);
    if (this.#predicted) return this.#predictions(model, this.#predicted, goOn);
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
  async #predictions(
    model: LookedAt,
    { predicting, examples, numbers }: Predicted,
    goOn: () => boolean,
  ): Promise<string | undefined> {
    const { createKernels } = this;
    const evaluation = await evaluateExamples(model, examples, Uint32Array.from(numbers), createKernels, goOn);
    const shown = spread(numbers, LINES);
    const found =
      evaluation &&
      (await predictAll(model, inputsOf(model, examples, shown, predicting.between), createKernels, goOn));
    if (!found) return undefined;
    const lines = found.map((each, i) => lineOf(each, model.labels, answersOf(examples, model.network, shown[i]!)));
    const about = { all: this.#examples, nouns: predicting.nouns, at: examples.at };
    return [summaryOf(evaluation, about), ...lines].join('\n');
  }

  async #translations(
    model: LookedAt,
    { sources, targets }: PairTexts,
    goOn: () => boolean,
  ): Promise<string | undefined> {
    const found = await translateAll(model, sources, { beam: 1 }, this.createKernels, goOn);
    if (!found) return undefined;
    const lines = spread([...found.keys()], LINES).map((i) => {
      const right = found[i]!.text === targets[i];
      return `${right ? '✓' : '✗'} ${inspect(found[i])}`;
    });
    return [inspect(TranslationEvaluation.of(found, targets)), ...lines].join('\n');
  }
}

/**
 * At most `count` of all, from everywhere. Those of a class often stand together, or every third is of one: the
 * multiples of the golden ratio fall in with no such order.
 */
function spread(all: ArrayLike<number>, count: number): number[] {
  if (all.length <= count) return Array.from(all);
  const places = Array.from({ length: count }, (_, i) => Math.floor(((i * GOLDEN_RATIO) % 1) * all.length));
  return [...new Set(places)].sort((a, b) => a - b).map((place) => all[place]!);
}

/** As many of the examples as have few enough steps together, at least one. */
export function short({ starts }: Pick<Examples, 'starts'>, numbers: readonly number[]): readonly number[] {
  let left = PREDICTED_STEPS;
  const fitting = numbers.filter((number) => {
    const steps = starts[number + 1]! - starts[number]!;
    if (steps > left) return false;
    left -= steps;
    return true;
  });
  return fitting.length > 0 ? fitting : numbers.slice(0, 1);
}

function watchedIds(vocabulary: Vocabulary, { watch }: TrainOptions, byDefault: string): Uint32Array {
  if (watch === false) return new Uint32Array();
  if (watch !== undefined) return vocabulary.encodeKnown(watch).ids.slice(0, CHOSEN_TOKENS);
  return vocabulary.encodeKnown(byDefault).ids.slice(0, DEFAULT_TOKENS);
}
