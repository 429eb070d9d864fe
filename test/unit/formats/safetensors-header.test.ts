import assert from 'node:assert/strict';
import { headerLength, parseHeader } from '../../../src/formats/safetensors-header.ts';

describe('the header of a safetensors file', () => {
  const parse = (text: string) => parseHeader(new TextEncoder().encode(text));

  it('its length is read from where the array begins, and is no longer than the file', () => {
    const bytes = Uint8Array.of(9, 2, 1, 0, 0, 0, 0, 0, 0);
    assert.equal(headerLength(bytes.subarray(1), 300), 258);
    assert.throws(() => headerLength(bytes.subarray(1), 265), /should have 258 bytes, but only 257 follow/);
    assert.throws(() => headerLength(bytes.subarray(2), 300), /It has 7 bytes/);
  });

  it('a length of 64 bits is told as it is', () => {
    const bytes = Uint8Array.of(2, 1, 0, 0, 0, 0, 0, 0x80);
    assert.throws(() => headerLength(bytes, 300), /should have 9223372036854776066 bytes/);
  });

  it('an object is its tensors and its metadata, the spaces behind it are nothing', () => {
    const { tensors, metadata } = parse('{"__metadata__":{"task":"tagging"},"w":{}}  ');
    assert.deepEqual([tensors, metadata], [{ w: {} }, { task: 'tagging' }]);
  });

  it('anything else is refused', () => {
    for (const text of ['[1]', '3', 'null', ' {}'])
      assert.throws(() => parse(text), /not a JSON object that begins with \{/);
    for (const bytes of [Uint8Array.of(), Uint8Array.of(0x7b), Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)])
      assert.throws(() => parseHeader(bytes), /not JSON in UTF-8/);
    assert.throws(() => parse('{"__metadata__":{"task":3}}'), /must map strings to strings; task is 3/);
  });
});
