/** Text to corpus: ids, ranges, vocabulary, and what the user is told. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Corpus } from '../../../../src/engine/data.ts';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { buildCorpus, type CorpusOptions } from '../../../../src/text/datasets/corpus.ts';
import { TextError } from '../../../../src/text/text-error.ts';
import { EOS, UNK } from '../../../../src/text/tokens/vocabulary.ts';

const plain: CorpusOptions = { level: 'characters', vocabulary: 10_000, documents: 'auto', validation: 10 };

/** Distinct lines "n100", "n107", ...: every character is in many of them. */
function manyLines(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `n${7 * i + 100}`);
}

describe('buildCorpus', () => {
  it('the example of ARCHITECTURE.md: two lines, their ids, inputs and targets', () => {
    const { corpus, vocabulary } = buildCorpus('ab\nb\n', { ...plain, documents: 'lines', validation: 0, minimum: 1 });
    // <EOS> 0, <UNK> 1, then by falling frequency: b twice, a once.
    assert.deepEqual(vocabulary.toJSON().tokens, ['b', 'a']);
    assert.deepEqual([...corpus.ids], [3, 2, 0, 2, 0]);
    assert.deepEqual([...corpus.train], [0, 3, 3, 5]);
    // x<1> is the zero vector and no token; then x<t> = y<t-1>; the last y of a line is EOS.
    const documents = [corpus.ids.slice(0, 3), corpus.ids.slice(3, 5)].map((targets) => ({
      inputs: ['zero', ...targets.slice(0, -1)],
      targets: [...targets],
    }));
    assert.deepEqual(documents, [
      { inputs: ['zero', 3, 2], targets: [3, 2, EOS] },
      { inputs: ['zero', 2], targets: [2, EOS] },
    ]);
  });

  it('the same two lines as one text: the line feed is a token, ties go by first appearance, EOS ends the whole', () => {
    const { corpus, vocabulary } = buildCorpus('ab\nb\n', { ...plain, documents: 'text', validation: 0, minimum: 1 });
    assert.deepEqual(vocabulary.toJSON().tokens, ['b', '\n', 'a']);
    assert.deepEqual([...corpus.ids], [4, 2, 3, 2, 3, 0]);
    assert.deepEqual([...corpus.train], [0, 6]);
  });

  it('sentences: each ends with EOS, also where all letters are small', () => {
    const text = 'One\nfine day. It rained. One fine day. The end';
    const form = { lowercase: true, unicode: 'as-is' } as const;
    const built = buildCorpus(text, { ...plain, documents: 'sentences', form, validation: 3, minimum: 1 });
    const { corpus, vocabulary, documents, notices } = built;
    assert.equal(documents, 'sentences');
    assert.equal(corpus.kind, 'lines');
    const [, end, , second] = corpus.train;
    assert.equal(vocabulary.decode(corpus.ids.subarray(0, end)), 'one fine day.');
    assert.equal(corpus.ids[second! - 1], EOS);
    assert.equal(corpus.validation.length, 2);
    assert.match(notices.map(sayEnglish).join(), /^1 sentence that stands in the text twice was used once\./);
    assert.throws(
      () => buildCorpus('One.', { ...plain, documents: 'sentences' }),
      /has 1 distinct sentence; training on sentences needs at least 2\. Add sentences/,
    );
  });

  it('fits the protocol, in shared memory, ids as bytes', () => {
    const built = buildCorpus(manyLines(30).join('\n'), plain);
    const corpus: Corpus = built.corpus;
    assert.ok(corpus.ids instanceof Uint8Array);
    for (const array of [corpus.ids, corpus.train, corpus.validation])
      assert.ok(array.buffer instanceof SharedArrayBuffer);
  });

  it('lines 10, 20, 30 of the distinct lines are held out', () => {
    const lines = manyLines(35);
    const { corpus, vocabulary, documents, validationTokens, trainTokens, firstHeldOut } = buildCorpus(
      [...lines.slice(0, 5), ...lines].join('\n'),
      plain,
    );
    assert.equal(documents, 'lines');
    const heldOut = Array.from({ length: 3 }, (_, i) =>
      vocabulary.decode(corpus.ids.slice(corpus.validation[2 * i], corpus.validation[2 * i + 1])),
    );
    assert.deepEqual(heldOut, [lines[9], lines[19], lines[29]]);
    assert.equal(firstHeldOut, lines[9]);
    assert.equal(validationTokens + trainTokens, corpus.ids.length);
    assert.equal(validationTokens, lines[9]!.length + lines[19]!.length + lines[29]!.length + 3);
  });

  it('lines: decoding every range gives the distinct lines back', () => {
    const line = fc.string({ unit: fc.constantFrom(...'abc 中😀'), minLength: 1, maxLength: 9 });
    const property = fc.property(fc.array(line, { minLength: 12, maxLength: 60 }), (lines) => {
      const distinct = [...new Set(lines.filter((l) => l.trim() !== ''))];
      fc.pre(distinct.length >= 2);
      const { corpus, vocabulary } = buildCorpus(lines.join('\n'), {
        ...plain,
        documents: 'lines',
        validation: 0,
        minimum: 1,
      });
      const back = Array.from({ length: corpus.train.length / 2 }, (_, i) => {
        const ids = corpus.ids.slice(corpus.train[2 * i], corpus.train[2 * i + 1]);
        assert.equal(ids.indexOf(EOS), ids.length - 1);
        return vocabulary.decode(ids);
      });
      assert.deepEqual(back, distinct);
    });
    fc.assert(property);
  });

  for (const level of ['characters', 'words'] as const)
    it(`text of ${level}: decoding all ids gives the text back, EOS stands at the end only`, () => {
      const text = 'The whale 😀 swims — 鲸鱼在游。\n\nIt can’t stop. '.repeat(200);
      const { corpus, vocabulary, documents } = buildCorpus(text, { ...plain, level });
      assert.equal(documents, 'text');
      assert.equal(vocabulary.decode(corpus.ids), text);
      assert.equal(corpus.ids.indexOf(EOS), corpus.ids.length - 1);
    });

  it('counts the vocabulary on the training part: what only the held-out line has is UNK, and a notice says so', () => {
    const lines = Array.from({ length: 10 }, (_, i) => 'ab'.repeat(i + 1));
    lines[9] = 'abzz';
    const { corpus, vocabulary, notices } = buildCorpus(lines.join('\n'), plain);
    assert.equal(vocabulary.has('z'), false);
    assert.deepEqual([...corpus.ids.slice(corpus.validation[0], corpus.validation[1])], [2, 3, UNK, UNK, EOS]);
    assert.deepEqual(notices.map(sayEnglish), [
      '2 characters of the validation part (40.0 %) never occur in the training part: they are UNK.',
    ]);
  });

  it('keeps the most frequent tokens, ties by first appearance, the others are UNK, and a notice says so', () => {
    const text = 'the pear the apple the fig a fig '.repeat(3);
    const { vocabulary, corpus, notices } = buildCorpus(text, {
      ...plain,
      level: 'words',
      vocabulary: 3,
      documents: 'text',
      validation: 0,
    });
    assert.deepEqual(vocabulary.toJSON().tokens, [' ', 'the', 'fig']);
    assert.equal(vocabulary.size, 5);
    assert.deepEqual([...corpus.ids.slice(0, 8)], [3, 2, UNK, 2, 3, 2, UNK, 2]);
    assert.deepEqual(notices.map(sayEnglish), [
      'The vocabulary keeps the 3 most frequent of 6 words; the others, 18.4 % of the training part, are UNK.',
    ]);
  });

  it('tells how many repeated lines were left out', () => {
    const lines = manyLines(20);
    assert.deepEqual(buildCorpus([...lines, ...lines.slice(3, 7)].join('\n'), plain).notices.map(sayEnglish), [
      '4 lines that repeat an earlier one were left out.',
    ]);
    assert.match(buildCorpus([...lines, lines[0]].join('\n'), plain).notices.map(sayEnglish)[0]!, /^1 line /);
  });

  it('tells when fewer than every k-th can be held out', () => {
    const few = buildCorpus(manyLines(9).join('\n'), plain);
    assert.deepEqual(
      few.notices.map(sayEnglish)[0],
      'The text has fewer than 10 lines: one from the middle is held out for validation.',
    );
    assert.equal(few.corpus.validation.length, 2);
    const tiny = buildCorpus('just one short sentence', plain);
    assert.match(tiny.notices.map(sayEnglish)[0]!, /too few to hold any out: there is no validation loss/);
    assert.equal(tiny.validationTokens, 0);
  });

  it('ids of more than 254 known tokens are 16 bits wide', () => {
    const wide = (n: number) => Array.from({ length: n }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
    const options = { ...plain, validation: 0 };
    assert.ok(buildCorpus(wide(254), options).corpus.ids instanceof Uint8Array);
    const { corpus, vocabulary } = buildCorpus(wide(255), options);
    assert.ok(corpus.ids instanceof Uint16Array);
    assert.equal(vocabulary.decode(corpus.ids), wide(255));
  });

  it('tells the longest training range, so that a window can be shortened', () => {
    assert.equal(
      buildCorpus(['rex', 'tyrannosaurus', 'raptor'].join('\n'), { ...plain, validation: 0 }).about.longest,
      14,
    );
    const text = buildCorpus('x'.repeat(999), plain);
    assert.equal(text.about.longest, text.corpus.train[1]! - text.corpus.train[0]!);
  });

  it('says how many documents there are, and shows the first', () => {
    const { about } = buildCorpus('\none\n\n\ntwo\nthree\nfour\nfive\nsix'.padEnd(200, 'x'), {
      ...plain,
      documents: 'lines',
      validation: 3,
    });
    assert.deepEqual(about, { train: 4, validation: 2, longest: 5, preview: ['one', 'two', 'three'] });
    const { preview } = buildCorpus(`${'word '.repeat(3000)}\nnext`, { ...plain, documents: 'text' }).about;
    assert.deepEqual(preview, [`${'word '.repeat(16)}…`]);
  });

  it('the first held-out line of a text is a whole line of it, at most 60 graphemes', () => {
    const paragraph = 'It was a dark and stormy night.\n\nThe whale swam on.\n\n';
    const { firstHeldOut } = buildCorpus(paragraph.repeat(400), plain);
    assert.ok(['It was a dark and stormy night.', 'The whale swam on.'].includes(firstHeldOut), firstHeldOut);
    const long = buildCorpus('many words and no line feed at all '.repeat(900), plain).firstHeldOut;
    assert.match(long, /^(many|words|and|no|line|feed|at|all) /);
    assert.equal(long.length, 60);
  });

  it('refuses a text without text, and one that is too short, with numbers and what to do', () => {
    const faults: [string, Partial<CorpusOptions>, string, RegExp][] = [
      [' \n\t\u3000\n', {}, 'text.empty', /^a\.txt has no text in it\. Choose/],
      [
        'tiny',
        {},
        'text.too-short',
        /^a\.txt is too short: it has 5 characters, the end of the text counted; at least 20 are needed\. Add/,
      ],
      ['a\nb\nc', {}, 'text.too-short', /it has 6 characters, the end of each line counted; at least 20/],
      ['one two three', { level: 'words' }, 'text.too-short', /it has 6 words/],
      [
        'tyrannosaurus rex again',
        { documents: 'lines' },
        'text.one-document',
        /1 distinct line; .* at least 2\. .* documents to 'text'/,
      ],
      ['rex\n'.repeat(50), {}, 'text.one-document', /1 distinct line/],
      ['a'.repeat(30), { minimum: 50 }, 'text.too-short', /31 characters.*at least 50/],
    ];
    for (const [text, options, code, message] of faults)
      assert.throws(
        () => buildCorpus(text, { ...plain, ...options, name: 'a.txt' }),
        (error) => error instanceof TextError && error.told.code === code && message.test(error.message),
        text,
      );
  });

  it('the same text gives the same corpus', () => {
    const text = manyLines(500).join('\n');
    assert.deepEqual(buildCorpus(text, plain), buildCorpus(text, plain));
  });
});
