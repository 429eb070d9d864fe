import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentsOf, openDocument } from '../../../../src/text/tokens/documents.ts';
import { openSentence, sentences } from '../../../../src/text/tokens/sentences.ts';
import { hardText } from '../segments.ts';

describe('sentences', () => {
  it('English: over wrapped lines, ended by blank lines, marks and closing quotes', () => {
    const text = 'It was a dark\r\nnight. "Was it?" She laughed.\n\nA HEADING\n \nPi is 3.14.  Yes!';
    const expected = ['It was a dark night.', '"Was it?"', 'She laughed.', 'A HEADING', 'Pi is 3.14.', 'Yes!'];
    assert.deepEqual(sentences(text), expected);
  });

  it('titles and initials belong to the name that follows', () => {
    const text =
      'Mr. Bennet and Dr.\nA. B. Smith ran. "Mrs. Long?" So did I. Is it T. rex? See St. Paul. SMr. Yes. Mr.';
    const expected = ['Mr. Bennet and Dr. A. B. Smith ran.', '"Mrs. Long?"', 'So did I.', 'Is it T. rex?'];
    assert.deepEqual(sentences(text), [...expected, 'See St. Paul.', 'SMr.', 'Yes.', 'Mr.']);
    assert.equal(openSentence('He saw Mr. '), 'He saw Mr. ');
  });

  it('Chinese and Japanese: wrapped lines are joined without a blank', () => {
    assert.deepEqual(sentences('我喜欢\n苹果。你呢？好'), ['我喜欢苹果。', '你呢？', '好']);
    assert.deepEqual(sentences('日本語を\n勉強する。'), ['日本語を勉強する。']);
  });

  it('what has begun at the end of a text goes on; behind the end of a sentence begins another', () => {
    const cases = {
      '': '',
      He: 'He',
      'He ran. ': '',
      'He ran. She l': 'She l',
      '你好。': '',
      '你好。我': '我',
      'a\n\n': '',
    };
    for (const [text, open] of Object.entries(cases)) assert.equal(openSentence(text), open, text);
  });

  it('loses nothing but blanks, in any text: 200 texts', () => {
    const blank = /\s/gu;
    const property = fc.property(hardText, (text) =>
      assert.equal(sentences(text).join('').replace(blank, ''), text.replace(blank, '')),
    );
    fc.assert(property, { numRuns: 200 });
  });

  it('a long text is cut as its pieces are, and what never ends is cut all the same', () => {
    const long = Array.from({ length: 3000 }, (_, i) => `Sentence number ${i} is here.`);
    assert.deepEqual(sentences(long.join(' ')), long);
    assert.equal(sentences('word '.repeat(5000)).join(' ').replace(/ /g, '').length, 20_000);
  });
});

describe('documents of a text', () => {
  it('lines, sentences, or the whole', () => {
    const text = 'One. Two\r\n\r\nThree.';
    assert.deepEqual(documentsOf(text, 'lines'), ['One. Two', 'Three.']);
    assert.deepEqual(documentsOf(text, 'sentences'), ['One.', 'Two', 'Three.']);
    assert.deepEqual(documentsOf(text, 'text'), ['One. Two\n\nThree.']);
    assert.deepEqual(documentsOf(' \n', 'text'), []);
    assert.deepEqual(
      [openDocument(text, 'lines'), openDocument(text, 'text'), openDocument(`${text} F`, 'sentences')],
      ['Three.', text, 'F'],
    );
  });
});
