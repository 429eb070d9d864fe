/**
 * The value of a cell's last expression as data that is drawn, when it is what a call of `rnn` gave, or an array of
 * such.
 */
import type {
  ClassesItem,
  NextItem,
  ResultPayload,
  Share,
  TagsItem,
  TokenProbabilitiesItem,
  TranslationItem,
} from '../../../protocol/result.ts';
import { rounded, shortened, shortToken } from '../support/small.ts';
import { ClassEvaluation, LanguageEvaluation, NumberEvaluation } from './evaluation.ts';
import { evaluationItem } from './evaluation-item.ts';
import { beginningOf } from './next-tokens.ts';
import { ClassPrediction, TagPrediction } from './predictions.ts';
import { Probability, type TokenProbability } from './probability.ts';
import { TranslationEvaluation, TranslationPrediction } from './translations.ts';

/** Results of an array that are drawn; the others are counted. */
const MOST_ITEMS = 20;
/** Bars, ranks and tags that are drawn of one result. */
const MOST_SHARES = { classes: 6, tags: 3, translations: 10, next: 30 };
/** Tokens that are drawn of one text, and of all of them together. */
const MOST_TOKENS = { text: 400, all: 800 };

/** Parts of an array of different things that are drawn, and how deep they may lie; of more the text is shown. */
const [MOST_PARTS, MOST_DEPTH] = [8, 3];

type Evaluated = Parameters<typeof evaluationItem>[0];

/**
 * What is drawn of a value: all of it, or each item of an array whose kinds differ. Empty where one of them is only
 * text.
 */
export function resultParts(value: unknown, depth = 0): { value: unknown; payload: ResultPayload }[] {
  const payload = resultPayload(value);
  if (payload) return [{ value, payload }];
  if (!Array.isArray(value) || value.length > MOST_PARTS || depth === MOST_DEPTH) return [];
  const parts = Array.from(value, (item) => resultParts(item, depth + 1));
  const all = parts.flat();
  return parts.some(({ length }) => length === 0) || all.length > MOST_PARTS ? [] : all;
}

/** Undefined for values that are shown as text only. At most some hundred kB, however large the value. */
export function resultPayload(value: unknown): ResultPayload | undefined {
  try {
    const payload = payloadOf(value);
    // As the notebook will keep it: what is no finite number is null.
    return payload && JSON.parse(JSON.stringify(payload));
  } catch {
    return undefined; // a cell has changed it into something else: its text is shown
  }
}

function payloadOf(value: unknown): ResultPayload | undefined {
  const all = Array.isArray(value) && beginningOf(value) === undefined ? value : [value];
  if (all.length === 0) return undefined;
  const [items, total] = [all.slice(0, MOST_ITEMS), all.length];
  if (allAre(ClassPrediction, all)) return { kind: 'classes', items: items.map(classesItem), total };
  if (allAre(TagPrediction, all)) return { kind: 'tags', items: within(items, 'tokens', tagsItem), total };
  if (allAre(TranslationPrediction, all)) return { kind: 'translations', items: items.map(translationItem), total };
  if (allAre(Probability, all))
    return { kind: 'token-probabilities', items: within(items, 'probabilities', probabilitiesItem), total };
  if (allMeet(all, (each) => beginningOf(each) !== undefined))
    return { kind: 'next', items: items.map(nextItem), total };
  if (allMeet(all, isEvaluation)) return { kind: 'evaluations', items: items.map(evaluationItem), total };
  return undefined;
}

function allAre(type: new (...args: never[]) => unknown, values: readonly unknown[]): boolean {
  return allMeet(values, (value) => value instanceof type);
}

/** Unlike `every`, of the holes of an array, too. */
function allMeet(values: readonly unknown[], test: (value: unknown) => boolean): boolean {
  return values.findIndex((value) => !test(value)) < 0;
}

function isEvaluation(value: unknown): value is Evaluated {
  const kinds = [ClassEvaluation, TranslationEvaluation, LanguageEvaluation, NumberEvaluation];
  return kinds.some((kind) => value instanceof kind);
}

/** Items of texts, each with the tokens that it may draw; the first has one in any case. */
function within<K extends string, V extends Record<K, readonly unknown[]>, Item>(
  values: readonly V[],
  tokens: K,
  itemOf: (value: V, most: number) => Item,
): Item[] {
  let left = MOST_TOKENS.all;
  const items: Item[] = [];
  for (const value of values) {
    if (left <= 0) break;
    const most = Math.min(left, MOST_TOKENS.text);
    items.push(itemOf(value, most));
    left -= Math.min(value[tokens].length, most);
  }
  return items;
}

function classesItem({ input, probabilities }: ClassPrediction): ClassesItem {
  return {
    input: shortened(input),
    shares: likeliest(probabilities, MOST_SHARES.classes),
    classes: Object.keys(probabilities).length,
  };
}

function tagsItem({ tokens, tags, probabilities }: TagPrediction, most: number): TagsItem {
  const shown = tokens.slice(0, most).map((token, i) => {
    const [chosen, odds] = [tags[i] ?? '', probabilities[i] ?? {}];
    const others = likeliest(odds, MOST_SHARES.tags).filter(({ label }) => label !== shortened(chosen));
    return { token: shortToken(token), tags: [shareOf(chosen, odds[chosen]), ...others].slice(0, MOST_SHARES.tags) };
  });
  return { tokens: shown, length: tokens.length };
}

function translationItem({ source, alternatives }: TranslationPrediction): TranslationItem {
  const shown = alternatives.slice(0, MOST_SHARES.translations);
  return {
    source: shortened(source),
    alternatives: shown.map(({ text, probability }) => shareOf(text, probability)),
    found: alternatives.length,
  };
}

function nextItem(next: readonly TokenProbability[]): NextItem {
  const shares = next.slice(0, MOST_SHARES.next).map(({ token, probability }) => shareOf(token, probability));
  return { beginning: shortened(beginningOf(next) ?? '', 'start'), shares, asked: next.length };
}

function probabilitiesItem({ text, probabilities, logProbability }: Probability, most: number): TokenProbabilitiesItem {
  const shown = probabilities.slice(0, most).map(({ token, probability }) => ({
    token: shortToken(token),
    probability: rounded(probability),
  }));
  return { text: shortened(text), probabilities: shown, length: probabilities.length, logProbability };
}

function likeliest(probabilities: Readonly<Record<string, number>>, count: number): Share[] {
  const first: [label: string, probability: number][] = [];
  for (const [label, probability] of Object.entries(probabilities)) {
    if (first.length === count && !(probability > first.at(-1)![1])) continue;
    const place = first.findIndex(([, other]) => probability > other);
    first.splice(place < 0 ? first.length : place, 0, [label, probability]);
    first.splice(count);
  }
  return first.map(([label, probability]) => shareOf(label, probability));
}

function shareOf(label: string, probability = Number.NaN): Share {
  return { label: shortened(label), probability: rounded(probability) };
}
