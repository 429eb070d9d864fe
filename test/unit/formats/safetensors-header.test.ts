import assert from 'node:assert/strict';
import { headerLength, parseHeader } from '../../../src/formats/safetensors-header.ts';

describe('the header of a safetensors file', () => {
  const parse = (text: string) => parseHeader(new TextEncoder().encode(text));

  it('its length is read from where the array begins, in 64 bits', () => {
    const bytes = Uint8Array.of(9, 2, 1, 0, 0, 0, 0, 0, 0x80);
    assert.equal(headerLength(bytes.subarray(1)), 2n ** 63n + 258n);
  });

  it('an object is its entries, the spaces behind it are nothing', () => {
    assert.deepEqual(parse('{"__metadata__":{"task":"tagging"}}  '), {
      entries: { __metadata__: { task: 'tagging' } },
    });
  });

  it('anything else is a fault', () => {
    for (const text of ['[1]', '3', 'null', ' {}']) assert.deepEqual(parse(text), { fault: 'object' });
    for (const bytes of [Uint8Array.of(), Uint8Array.of(0x7b), Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)]) {
      const header = parseHeader(bytes);
      assert.ok('fault' in header && header.fault === 'json' && header.cause instanceof Error);
    }
  });
});
