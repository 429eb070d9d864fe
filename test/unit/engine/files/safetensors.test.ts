import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../../../../src/engine/files/safetensors.ts';
import { SafetensorsError } from '../../../../src/formats/safetensors-header.ts';

const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, n) => product * n, 1);
  return fc.array(fc.float(), { minLength: length, maxLength: length }).map((values) => ({
    shape,
    values: Float32Array.from(values),
  }));
});
const name = fc.string().filter((text) => text !== '__metadata__');
const file = fc.record({
  tensors: fc.array(fc.tuple(name, tensor), { maxLength: 5 }).map((entries) => new Map<string, Tensor>(entries)),
  metadata: fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
});

const one = encodeSafetensors({
  tensors: new Map([
    ['a', { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
    ['b', { shape: [3], values: Float32Array.of(5, 6, 7) }],
  ]),
  metadata: { note: 'x' },
});

describe('safetensors', () => {
  it('what was written is read again, names, shapes, bits and metadata', () => {
    fc.assert(
      fc.property(file, ({ tensors, metadata }) => {
        const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
        assert.deepEqual(Object.entries(decoded.metadata).sort(), Object.entries(metadata).sort());
        assert.deepEqual(new Map([...decoded.tensors].sort(byName)), new Map([...tensors].sort(byName)));
      }),
    );
  });

  it('is the format: length, a header that begins with {, tensors from a multiple of 8', () => {
    const length = Number(new DataView(one.buffer).getBigUint64(0, true));
    const header = new TextDecoder().decode(one.subarray(8, 8 + length));
    assert.equal((8 + length) % 8, 0);
    assert.deepEqual(JSON.parse(header), {
      __metadata__: { note: 'x' },
      a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
      b: { dtype: 'F32', shape: [3], data_offsets: [16, 28] },
    });
    assert.ok(header.startsWith('{'));
    assert.deepEqual(new Float32Array(one.slice(8 + length).buffer), Float32Array.of(1, 2, 3, 4, 5, 6, 7));
  });

  it("Node's Buffer is read like any other array, though its slice() is a view", () => {
    const bytes = Buffer.concat([Buffer.alloc(3), one]).subarray(3);
    assert.deepEqual(decodeSafetensors(bytes), decodeSafetensors(one));
  });

  it('a file cut off anywhere is refused', () => {
    fc.assert(
      fc.property(fc.nat(one.length - 1), (length) => {
        assert.throws(() => decodeSafetensors(one.subarray(0, length)), SafetensorsError);
      }),
    );
  });

  it('bytes that are no file are refused, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          assert.ok(error instanceof SafetensorsError, String(error));
        }
      }),
    );
  });

  const f32 = (shape: unknown, offsets: unknown, dtype = 'F32') => ({ dtype, shape, data_offsets: offsets });
  const damaged: [string, unknown, number, RegExp][] = [
    ['a hole', { a: f32([1], [0, 4]), b: f32([1], [8, 12]) }, 12, /hole of 4 bytes before the tensor b/],
    ['an overlap', { a: f32([2], [0, 8]), b: f32([1], [4, 8]) }, 8, /tensor b overlaps the one before it by 4 bytes/],
    ['bytes after the end', { a: f32([1], [0, 4]) }, 7, /3 bytes after its last tensor/],
    ['missing bytes', { a: f32([2], [0, 8]) }, 4, /cut off: 4 bytes of its tensors are missing/],
    ['another type', { a: f32([1], [0, 2], 'F16') }, 2, /tensor a has the type "F16"; only "F32" can be read/],
    ['a shape of other size', { a: f32([3], [0, 8]) }, 8, /tensor a has 8 bytes; its shape \[3\] needs 12/],
    ['a negative size', { a: f32([-1], [0, 4]) }, 4, /tensor a has the shape \[-1\]/],
    ['no offsets', { a: { dtype: 'F32', shape: [1] } }, 4, /tensor a has the offsets undefined/],
    ['an entry that is none', { a: 7 }, 0, /tensor a has no description/],
    ['metadata of numbers', { __metadata__: { n: 7 } }, 0, /must map strings to strings; n is 7/],
    ['a header that is a list', [], 0, /not a JSON object that begins with \{/],
  ];
  for (const [what, header, size, message] of damaged)
    it(`${what} is refused with words`, () => {
      assert.throws(() => decodeSafetensors(build(JSON.stringify(header), size)), message);
    });

  it('a header that is not JSON, or begins with a space, is refused', () => {
    assert.throws(() => decodeSafetensors(build('{"a":', 0)), /not JSON/);
    assert.throws(() => decodeSafetensors(build(' {}', 0)), /begins with \{/);
    assert.throws(() => decodeSafetensors(Uint8Array.of(1, 2, 3)), /It has 3 bytes/);
    assert.throws(() => decodeSafetensors(new Uint8Array(16).fill(255)), /should have \d+ bytes, but only 8 follow/);
  });
});

/** A file with this header and so many bytes of zeros. */
function build(header: string, size: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

function byName([a]: [string, Tensor], [b]: [string, Tensor]): number {
  return a < b ? -1 : 1;
}
