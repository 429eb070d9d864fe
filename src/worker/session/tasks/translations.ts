/** What an encoder-decoder makes of a source. */
import { inspect } from 'node:util';
import { distance } from 'fastest-levenshtein';
import { Overflow } from '../../../engine/reading/reader.ts';
import { Translator } from '../../../engine/reading/translator.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import type { PairTexts } from '../../../text/datasets/pairs.ts';
import { graphemes } from '../../../text/tokens/graphemes.ts';
import { EOS, UNK } from '../../../text/tokens/vocabulary.ts';
import type { ModelData } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';
import { inputName, overflow } from './overflow.ts';

/** One of the texts that a beam search found. */
interface Alternative {
  text: string;
  /** Of the whole text, its end included. */
  probability: number;
}

export class TranslationPrediction {
  constructor(
    readonly source: string,
    /** The likeliest first; as many as the beam is wide, at most. */
    readonly alternatives: readonly Alternative[],
  ) {}

  get text(): string {
    return this.alternatives[0]!.text;
  }

  get probability(): number {
    return this.alternatives[0]!.probability;
  }

  /** The alternatives below each other. */
  [inspect.custom](): string {
    const source = `${JSON.stringify(this.source)} → `;
    const texts = this.alternatives.map(
      ({ text, probability }) => `${JSON.stringify(text)} (${(100 * probability).toFixed(1)} %)`,
    );
    return source + texts.join(`\n${' '.repeat(source.length)}`);
  }
}

/** Of translations whose answers are known. */
export class TranslationEvaluation {
  constructor(
    readonly examples: number,
    /** Share of those that are right to the last character. */
    readonly exactMatch: number,
    /** Mean number of characters, as readers count them, to insert, delete or replace (Levenshtein). */
    readonly editDistance: number,
    /**
     * Nats per token of the known answers, EOS included, each after those before it; undefined while a model trains.
     */
    readonly loss?: number,
  ) {}

  static of(
    predictions: readonly TranslationPrediction[],
    answers: readonly string[],
    loss?: number,
  ): TranslationEvaluation {
    const count = predictions.length;
    const exact = predictions.filter(({ text }, i) => text === answers[i]).length;
    const edits = predictions.reduce((sum, { text }, i) => sum + editDistance(text, answers[i]!), 0);
    return new TranslationEvaluation(count, exact / count, edits / count, loss);
  }

  [inspect.custom](): string {
    const { examples, exactMatch, editDistance } = this;
    const loss = this.loss === undefined ? '' : `, loss ${this.loss.toFixed(3)} nats per token`;
    return `exact match ${exactMatch.toFixed(3)}, mean edit distance ${editDistance.toFixed(2)}${loss}; ${examples} examples`;
  }
}

/** The package counts UTF-16 units, so that each distinct grapheme is given one. */
function editDistance(a: string, b: string): number {
  const units = new Map<string, string>();
  const unitOf = (grapheme: string) => {
    const unit = units.get(grapheme) ?? String.fromCharCode(units.size);
    units.set(grapheme, unit);
    return unit;
  };
  return distance(Array.from(graphemes(a), unitOf).join(''), Array.from(graphemes(b), unitOf).join(''));
}

type TranslatingModel = Pick<ModelData, 'network' | 'weights' | 'vocabulary' | 'target'>;

/** In the order of the sources; `length` is the most tokens that are written. Undefined when `goOn` says no. */
export async function translateAll(
  { network, weights, vocabulary, target }: TranslatingModel,
  sources: readonly string[],
  { beam, length }: { beam: number; length?: number | undefined },
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<TranslationPrediction[] | undefined> {
  const ids = sources.map((source) => vocabulary.encode(source));
  const longest = ids.reduce((most, { length }) => Math.max(most, length), 1);
  const translator = new Translator(network, weights, longest, createKernels);
  const found: TranslationPrediction[] = [];
  const work = (function* () {
    for (const [i, source] of sources.entries()) {
      const most = length ?? 2 * ids[i]!.length + 50;
      try {
        const alternatives = yield* translator.translate(ids[i]!, { beam, length: most, stop: EOS, refuse: [UNK] });
        const named = alternatives.map(({ ids, nats }) => ({
          text: target!.decode(ids),
          probability: Math.exp(-nats),
        }));
        found.push(new TranslationPrediction(source, named));
      } catch (error) {
        if (!(error instanceof Overflow)) throw error;
        throw overflow(network, inputName(source, ids[i]!.length, i, sources.length));
      }
    }
    return true;
  })();
  return (await inSlices(work, goOn)) ? found : undefined;
}

/** Those of some of the pairs. */
export function textsOf({ sources, targets }: PairTexts, numbers: Iterable<number>): PairTexts {
  const chosen = [...numbers];
  return {
    sources: chosen.map((number) => sources[number]!),
    targets: chosen.map((number) => targets[number]!),
  };
}
