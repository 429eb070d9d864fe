import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WindowPlaces } from '../../../../src/engine/batches/batch.ts';
import { batches, fitToData, stepsPerEpoch } from '../../../../src/engine/batches/batches.ts';
import type { Corpus } from '../../../../src/engine/data.ts';
import { Arena } from '../../../../src/engine/memory/arena.ts';
import { createRandom } from '../../../../src/engine/memory/random.ts';
import { Steps } from '../../../../src/engine/memory/steps.ts';
import { firstTokens, signsOfSums } from '../examples.ts';

/** One window as it was filled in: for each sequence alive what it reads and what it predicts, step after step. */
type Window = { inputs: number[]; targets: number[] }[];
/** Ids are their own positions plus 1, so that a token tells where it stood; so there are as many as tokens. */
const place = (id: number) => id - 1;

function corpusOf(kind: Corpus['kind'], lengths: number[], heldOut: (range: number) => boolean = () => false): Corpus {
  const ids = Uint32Array.from({ length: lengths.reduce((sum, n) => sum + n, 0) }, (_, i) => i + 1);
  const [train, validation]: [number[], number[]] = [[], []];
  let start = 0;
  for (const [range, length] of lengths.entries()) {
    (heldOut(range) ? validation : train).push(start, start + length);
    start += length;
  }
  return { kind, ids, train: Uint32Array.from(train), validation: Uint32Array.from(validation) };
}

function windowsOf(
  corpus: Corpus,
  shape: { window: number; batch: number },
  seed?: number,
  part: 'train' | 'validation' = 'train',
): Window[][] {
  const steps = new Steps(new Arena('f32'), shape.window, shape.batch);
  const [inputs, targets] = [new Int32Array(shape.window * shape.batch), new Int32Array(shape.window * shape.batch)];
  const random = seed === undefined ? undefined : createRandom(seed, 'order');
  return Array.from(batches(corpus, part, shape, random), (batch) => {
    const windows: Window[] = [];
    while (batch.next({ steps, inputs, targets, vectors: new Float32Array() }))
      windows.push(windowOf({ steps, inputs, targets }));
    return windows;
  });
}

function windowOf({ steps, inputs, targets }: Omit<WindowPlaces, 'vectors'>): Window {
  const window: Window = Array.from({ length: steps.rows(1) }, () => ({ inputs: [], targets: [] }));
  let i = 0;
  for (let t = 1; t <= steps.count; t++)
    for (let row = 0; row < steps.rows(t); row++, i++) {
      window[row]!.inputs.push(inputs[i]!);
      window[row]!.targets.push(targets[i]!);
    }
  return window;
}

const lines = fc.record({
  lengths: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }),
  window: fc.integer({ min: 2, max: 12 }),
  batch: fc.integer({ min: 1, max: 8 }),
  seed: fc.nat(),
});

describe('batches of lines', () => {
  it('every document is read once, from the zero vector on, in windows that follow each other', () => {
    fc.assert(
      fc.property(lines, ({ lengths, window, batch, seed }) => {
        const corpus = corpusOf('lines', lengths);
        const shape = fitToData(corpus, { window, batch });
        const documents = windowsOf(corpus, shape, seed).flatMap((windows) =>
          windows[0]!.map((_, row) => ({
            inputs: windows.flatMap((rows) => rows[row]?.inputs ?? []),
            targets: windows.flatMap((rows) => rows[row]?.targets ?? []),
          })),
        );
        for (const { inputs, targets } of documents) assert.deepEqual(inputs, [-1, ...targets.slice(0, -1)]);
        const starts = documents.map(({ targets }) => place(targets[0]!)).sort((a, b) => a - b);
        assert.deepEqual(starts, Array.from(corpus.train.filter((_, i) => i % 2 === 0)));
        assert.equal(documents.flatMap(({ targets }) => targets).length, corpus.ids.length);
      }),
    );
  });

  it('an epoch has the steps that were announced, however it is shuffled', () => {
    fc.assert(
      fc.property(lines, ({ lengths, window, batch, seed }) => {
        const corpus = corpusOf('lines', lengths);
        const shape = fitToData(corpus, { window, batch });
        assert.equal(windowsOf(corpus, shape, seed).flat().length, stepsPerEpoch(corpus, shape));
      }),
    );
  });

  it('documents of a batch differ in length by less than an eighth of the window where there are enough of each', () => {
    const corpus = corpusOf(
      'lines',
      Array.from({ length: 64 }, (_, i) => 1 + (i % 16)),
    );
    for (const windows of windowsOf(corpus, { window: 16, batch: 4 }, 3)) {
      const lengths = windows[0]!.map(({ targets }) => targets.length);
      assert.ok(Math.max(...lengths) - Math.min(...lengths) < 2, lengths.join());
    }
  });

  it('a seed gives one order, another seed another', () => {
    const corpus = corpusOf('lines', Array(50).fill(6));
    const shape = { window: 6, batch: 5 };
    assert.deepEqual(windowsOf(corpus, shape, 1), windowsOf(corpus, shape, 1));
    assert.notDeepEqual(windowsOf(corpus, shape, 1), windowsOf(corpus, shape, 2));
  });

  it('window and batch are no larger than the longest document and their number', () => {
    assert.deepEqual(fitToData(corpusOf('lines', [3, 7, 5]), { window: 50, batch: 16 }), { window: 7, batch: 3 });
    assert.deepEqual(fitToData(corpusOf('lines', [3, 7, 5]), { window: 4, batch: 2 }), { window: 4, batch: 2 });
  });
});

describe('batches of running text', () => {
  const text = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
    window: fc.integer({ min: 2, max: 12 }),
    batch: fc.integer({ min: 1, max: 8 }),
  });

  it('streams cover the training ranges once; only token 0 is preceded by the zero vector', () => {
    fc.assert(
      fc.property(text, ({ lengths, window, batch }) => {
        const corpus = corpusOf('text', lengths, (range) => range % 3 === 1);
        const windows = windowsOf(corpus, fitToData(corpus, { window, batch }));
        assert.equal(windows.length, 1);
        const tokens = windows[0]!.flat().flatMap(({ inputs, targets }) => {
          assert.deepEqual(
            inputs,
            targets.map((id) => (place(id) === 0 ? -1 : id - 1)),
          );
          return targets;
        });
        const expected = Array.from(corpus.ids).filter((id) => isTrained(corpus, place(id)));
        assert.deepEqual(
          tokens.sort((a, b) => a - b),
          expected,
        );
      }),
    );
  });

  it('a stream goes on in the next window where it ended, past what is held out', () => {
    const corpus = corpusOf('text', [5, 3, 8], (range) => range === 1);
    const [windows] = windowsOf(corpus, { window: 4, batch: 1 });
    assert.deepEqual(
      windows!.map((window) => window[0]!.targets.map(place)),
      [[0, 1, 2, 3], [4, 8, 9, 10], [11, 12, 13, 14], [15]],
    );
    assert.deepEqual(windows![1]![0]!.inputs.map(place), [3, 7, 8, 9]);
  });

  it('each held-out block is a stream of its own, which reads the token before it first', () => {
    const corpus = corpusOf('text', [4, 3, 8, 5, 6, 2], (range) => range % 2 === 1);
    const found = windowsOf(corpus, { window: 4, batch: 2 }, undefined, 'validation');
    const places = found.map((windows) =>
      windows.map((rows) => rows.map(({ inputs, targets }) => [inputs, targets].map((ids) => ids.map(place)))),
    );
    const block = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    const read = (from: number, to: number) => [block(from - 1, to - 1), block(from, to)];
    assert.deepEqual(places, [[[read(15, 19), read(4, 7)], [read(19, 20)]], [[read(26, 28)]]]);
  });

  it('an epoch has the steps that were announced', () => {
    fc.assert(
      fc.property(text, ({ lengths, window, batch }) => {
        const corpus = corpusOf('text', lengths);
        const shape = fitToData(corpus, { window, batch });
        assert.equal(windowsOf(corpus, shape).flat().length, stepsPerEpoch(corpus, shape));
      }),
    );
  });

  it('there are only as many streams as fill a window each; a text shorter than the window shortens it', () => {
    const corpus = corpusOf('text', [100]);
    assert.deepEqual(fitToData(corpus, { window: 30, batch: 16 }), { window: 30, batch: 3 });
    assert.deepEqual(fitToData(corpus, { window: 300, batch: 16 }), { window: 100, batch: 1 });
    assert.deepEqual(fitToData(corpus, { window: 10, batch: 4 }), { window: 10, batch: 4 });
  });

  it('nothing to train on is refused', () => {
    const corpus = corpusOf('text', [5], () => true);
    assert.throws(() => fitToData(corpus, { window: 5, batch: 1 }), /nothing to train on/);
  });
});

function isTrained({ train }: Corpus, position: number): boolean {
  for (let i = 0; i < train.length; i += 2) if (position >= train[i]! && position < train[i + 1]!) return true;
  return false;
}

describe('batches of examples', () => {
  it('each is read whole, once, with what is to be predicted of it', () => {
    const { examples: made } = firstTokens(23);
    const examples = { ...made, inputs: Uint16Array.from({ length: made.inputs.length }, (_, step) => step) };
    const shape = fitToData(examples, { window: 3, batch: 4 });
    assert.deepEqual(shape, { window: 9, batch: 4 });
    const seen: number[] = [];
    for (const batch of batches(examples, 'train', shape, createRandom(1, 'order'))) {
      const places = placesFor(shape, 1);
      assert.ok(batch.next(places));
      for (const [sequence, { inputs }] of windowOf(places).entries()) {
        const example = examples.starts.indexOf(inputs[0]!);
        assert.deepEqual(inputs, Array.from(examples.inputs.slice(...examples.starts.slice(example, example + 2))));
        assert.equal(places.targets[sequence], examples.targets[example]);
        seen.push(example);
      }
      assert.ok(!batch.next(places));
    }
    assert.deepEqual(
      seen.sort((a, b) => a - b),
      Array.from(examples.train),
    );
  });

  it('vectors and all targets of a step go to its row', () => {
    const { examples } = signsOfSums(12);
    const shape = fitToData(examples, { window: 50, batch: 3 });
    for (const batch of batches(examples, 'validation', shape)) {
      const places = placesFor(shape, 2);
      batch.next(places);
      for (let row = 0; row < places.steps.total; row++) {
        const vector = places.vectors.subarray(2 * row, 2 * row + 2);
        const step = examples.inputs.indexOf(vector[0]!) / 2;
        assert.deepEqual(vector, examples.inputs.slice(2 * step, 2 * step + 2));
        assert.deepEqual(
          places.targets.subarray(2 * row, 2 * row + 2),
          examples.targets.subarray(2 * step, 2 * step + 2),
        );
      }
    }
  });

  it('the window holds the longest of all, though it is held out', () => {
    const { examples } = firstTokens(23);
    const { starts } = examples;
    const numbers = Uint32Array.from(starts.subarray(1), (_, i) => i);
    const lengthOf = (i: number) => starts[i + 1]! - starts[i]!;
    const long = numbers.find((i) => lengthOf(i) === 9)!;
    const given = { ...examples, train: numbers.filter((i) => lengthOf(i) < 4), validation: Uint32Array.of(long) };
    assert.deepEqual(fitToData(given, { window: 50, batch: 3 }), { window: 9, batch: 3 });
  });
});

function placesFor({ window, batch }: { window: number; batch: number }, width: number): WindowPlaces {
  const rows = window * batch;
  return {
    steps: new Steps(new Arena('f32'), window, batch),
    inputs: new Int32Array(rows),
    vectors: new Float32Array(rows * width),
    targets: new Int32Array(rows * width),
  };
}
