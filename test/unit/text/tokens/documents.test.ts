import assert from 'node:assert/strict';
import { continuation, continuedDocuments } from '../../../../src/text/tokens/documents.ts';

describe('a text that goes on where another ended', () => {
  it('is read from its beginning, or, where a document ends within it, from there', () => {
    assert.deepEqual(continuation('a\nb', 'text'), { text: 'a\nb', isAnew: false });
    assert.deepEqual(continuation('ab', 'lines'), { text: 'ab', isAnew: false });
    assert.deepEqual(continuation('a\nb', 'lines'), { text: 'b', isAnew: true });
    assert.deepEqual(continuation(' and ran', 'sentences'), { text: ' and ran', isAnew: false });
    assert.deepEqual(continuation(' ran. She', 'sentences'), { text: 'She', isAnew: true });
    assert.deepEqual(continuation(' ran. ', 'sentences'), { text: '', isAnew: true });
  });

  it('documents: the rest of one, whole ones, and one that has begun', () => {
    const cases = {
      text: { 'a\r\n\nb': ['a\n\nb'] },
      lines: {
        ab: ['ab'],
        'a\r\n\nb\nc': ['a', 'b', 'c'],
        'a\n': ['a', ''],
        '\n': ['', ''],
        '\n\nab': ['', 'ab'],
        '\nab\nc': ['', 'ab', 'c'],
      },
      sentences: {
        ' and': [' and'],
        ' ran. She sat. He': [' ran.', 'She sat.', 'He'],
        ' ran. ': [' ran.', ''],
        '\n\nShe sat. He': ['', 'She sat.', 'He'],
      },
    };
    for (const [kind, texts] of Object.entries(cases))
      for (const [text, documents] of Object.entries(texts))
        assert.deepEqual(continuedDocuments(text, kind as 'text'), documents, JSON.stringify([kind, text]));
  });
});
