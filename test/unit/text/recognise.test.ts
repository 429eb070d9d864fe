import assert from 'node:assert/strict';
import { type Format, recognise } from '../../../src/text/recognise.ts';

const cases: Record<string, { text: string; format: Format }> = {
  'running text': { text: 'It was a dark night.\nIt rained.\n', format: { task: 'language-model', layout: 'text' } },
  'a label, a tab and a text': {
    text: 'spam\tBuy now\nham\tSee you\nspam\tFree money\nham\tThanks\n',
    format: { task: 'classification', layout: 'tabs' },
  },
  'pairs: what stands first hardly repeats': {
    text: 'one\tun\ntwo\tdeux\nthree\ttrois\nfour\tquatre\n',
    format: { task: 'translation', layout: 'tabs' },
  },
  'a token, a tab and a tag, sentences apart': {
    text: 'Teddy\tPER\nran\tO\n\nThe\tO\nteddy\tBEAR\n',
    format: { task: 'tagging', layout: 'tabs' },
  },
  'CSV with a header': { text: 'text,label\n"Buy, now",spam\n', format: { task: 'classification', layout: 'csv' } },
  'CSV with semicolons and quotes': {
    text: '"Source";"Target"\none;un\n',
    format: { task: 'translation', layout: 'csv' },
  },
  'objects with label and text': {
    text: '{"label": "spam", "text": "Buy"}\n',
    format: { task: 'classification', layout: 'jsonl' },
  },
  'objects with x and y': { text: '{"x": [[1, 2]], "y": "a"}\n', format: { task: 'vectors', layout: 'jsonl' } },
  'objects with tokens and tags': {
    text: '{"tokens": ["a"], "tags": ["O"]}\n',
    format: { task: 'tagging', layout: 'jsonl' },
  },
  'objects with other keys': { text: '{"a": 1}\n{"b": 2}\n', format: { task: 'language-model', layout: 'jsonl' } },
  'code with tabs': {
    text: 'if (x)\n\treturn 1;\n\nelse\n\treturn 2;\n',
    format: { task: 'language-model', layout: 'text' },
  },
  'a single line with a tab': { text: 'a\tb\n', format: { task: 'language-model', layout: 'text' } },
};

describe('what a text is', () => {
  for (const [name, { text, format }] of Object.entries(cases))
    it(name, () => assert.deepEqual(recognise(text), format));

  it('the task that was asked for decides', () => {
    const labelled = cases['a label, a tab and a text']!.text;
    assert.deepEqual(recognise(labelled, 'generation'), { task: 'generation', layout: 'tabs' });
    assert.deepEqual(recognise(labelled, 'translation'), { task: 'translation', layout: 'tabs' });
    assert.deepEqual(recognise(labelled, 'language-model'), { task: 'language-model', layout: 'text' });
  });

  it('columns with more than a thousand labels are pairs: a dictionary has several words for one', () => {
    const lines = (words: number) =>
      Array.from({ length: 4 * words }, (_, i) => `word${i % words}\tWort${i}`).join('\n');
    assert.equal(recognise(lines(1000)).task, 'classification');
    assert.equal(recognise(lines(1001)).task, 'translation');
  });

  it('a generation from nothing is text alone', () => {
    assert.deepEqual(recognise('Anna\nBen\n', 'generation'), { task: 'generation', layout: 'text' });
  });
});
