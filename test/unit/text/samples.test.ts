/** The sample texts: complete, readable, and what 'auto' makes of them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildCorpus } from '../../../src/text/datasets/corpus.ts';
import { decodeText } from '../../../src/text/encoding/decode.ts';

const auto = { level: 'characters', vocabulary: 10_000, documents: 'auto', validation: 10 } as const;

async function sample(name: string): Promise<string> {
  // A script in plain JavaScript, without types.
  const script = new URL('../../../scripts/samples.mjs', import.meta.url).href;
  const { prepareSamples } = (await import(script)) as { prepareSamples(): Promise<void> };
  await prepareSamples();
  return decodeText(readFileSync(new URL(`../../../samples/${name}`, import.meta.url)), { name });
}

describe('samples', () => {
  it('dinosaurs.txt: 1,318 distinct names in lower case, 131 held out', async () => {
    const text = await sample('dinosaurs.txt');
    assert.match(text, /^([a-z]+\n)+$/);
    const { documents, corpus, vocabulary, notices, about } = buildCorpus(text, auto);
    assert.equal(documents, 'lines');
    assert.equal(corpus.train.length / 2 + corpus.validation.length / 2, 1318);
    assert.equal(corpus.validation.length / 2, 131);
    assert.equal(vocabulary.size, 28);
    assert.ok(about.longest < 32, `longest name: ${about.longest}`);
    assert.deepEqual(notices, []);
  });

  it('moby-dick.txt: a text of 135 chapters in order, its first sentence and its last', async () => {
    const text = await sample('moby-dick.txt');
    const chapters = [...text.matchAll(/^CHAPTER (\d+)\./gm)].map((match) => Number(match[1]));
    assert.deepEqual(
      chapters,
      Array.from({ length: 135 }, (_, i) => i + 1),
    );
    assert.ok(text.includes('\n\nCall me Ishmael. '));
    assert.ok(text.endsWith('only found another orphan.\n'));
    const { documents, corpus } = buildCorpus(text, auto);
    assert.equal(documents, 'text');
    assert.ok(corpus.validation.length / 2 >= 20);
  });

  it('poems-zh.txt: 124 distinct lines of four to seven characters', async () => {
    const text = await sample('poems-zh.txt');
    assert.match(text, /^(\p{Script=Han}{4,7}\n){124}$/u);
    const { documents, corpus } = buildCorpus(text, auto);
    assert.equal(documents, 'lines');
    assert.equal((corpus.train.length + corpus.validation.length) / 2, 124);
  });
});
