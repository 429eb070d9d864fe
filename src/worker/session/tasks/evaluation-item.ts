/** An evaluation as data that is drawn. */
import type { Confusion, EvaluationItem } from '../../../protocol/result.ts';
import { rounded, shortened } from '../support/small.ts';
import { ClassEvaluation, LanguageEvaluation, type NumberEvaluation } from './evaluation.ts';
import { TranslationEvaluation } from './translations.ts';

/** Labels whose scores are drawn, and those of the confusion: the most frequent. */
const [MOST_SCORES, MOST_CONFUSED] = [20, 12];

export function evaluationItem(
  value: ClassEvaluation | TranslationEvaluation | LanguageEvaluation | NumberEvaluation,
): EvaluationItem {
  const { examples } = value as { examples: number };
  if (value instanceof ClassEvaluation) return classesItem(value);
  if (value instanceof LanguageEvaluation) return { of: 'language', tokens: value.tokens, lossNats: value.loss };
  if (value instanceof TranslationEvaluation)
    return {
      of: 'translations',
      examples,
      exactMatch: value.exactMatch,
      editDistance: value.editDistance,
      ...(value.loss !== undefined && { lossNats: value.loss }),
    };
  const { meanSquaredError, meanAbsoluteError } = value;
  return { of: 'numbers', examples, meanSquaredError, meanAbsoluteError };
}

function classesItem(evaluation: ClassEvaluation): EvaluationItem {
  const { examples, loss, accuracy, macroF1, exactMatch, labels, perClass } = evaluation;
  const support = perClass.map((score) => score.support);
  const scores = mostFrequent(support, MOST_SCORES).map((i) => {
    const { label, precision, recall, f1 } = perClass[i]!;
    return {
      label: shortened(label),
      precision: rounded(precision),
      recall: rounded(recall),
      f1: rounded(f1),
      support: support[i]!,
    };
  });
  return {
    of: 'classes',
    examples,
    answers: support.reduce((sum, each) => sum + each, 0),
    lossNats: loss,
    accuracy,
    macroF1,
    exactMatch,
    classes: labels.length,
    scores,
    confusion: confusionOf(evaluation, mostFrequent(support, MOST_CONFUSED)),
  };
}

/** Of some of the labels, by their numbers. */
function confusionOf({ labels, pairs }: ClassEvaluation, shown: readonly number[]): Confusion {
  const places = new Map(shown.map((label, place) => [label, place]));
  const counts = shown.map(() => shown.map(() => 0));
  const others = [...shown, -1].map(() => 0);
  const rest = shown.map(() => 0);
  for (const [answer, prediction, count] of pairs) {
    const row = places.get(answer) ?? shown.length;
    const column = places.get(prediction);
    if (column === undefined) others[row]! += count;
    else (counts[row] ?? rest)[column]! += count;
  }
  const names = shown.map((label) => shortened(labels[label]!));
  return { labels: names, counts, ...(shown.length < labels.length && { others, rest }) };
}

/** Numbers of the labels that occur most often, in the order of the labels when these are all. */
function mostFrequent(support: readonly number[], most: number): number[] {
  const all = [...support.keys()];
  if (all.length <= most) return all;
  return all.toSorted((a, b) => support[b]! - support[a]!).slice(0, most);
}
