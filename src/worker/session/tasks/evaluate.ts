/**
 * How good a model is on data that were read: examples, pairs, or a text. Each resolves with undefined when `goOn` says
 * no.
 */
import { headOf, type NetworkConfig, targetsPerRow } from '../../../engine/config.ts';
import { type Corpus, checkData, type Examples, NO_TOKEN, type Pairs } from '../../../engine/data.ts';
import { type LossSum, losses } from '../../../engine/reading/losses.ts';
import { predict } from '../../../engine/reading/predictor.ts';
import { Reader } from '../../../engine/reading/reader.ts';
import { score } from '../../../engine/reading/score.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { whole } from '../../../messages/numbers.ts';
import type { PairTexts } from '../../../text/datasets/pairs.ts';
import type { ModelData } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';
import { type ClassEvaluation, LanguageEvaluation, type NumberEvaluation } from './evaluation.ts';
import { checkFinite, overflow } from './overflow.ts';
import { ClassTally, NumberTally } from './tally.ts';
import { TranslationEvaluation, textsOf, translateAll } from './translations.ts';

type EvaluatedModel = Pick<ModelData, 'network' | 'weights' | 'labels'>;

export async function evaluateExamples(
  { network, weights, labels }: EvaluatedModel,
  examples: Examples,
  numbers: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<ClassEvaluation | NumberEvaluation | undefined> {
  checkData(examples, network);
  const head = headOf(network);
  const tally = head.kind === 'linear' ? new NumberTally() : new ClassTally(head, labels);
  const work = (function* () {
    for (const predictions of predict(network, weights, examples, numbers, createKernels)) {
      for (const { example, outputs } of predictions) {
        checkFinite(network, outputs, () => placeOf(examples, example));
        tally.add(outputs, answersOf(examples, network, example));
      }
      yield;
    }
    return tally.evaluation;
  })();
  return inSlices(work, goOn);
}

/** What an example is known to be: see `targets` of the engine's Examples. */
export function answersOf(
  { starts, targets, at }: Examples,
  network: NetworkConfig,
  example: number,
): Int32Array | Float32Array {
  const each = targetsPerRow(headOf(network));
  const [first, last] = at === 'end' ? [example, example + 1] : [starts[example]!, starts[example + 1]!];
  return targets.subarray(first * each, last * each);
}

function placeOf({ starts }: Pick<Examples, 'starts'>, example: number): string {
  return `example ${whole(example + 1)} of the data (${whole(starts[example + 1]! - starts[example]!)} steps)`;
}

export async function evaluatePairs(
  model: ModelData,
  pairs: Pairs,
  texts: PairTexts,
  numbers: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<TranslationEvaluation | undefined> {
  const loss = await lossOf(model, pairs, numbers, createKernels, goOn);
  if (!loss) return undefined;
  const { sources, targets } = textsOf(texts, numbers);
  const found = await translateAll(model, sources, { beam: 1 }, createKernels, goOn);
  return found && TranslationEvaluation.of(found, targets, loss.nats / loss.tokens);
}

/** What generations write for their labels, token after token. */
export async function evaluateWriting(
  model: EvaluatedModel,
  examples: Examples,
  numbers: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<LanguageEvaluation | undefined> {
  const loss = await lossOf(model, examples, numbers, createKernels, goOn);
  return loss && new LanguageEvaluation(loss.tokens, loss.nats / loss.tokens);
}

async function lossOf(
  { network, weights }: EvaluatedModel,
  data: Examples | Pairs,
  numbers: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<LossSum | undefined> {
  const sum = { nats: 0, tokens: 0 };
  const work = (function* () {
    for (const { nats, tokens } of losses(network, weights, data, numbers, createKernels)) {
      if (!Number.isFinite(nats)) throw overflow(network, 'the data');
      sum.nats += nats;
      sum.tokens += tokens;
      yield;
    }
    return sum;
  })();
  return inSlices(work, goOn);
}

/** Each range is read as in validation: from the state before documents, after the token before it. */
export async function evaluateCorpus(
  { network, weights }: EvaluatedModel,
  { ids, kind }: Corpus,
  ranges: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<LanguageEvaluation | undefined> {
  let [nats, tokens] = [0, 0];
  const work = (function* () {
    const reader = new Reader(network, weights, createKernels);
    for (let i = 0; i < ranges.length; i += 2) {
      const [start, end] = [ranges[i]!, ranges[i + 1]!];
      const before = kind === 'text' && start > 0 ? ids[start - 1]! : NO_TOKEN;
      for (const loss of score(reader, ids.subarray(start, end), { first: before })) {
        tokens++;
        if (!Number.isFinite(loss)) throw overflow(network, `token ${whole(tokens)} of the data`);
        nats += loss;
        yield;
      }
    }
    return new LanguageEvaluation(tokens, nats / tokens);
  })();
  return inSlices(work, goOn);
}
