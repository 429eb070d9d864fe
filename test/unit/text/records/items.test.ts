import assert from 'node:assert/strict';
import { linesOfItems, linesOfJson } from '../../../../src/text/records/items.ts';

describe('items of an array', () => {
  it('texts and objects become lines', () => {
    assert.equal(linesOfItems(['a\tb', '']), 'a\tb\n');
    assert.equal(linesOfItems([{ x: [Float32Array.of(1, 2)] }, { y: 1 }]), '{"x":[[1,2]]}\n{"y":1}');
  });

  const circular: Record<string, unknown> = { label: 'a' };
  circular.text = circular;
  const faults: [what: string, items: unknown[], message: RegExp][] = [
    ['numbers', [1, 2, 3], /^item 1: a text or an object was expected; got 1$/],
    ['arrays', [['label', 'text']], /^item 1: a text or an object was expected; got an array$/],
    ['nothing', [null, { label: 'a', text: 'b' }], /^item 1: a text or an object was expected; got null$/],
    ['a text among objects', [{ x: 1 }, 'a'], /^item 2: an object, as the first item is, was expected; got a text$/],
    ['an object among texts', ['a', { x: 1 }], /^item 2: a text, as the first item is, was expected; got an object$/],
    ['a typed array', [Float32Array.of(1)], /^item 1: .* got an array$/],
    ['a date', [new Date(0)], /^item 1: .* got an object$/],
    ['a text of two lines', ['a\nb'], /^item 1: a text of an array is a line, and this one has several/],
    [
      'a record within itself',
      [{ label: 'b', text: 'c' }, circular],
      /^item 2 cannot be written as JSON, .*circular structure/,
    ],
    ['a large integer', [{ x: 1n }], /^item 1 cannot be written as JSON, .*BigInt/],
  ];
  for (const [what, items, message] of faults)
    it(`${what}: which item, and what was expected`, () => {
      assert.throws(() => linesOfItems(items), { name: 'RecordError', message });
    });

  it('a text that is an array of JSON, or one object, on any lines', () => {
    assert.equal(linesOfJson('[\n  {\n    "a": 1\n  },\n  {"a": 2}\n]\n'), '{"a":1}\n{"a":2}');
    assert.equal(linesOfJson('["Anna", "Ben"]'), 'Anna\nBen');
    assert.equal(linesOfJson('{\n  "a": 1\n}'), '{"a":1}');
  });

  it('other texts are none; an array of objects with a mistake is refused', () => {
    for (const text of ['[Enter Hamlet]\n', '{"a": 1}\n{"a": 2}\n', '{ return }', 'text', ''])
      assert.equal(linesOfJson(text), undefined);
    assert.throws(() => linesOfJson('[{"a": NaN}]'), /^RecordError: an array of JSON was expected, with an object for/);
  });
});
