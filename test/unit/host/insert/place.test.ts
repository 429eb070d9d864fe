import assert from 'node:assert/strict';
import { type Change, Place } from '../../../../src/host/insert/place.ts';

const insertion = (rangeOffset: number, text: string): Change => ({ rangeOffset, rangeLength: 0, text });
const deletion = (rangeOffset: number, rangeLength: number): Change => ({ rangeOffset, rangeLength, text: '' });

/** A place at 10 into which "abc" has been written: [10, 13). */
function written(): Place {
  const place = new Place(10);
  assert.equal(place.follow(insertion(10, 'abc'), 'abc'), 'ours');
  return place;
}

describe('host/insert/place', () => {
  it('moves on with our own text', () => {
    assert.equal(written().end, 13);
  });

  const elsewhere: [string, Change, number][] = [
    ['typing before it moves it', insertion(3, 'xy'), 15],
    ['typing just before it moves it', insertion(10, 'xy'), 15],
    ['deleting before it moves it', deletion(2, 5), 8],
    ['deleting up to it moves it', deletion(9, 1), 12],
    ['replacing before it moves it', { rangeOffset: 0, rangeLength: 4, text: 'x' }, 10],
    ['typing behind it leaves it', insertion(14, 'xy'), 13],
    ['deleting behind it leaves it', deletion(14, 3), 13],
  ];
  for (const [title, change, end] of elsewhere) {
    it(title, () => {
      const place = written();
      assert.equal(place.follow(change), 'elsewhere');
      assert.equal(place.end, end);
    });
  }

  const edits: [string, Change][] = [
    ['typing where the next text goes', insertion(13, 'x')],
    ['typing into what was written', insertion(11, 'x')],
    ['undoing what was written', deletion(10, 3)],
    ['deleting across its beginning', deletion(8, 4)],
    ['deleting what follows directly', deletion(13, 1)],
    ['replacing the whole text', { rangeOffset: 0, rangeLength: 30, text: 'new' }],
  ];
  for (const [title, change] of edits) {
    it(`${title} is an edit of the place`, () => assert.equal(written().follow(change), 'edited'));
  }

  it('before anything is written, typing at the very place is an edit of it', () => {
    assert.equal(new Place(10).follow(insertion(10, 'x')), 'edited');
  });

  it('takes only the text in flight for ours', () => {
    assert.equal(new Place(10).follow(insertion(10, 'x'), 'abc'), 'edited');
    assert.equal(new Place(10).follow(insertion(4, 'abc'), 'abc'), 'elsewhere');
  });
});
