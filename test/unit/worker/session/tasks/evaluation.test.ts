import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  ClassEvaluation,
  LanguageEvaluation,
  NumberEvaluation,
  summaryOf,
} from '../../../../../src/worker/session/tasks/evaluation.ts';
import { NumberPrediction } from '../../../../../src/worker/session/tasks/predictions.ts';
import { ClassTally, NumberTally } from '../../../../../src/worker/session/tasks/tally.ts';

const labels = ['a', 'b', 'c'];
const head = { kind: 'softmax', outputs: 3 } as const;
/** Logits with which a label has this probability, and each other the half of the rest. */
const odds = (label: string, probability: number) =>
  labels.map((each) => Math.log(each === label ? probability : (1 - probability) / 2));

describe('evaluation of classes', () => {
  // Answers a a a b b c; predictions a a b b b a.
  const tally = new ClassTally(head, labels);
  for (const [i, label] of ['a', 'a', 'b', 'b', 'b', 'a'].entries())
    tally.add(Float32Array.from(odds(label, 0.8)), [[0, 0, 0, 1, 1, 2][i]!]);
  const { evaluation } = tally;

  it('confusion, accuracy and loss', () => {
    assert.deepEqual(evaluation.confusion, [
      [2, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
    assert.equal(evaluation.accuracy, 4 / 6);
    assert.ok(Math.abs(evaluation.loss - -(4 * Math.log(0.8) + 2 * Math.log(0.1)) / 6) < 1e-6);
  });

  it('a loss is finite where the probability is 0 in double precision: of a softmax, and of a sigmoid', () => {
    const wrong = new ClassTally(head, labels);
    wrong.add(Float32Array.of(2000, 0, 0), [1]);
    const two = new ClassTally({ kind: 'sigmoid', outputs: 1 }, ['no', 'yes']);
    two.add(Float32Array.of(-1000), [1]);
    assert.deepEqual([wrong.evaluation.loss, two.evaluation.loss, two.evaluation.pairs], [2000, 1000, [[1, 0, 1]]]);
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
    const tally = new ClassTally({ kind: 'softmax', outputs: many.length }, many);
    for (const i of [3, 3, 29_999, 7]) {
      const outputs = new Float32Array(many.length);
      outputs[i] = 5;
      tally.add(outputs, [i]);
    }
    const { evaluation } = tally;
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
    const tally = new ClassTally(head, labels);
    tally.add(Float32Array.from([...odds('a', 0.8), ...odds('b', 0.8)]), [0, -1]);
    tally.add(Float32Array.from([...odds('c', 0.8), ...odds('a', 0.8)]), [2, 1]);
    const { evaluation } = tally;
    assert.equal(evaluation.accuracy, 2 / 3);
    assert.equal(evaluation.exactMatch, 1 / 2);
  });
});

describe('evaluation of numbers and of language', () => {
  it('mean squared and absolute errors over all numbers', () => {
    const tally = new NumberTally();
    tally.add(Float32Array.of(1, 2), [1, 4]);
    tally.add(Float32Array.of(3, 4), [3, 3]);
    const { meanSquaredError, meanAbsoluteError } = tally.evaluation;
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
  it('of tags counts tokens and sentences, and says which part is looked at', () => {
    const pairs = [
      [0, 0, 2],
      [1, 1, 1],
      [0, 1, 1],
    ] as const;
    const evaluation = new ClassEvaluation(2, 0.5, labels, pairs, 1);
    const line = (all: number) => summaryOf(evaluation, { all, nouns: ['tokens', 'sentences'], at: 'steps' });
    assert.equal(line(2), 'accuracy 75.0 % of 4 tokens in 2 sentences');
    assert.equal(line(9), 'accuracy 75.0 % of 4 tokens in 2 of 9 sentences');
  });

  it('of classes and of vectors', () => {
    const one = new ClassEvaluation(1, 0.5, labels, [[0, 0, 1]], 1);
    const classes = summaryOf(one, { all: 5, nouns: ['steps', 'sequences'], at: 'end' });
    assert.equal(classes, 'accuracy 100.0 % of 1 of 5 examples');
    assert.equal(
      summaryOf(one, { all: 1, nouns: ['steps', 'sequences'], at: 'steps' }),
      'accuracy 100.0 % of 1 steps in 1 sequences',
    );
    assert.match(
      summaryOf(new NumberEvaluation(1, 0, 0), { all: 3, nouns: ['steps', 'sequences'], at: 'end' }),
      /; 1 examples of 3$/,
    );
  });
});
