import assert from 'node:assert/strict';
import type { ResultPayload } from '../../../../../src/protocol/result.ts';
import {
  ClassEvaluation,
  LanguageEvaluation,
  NumberEvaluation,
} from '../../../../../src/worker/session/tasks/evaluation.ts';
import { nextAfter } from '../../../../../src/worker/session/tasks/next-tokens.ts';
import {
  ClassPrediction,
  NumberPrediction,
  TagPrediction,
} from '../../../../../src/worker/session/tasks/predictions.ts';
import { Probability } from '../../../../../src/worker/session/tasks/probability.ts';
import { resultParts, resultPayload } from '../../../../../src/worker/session/tasks/result-payload.ts';
import { TranslationEvaluation, TranslationPrediction } from '../../../../../src/worker/session/tasks/translations.ts';

/** Bytes that a notebook may get from one result. */
const MOST_BYTES = 200_000;

function payload<K extends ResultPayload['kind']>(kind: K, value: unknown): Extract<ResultPayload, { kind: K }> {
  const found = resultPayload(value);
  assert.equal(found?.kind, kind);
  return found as Extract<ResultPayload, { kind: K }>;
}

const size = (value: unknown) => JSON.stringify(resultPayload(value)).length;
/** Whether a text has no half of a character. */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);
const classes = (input: string) => new ClassPrediction(input, 'b', { a: 0.1, b: 0.7, c: 0.2 });

describe('what is drawn of a result', () => {
  it('classes: the likeliest first', () => {
    const { items, total } = payload('classes', classes('x'));
    assert.deepEqual(items, [
      {
        input: 'x',
        classes: 3,
        shares: [
          { label: 'b', probability: 0.7 },
          { label: 'c', probability: 0.2 },
          { label: 'a', probability: 0.1 },
        ],
      },
    ]);
    assert.equal(total, 1);
  });

  it('tags: the one that was chosen first, then the likeliest of the others', () => {
    const odds = { A: 0.2, B: 0.5, C: 0.25, D: 0.05 };
    const { items } = payload('tags', [new TagPrediction(['x'], ['B'], [odds])]);
    assert.deepEqual(
      items[0]!.tokens[0]!.tags.map(({ label }) => label),
      ['B', 'C', 'A'],
    );
  });

  it('translations, next tokens, and texts token by token', () => {
    const translation = new TranslationPrediction('s', [
      { text: 'one', probability: 0.6 },
      { text: 'two', probability: 0.3 },
    ]);
    assert.deepEqual(payload('translations', translation).items[0]!.alternatives[1], {
      label: 'two',
      probability: 0.3,
    });
    const next = nextAfter('The ', [{ token: 'end', probability: 0.4 }]);
    const shares = [{ label: 'end', probability: 0.4 }];
    assert.deepEqual(payload('next', next).items, [{ beginning: 'The ', shares, asked: 1 }]);
    assert.equal(payload('next', [next, next]).total, 2);
    const text = new Probability('ab', [{ token: 'a', probability: 0.5 }], Math.log(0.5));
    assert.equal(payload('token-probabilities', text).items[0]!.logProbability, Math.log(0.5));
  });

  it('evaluations of every kind', () => {
    const { items } = payload('evaluations', [
      new LanguageEvaluation(10, 1.5),
      new TranslationEvaluation(4, 0.5, 1.25, 0.75),
      new NumberEvaluation(3, 0.1, Number.NaN),
    ]);
    assert.deepEqual(items, [
      { of: 'language', tokens: 10, lossNats: 1.5 },
      { of: 'translations', examples: 4, exactMatch: 0.5, editDistance: 1.25, lossNats: 0.75 },
      { of: 'numbers', examples: 3, meanSquaredError: 0.1, meanAbsoluteError: null },
    ]);
  });

  it('of classes that are few, the whole confusion in the order of the labels', () => {
    const evaluation = new ClassEvaluation(
      4,
      0.2,
      ['a', 'b'],
      [
        [0, 0, 1],
        [1, 0, 1],
        [1, 1, 2],
      ],
      3,
    );
    const [item] = payload('evaluations', evaluation).items;
    assert.ok(item?.of === 'classes');
    assert.deepEqual(item.confusion, {
      labels: ['a', 'b'],
      counts: [
        [1, 0],
        [1, 2],
      ],
    });
    assert.deepEqual(
      item.scores.map(({ label, support, recall }) => [label, support, recall]),
      [
        ['a', 1, 1],
        ['b', 3, 0.66667],
      ],
    );
    assert.deepEqual([item.accuracy, item.exactMatch, item.answers], [0.75, 0.75, 4]);
  });

  it('of very many classes, the most frequent; what they were called besides is counted', () => {
    const labels = Array.from({ length: 3000 }, (_, i) => `label ${i}`);
    const pairs = labels.map((_, i) => [i, i, i + 1] as const);
    const evaluation = new ClassEvaluation(3000, 0.1, labels, [...pairs, [2999, 0, 7]], 5);
    const [item] = payload('evaluations', evaluation).items;
    assert.ok(item?.of === 'classes');
    assert.deepEqual([item.scores.length, item.confusion.labels.length, item.classes], [20, 12, 3000]);
    assert.equal(item.confusion.labels[0], 'label 2999');
    const { counts, others, rest } = item.confusion;
    assert.deepEqual([counts[0]![0], others?.[0]], [3000, 7]);
    const sum = (row: number[] = []) => row.reduce((all, count) => all + count, 0);
    // Of the 2,988 labels that are left out, all were called by their own names.
    assert.deepEqual([others?.length, others?.at(-1), sum(rest)], [13, (2988 * 2989) / 2, 0]);
    assert.ok(size(evaluation) < MOST_BYTES);
  });

  it('nothing of what is only text, and of arrays of different things', () => {
    const number = new NumberPrediction('3 steps', [1, 2]);
    for (const value of [
      undefined,
      1,
      'text',
      [],
      {},
      null,
      number,
      [number],
      [classes('x'), 1],
      new Array(5),
      { a: classes('x') },
    ])
      assert.equal(resultPayload(value), undefined);
  });

  it('an array of different kinds in parts, arrays in it too; nothing where a part is only text', () => {
    const evaluation = new NumberEvaluation(1, 0.1, 0.2);
    const parts = resultParts([[classes('x'), classes('y')], evaluation]);
    assert.deepEqual(
      parts.map(({ payload }) => [payload.kind, payload.total]),
      [
        ['classes', 2],
        ['evaluations', 1],
      ],
    );
    assert.equal(resultParts([classes('x'), classes('y')]).length, 1);
    const cyclic: unknown[] = [classes('x')];
    cyclic.push(cyclic);
    for (const value of [[classes('x'), 1], [[]], cyclic, [evaluation, new NumberPrediction('3 steps', [1])], 'text'])
      assert.deepEqual(resultParts(value), []);
    assert.deepEqual(resultParts(Array.from({ length: 9 }, (_, i) => (i % 2 ? evaluation : classes('x')))), []);
  });

  it('nothing of what a cell has changed into something else', () => {
    const changed = classes('x');
    Object.assign(changed, { probabilities: null });
    assert.equal(resultPayload(changed), undefined);
  });
});

describe('large results', () => {
  it(`10,000 predictions are fewer than ${MOST_BYTES} bytes, and counted`, () => {
    const many = Array.from({ length: 10_000 }, (_, i) => classes(`text ${i} ${'x'.repeat(10_000)}`));
    const { items, total } = payload('classes', many);
    assert.deepEqual([items.length, total], [20, 10_000]);
    assert.ok(size(many) < MOST_BYTES);
  });

  it('long sentences and texts are cut, and their lengths told; the first of an array has something in any case', () => {
    const tokens = Array.from({ length: 50_000 }, () => 'word'.repeat(100));
    const odds = tokens.map(() => ({ A: 0.5, B: 0.5 }));
    const sentence = new TagPrediction(
      tokens,
      tokens.map(() => 'A'),
      odds,
    );
    const { items, total } = payload('tags', [sentence, sentence, sentence, sentence, sentence]);
    assert.deepEqual([items[0]!.tokens.length, items[0]!.length, items.length, total], [400, 50_000, 2, 5]);
    assert.ok(size([sentence, sentence, sentence, sentence]) < MOST_BYTES);
    const probabilities = tokens.map((token) => ({ token, probability: 0 }));
    const text = payload(
      'token-probabilities',
      new Probability('x'.repeat(1e6), probabilities, Number.NEGATIVE_INFINITY),
    ).items[0]!;
    assert.deepEqual([text.probabilities.length, text.length, text.logProbability], [400, 50_000, null]);
  });

  it('a text is not cut within a character', () => {
    const { input } = payload('classes', classes('😀'.repeat(200))).items[0]!;
    assert.ok(isWhole(input) && input.length <= 161, input);
    const { beginning } = payload('next', nextAfter('x😀'.repeat(200), [])).items[0]!;
    assert.ok(isWhole(beginning) && beginning.startsWith('…'), beginning);
  });
});
