import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  ClassEvaluation,
  LanguageEvaluation,
  NumberEvaluation,
  summaryOf,
} from '../../../src/worker/session/evaluation.ts';
import { ClassPrediction, NumberPrediction, TagPrediction } from '../../../src/worker/session/predictions.ts';

const labels = ['a', 'b', 'c'];
const predicted = (label: string, probability: number) => {
  const others = labels.filter((each) => each !== label);
  const rest = Object.fromEntries(others.map((each) => [each, (1 - probability) / 2]));
  return new ClassPrediction('x', label, { ...rest, [label]: probability });
};

describe('evaluation of classes', () => {
  // Answers a a a b b c; predictions a a b b b a.
  const predictions = ['a', 'a', 'b', 'b', 'b', 'a'].map((label) => predicted(label, 0.8));
  const evaluation = ClassEvaluation.of(predictions, [[0], [0], [0], [1], [1], [2]], labels);

  it('confusion, accuracy and loss', () => {
    assert.deepEqual(evaluation.confusion, [
      [2, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
    assert.equal(evaluation.accuracy, 4 / 6);
    assert.ok(Math.abs(evaluation.loss - -(4 * Math.log(0.8) + 2 * Math.log(0.1)) / 6) < 1e-12);
  });

  it('precision, recall and F1 of each class; a class that was never predicted has 0', () => {
    const [a, b, c] = evaluation.perClass;
    assert.deepEqual([a!.precision, a!.recall, a!.support], [2 / 3, 2 / 3, 3]);
    assert.deepEqual([b!.precision, b!.recall, b!.support], [2 / 3, 1, 2]);
    assert.ok(Math.abs(b!.f1 - 0.8) < 1e-12);
    assert.deepEqual(c, { label: 'c', precision: 0, recall: 0, f1: 0, support: 1 });
    assert.ok(Math.abs(evaluation.macroF1 - (2 / 3 + 0.8 + 0) / 3) < 1e-12);
  });

  it('reads as a table', () => {
    assert.match(
      inspect(evaluation),
      /^accuracy 0\.667, F1 0\.489 .*; 6 examples\n +precision +recall +F1 +support\na +0\.667/,
    );
  });
});

describe('evaluation of very many classes', () => {
  it('keeps what occurs, and writes the most frequent', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `label ${i}`);
    const predictions = [3, 3, 29_999, 7].map((i) => new ClassPrediction('x', many[i]!, { [many[i]!]: 0.5 }));
    const evaluation = ClassEvaluation.of(predictions, [[3], [3], [29_999], [7]], many);
    assert.equal(evaluation.accuracy, 1);
    assert.deepEqual(evaluation.pairs.toSorted(), [
      [29_999, 29_999, 1],
      [3, 3, 2],
      [7, 7, 1],
    ]);
    const lines = inspect(evaluation).split('\n');
    assert.match(lines[2]!, /^label 3 +1\.000 +1\.000 +1\.000 +2$/);
    assert.equal(lines.length, 53);
    assert.equal(lines.at(-1), 'the 50 most frequent of 30000; perClass has all');
  });
});

describe('evaluation of tags', () => {
  it('counts tokens, leaves out those without an answer, and sentences that are right as a whole', () => {
    const odds = (tag: string) => ({ a: 0.1, b: 0.1, c: 0.1, [tag]: 0.8 });
    const sentence = (...tags: string[]) => new TagPrediction(tags, tags, tags.map(odds));
    const evaluation = ClassEvaluation.of(
      [sentence('a', 'b'), sentence('c', 'a')],
      [
        [0, -1],
        [2, 1],
      ],
      labels,
    );
    assert.equal(evaluation.accuracy, 2 / 3);
    assert.equal(evaluation.exactMatch, 1 / 2);
  });
});

describe('evaluation of numbers and of language', () => {
  it('mean squared and absolute errors over all numbers', () => {
    const predictions = [new NumberPrediction('x', [1, 2]), new NumberPrediction('y', [[3], [4]])];
    const { meanSquaredError, meanAbsoluteError } = NumberEvaluation.of(predictions, [
      [1, 4],
      [3, 3],
    ]);
    assert.deepEqual([meanSquaredError, meanAbsoluteError], [5 / 4, 3 / 4]);
  });

  it('nats, bits and perplexity say the same', () => {
    const { bits, perplexity } = new LanguageEvaluation(10, Math.LN2 * 3);
    assert.ok(Math.abs(bits - 3) < 1e-12 && Math.abs(perplexity - 8) < 1e-12);
  });
});

it('numbers that are predicted are written with four digits', () => {
  assert.equal(inspect(new NumberPrediction('3 steps', [0.123456789, 12345.678])), '3 steps → [ 0.1235, 12350 ]');
  assert.equal(inspect(new NumberPrediction('x', [[1 / 3], [2e-7 / 3]])), 'x → [ [ 0.3333 ], [ 6.667e-8 ] ]');
});

describe('the line above the looks of a training', () => {
  const odds = { a: 0.6, b: 0.2, c: 0.2 };
  const tagged = new TagPrediction(['x', 'y'], ['a', 'a'], [odds, odds]);

  it('of tags counts tokens and sentences, and says which part is looked at', () => {
    const line = (all: number) =>
      summaryOf(
        [tagged, tagged],
        [
          [0, 1],
          [0, 0],
        ],
        labels,
        { all, task: 'tagging' },
      );
    assert.equal(line(2), 'accuracy 75.0 % of 4 tokens in 2 sentences');
    assert.equal(line(9), 'accuracy 75.0 % of 4 tokens in 2 of 9 sentences');
  });

  it('of classes and of vectors', () => {
    const classes = summaryOf([predicted('a', 0.8)], [[0]], labels, { all: 5, task: 'classification' });
    assert.equal(classes, 'accuracy 100.0 % of 1 of 5 examples');
    const steps = summaryOf([tagged], [[0, -1]], labels, { all: 1, task: 'vectors' });
    assert.equal(steps, 'accuracy 100.0 % of 1 steps in 1 sequences');
    const numbers = summaryOf([new NumberPrediction('x', [1])], [[1]], [], { all: 3, task: 'vectors' });
    assert.match(numbers, /; 1 examples of 3$/);
  });
});
