import assert from 'node:assert/strict';
import {
  colourIndex,
  cssColour,
  divergingRamp,
  lightness,
  RAMP_COLOURS,
  type Ramp,
  sequentialRamp,
} from '../../../src/charts/colours.ts';

function lightnesses(ramp: Ramp): number[] {
  return Array.from({ length: RAMP_COLOURS }, (_, i) =>
    lightness(ramp[i * 3] ?? 0, ramp[i * 3 + 1] ?? 0, ramp[i * 3 + 2] ?? 0),
  );
}

function largestDeparture(values: number[]): number {
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const line = values.map((_, i) => first + ((last - first) * i) / (values.length - 1));
  return Math.max(...values.map((value, i) => Math.abs(value - (line[i] ?? 0))));
}

describe('colour scales', () => {
  for (const dark of [false, true]) {
    const theme = dark ? 'dark' : 'light';
    it(`sequential, ${theme}: lightness departs from a straight line by less than 0.006`, () => {
      assert.ok(largestDeparture(lightnesses(sequentialRamp(dark))) < 0.006);
    });
    it(`diverging, ${theme}: each arm departs from a straight line by less than 0.006`, () => {
      const values = lightnesses(divergingRamp(dark));
      assert.ok(largestDeparture(values.slice(0, 128)) < 0.006);
      assert.ok(largestDeparture(values.slice(127)) < 0.006);
    });
    it(`diverging, ${theme}: both ends are equally light within 0.005, zero is grey within 4 of 255`, () => {
      const ramp = divergingRamp(dark);
      const values = lightnesses(ramp);
      assert.ok(Math.abs((values[0] ?? 0) - (values.at(-1) ?? 1)) < 0.005);
      const zero = [...ramp.subarray(127 * 3, 128 * 3)];
      assert.ok(Math.max(...zero) - Math.min(...zero) <= 4);
    });
    it(`diverging, ${theme}: negative is blue, positive is orange`, () => {
      const ramp = divergingRamp(dark);
      const [first, last] = [[...ramp.subarray(0, 3)], [...ramp.subarray(-3)]];
      assert.ok((first[2] ?? 0) > (first[0] ?? 0) + 60);
      assert.ok((last[0] ?? 0) > (last[2] ?? 0) + 60);
    });
  }

  it('a value finds its colour; outside of the scale it takes the end', () => {
    assert.equal(colourIndex(0, -1, 1), 127);
    assert.equal(colourIndex(-1, -1, 1), 0);
    assert.equal(colourIndex(2, 0, 1), RAMP_COLOURS - 1);
    assert.equal(colourIndex(-0.1, 0, 1), 0);
    assert.equal(cssColour(Uint8Array.of(1, 2, 3, 4, 5, 6), 1), 'rgb(4 5 6)');
  });
});
