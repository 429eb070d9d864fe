/** How likely a model finds a text, token by token, and what it expects next. */
import { inspect } from 'node:util';
import { nextTokens, score } from '../../../engine/reading/score.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { tokenLoss } from '../../../protocol/loss.ts';
import type { Documents } from '../../../protocol/options.ts';
import type { ScoreSummary } from '../../../protocol/session.ts';
import { continuedDocuments, documentsOf } from '../../../text/tokens/documents.ts';
import { graphemes } from '../../../text/tokens/graphemes.ts';
import { EOS } from '../../../text/tokens/vocabulary.ts';
import type { ModelData } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';
import { openReader, readerOf, type State } from './state.ts';
import { kindOf } from './task-table.ts';

export interface TokenProbability {
  /** '<EOS>' ends a line; '<UNK>' stands for a token that the model does not know. */
  token: string;
  /** P(token | the tokens before it). */
  probability: number;
}

/**
 * What a text goes on from: a state, or the label that a generation begins with; from nothing where there is neither.
 */
export interface ReadFrom {
  state?: State;
  label?: string;
}

/** What `rnn.probability` gives for one text. */
export class Probability {
  constructor(
    readonly text: string,
    /** The product of their probabilities is that of the text. */
    readonly probabilities: readonly TokenProbability[],
    /** ln of the probability, in nats. */
    readonly logProbability: number,
  ) {}

  /** May be 0 for a long text: `logProbability` is not. */
  get probability(): number {
    return Math.exp(this.logProbability);
  }

  /** e^(nats per token): as uncertain is the model as among so many equally likely tokens. */
  get perplexity(): number {
    return tokenLoss(-this.logProbability / this.probabilities.length).perplexity;
  }

  /** What `probabilities` was called until version 0.1. */
  get factors(): readonly TokenProbability[] {
    return this.probabilities;
  }

  [inspect.custom](): string {
    const probabilities = this.probabilities.map(
      ({ token, probability }) => `${JSON.stringify(token)} ${digits(probability)}`,
    );
    const whole = `probability ${powerOfTen(this.logProbability)}, perplexity ${digits(this.perplexity)}`;
    return `${JSON.stringify(this.text)}: ${whole}\n  ${probabilities.join('  ')}`;
  }
}

/**
 * Of a model of lines or sentences, each begins anew and its end counts, except that of a text that goes on from a
 * state. Resolves with undefined when `goOn` says no; throws RangeError when there is nothing to read.
 */
export async function probabilityOf(
  model: ModelData,
  text: string,
  createKernels: CreateKernels,
  goOn: () => boolean,
  { state, label }: ReadFrom = {},
): Promise<Probability | undefined> {
  const { vocabulary, documents } = model;
  const first = kindOf(model).firstId(model, label);
  // What is written for a label is one text, however many lines it has.
  const parts =
    label !== undefined ? [text] : state ? partsAfter(state, text, documents) : documentsOf(text, documents);
  if (parts.length === 0) throw new RangeError('There is nothing to read but blanks.');
  const goesOn = documents === 'text' || state !== undefined;
  const ids = parts.map((part, i) => [...vocabulary.encode(part), ...(goesOn && i === parts.length - 1 ? [] : [EOS])]);
  const [reader, start] = readerOf(model, createKernels, state);
  const probabilities: TokenProbability[] = [];
  let sum = 0;
  const done = await inSlices(
    (function* () {
      for (const [i, part] of ids.entries()) {
        let at = 0;
        for (const loss of score(reader, part, i === 0 ? { first, ...start } : {})) {
          probabilities.push({ token: vocabulary.token(part[at++]!), probability: Math.exp(-loss) });
          sum += loss;
          yield;
        }
      }
      return true;
    })(),
    goOn,
  );
  if (!done) return undefined;
  if (parts.length > 1) state?.reset();
  if (parts.at(-1) !== '') state?.advance(reader, parts.at(-1)!, ids.at(-1)!.at(-1)!);
  return new Probability(text, probabilities, -sum);
}

function partsAfter({ isBegun }: State, text: string, documents: Documents): string[] {
  if (isBegun || documents === 'text') return continuedDocuments(text, documents);
  const begun = documents === 'lines' ? text.replace(/^\s*\n/, '') : text.trimStart();
  return begun === '' ? [] : continuedDocuments(begun, documents);
}

/**
 * How likely a model finds a piece of text as it was selected: of a model of lines or sentences, each on its own. Its
 * end counts as a character. Resolves with undefined when `goOn` says no; throws RangeError when there is nothing to
 * read.
 */
export async function scoreOf(
  model: ModelData,
  text: string,
  createKernels: CreateKernels,
  goOn: () => boolean,
): Promise<ScoreSummary | undefined> {
  const { documents } = model;
  const texts = documentsOf(text, documents);
  if (texts.length === 0) throw new RangeError('There is nothing to score but blanks.');
  const sum = { nats: 0, tokens: 0, characters: 0, unknown: unknownIn(model, text) };
  for (const each of texts) {
    const found = await probabilityOf(model, each, createKernels, goOn);
    if (!found || !goOn()) return undefined; // short documents are read in one slice, which does not ask
    sum.nats -= found.logProbability;
    sum.tokens += found.probabilities.length;
    sum.characters += Array.from(graphemes(each)).length + (documents === 'text' ? 0 : 1);
  }
  return sum;
}

/** Distinct tokens of a text that the model has never seen. */
export function unknownIn(
  { documents, vocabulary }: Pick<ModelData, 'documents' | 'vocabulary'>,
  text: string,
): string[] {
  return [...new Set(documentsOf(text, documents).flatMap((each) => vocabulary.unknown(each)))];
}

/**
 * What `rnn.next` gives: the likeliest tokens, and how likely they are, after the line or sentence with which the
 * beginning ends. A state stays where it is. `unknown`: tokens that were left out.
 */
export async function nextOf(
  model: ModelData,
  beginning: string,
  count: number,
  createKernels: CreateKernels,
  goOn: () => boolean,
  { state, label }: ReadFrom = {},
): Promise<{ probabilities: TokenProbability[]; unknown: string[] } | undefined> {
  const { vocabulary } = model;
  const first = kindOf(model).firstId(model, label);
  const { reader, start, text } = openReader(model, beginning, createKernels, state);
  const { ids, unknown } = vocabulary.encodeKnown(text);
  const next = await inSlices(nextTokens(reader, ids, count, { first, ...start }), goOn);
  const probabilities = next?.map(({ id, probability }) => ({ token: vocabulary.token(id), probability }));
  return probabilities && { probabilities, unknown };
}

function digits(value: number): string {
  return value >= 0.001 && value < 1e6 ? String(Number(value.toPrecision(3))) : value.toExponential(1);
}

/** e^nats as a power of ten, also where it is too small for a number. */
function powerOfTen(nats: number): string {
  const exponent = Math.floor(nats / Math.LN10);
  if (exponent >= -3) return digits(Math.exp(nats));
  return `${(10 ** (nats / Math.LN10 - exponent)).toFixed(2)}e${exponent}`;
}
