/** Gate planes in 16 bits: what is lost, and what is not. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodePlane, encodePlane } from '../../../src/protocol/gates.ts';

describe('gate planes', () => {
  it('decode(encode(values)): error at most max |value| / 65534, and the rounding of a float32', () => {
    const values = fc.float32Array({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6, maxLength: 300 });
    fc.assert(
      fc.property(values, (plane) => {
        const stored = encodePlane(plane);
        const back = decodePlane(stored);
        assert.equal(back.length, plane.length);
        const bound = stored.scale / 65534 + stored.scale * 2 ** -23;
        for (const [i, value] of plane.entries())
          assert.ok(Math.abs(back[i]! - value) <= bound, `${value} came back as ${back[i]}`);
      }),
    );
  });

  it('keeps 0, the largest value and its negative', () => {
    assert.deepEqual([...decodePlane(encodePlane([0, 0.75, -0.75]))], [0, 0.75, -0.75]);
  });

  it('stores little-endian int16 in base64: 1, -1 and a half', () => {
    assert.deepEqual(encodePlane([1, -1, 0.5]), { scale: 1, data: btoa('\xff\x7f\x01\x80\x00\x40') });
  });

  it('keeps a plane of zeros and an empty one', () => {
    assert.deepEqual([...decodePlane(encodePlane(new Float32Array(5)))], [0, 0, 0, 0, 0]);
    assert.deepEqual([...decodePlane(encodePlane([]))], []);
  });

  it('keeps the other values when some are no finite numbers', () => {
    assert.deepEqual([...decodePlane(encodePlane([Number.NaN, 2, Infinity, -Infinity, -2]))], [0, 2, 2, -2, -2]);
    assert.deepEqual([...decodePlane(encodePlane([Number.NaN, Infinity]))], [0, 0]);
  });

  it('survives JSON, 100,000 values at once', () => {
    const plane = Float32Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    const back = decodePlane(JSON.parse(JSON.stringify(encodePlane(plane))));
    for (const [i, value] of plane.entries()) assert.ok(Math.abs(back[i]! - value) < 1.6e-5);
  });
});
