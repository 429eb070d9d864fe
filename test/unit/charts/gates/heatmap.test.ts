import assert from 'node:assert/strict';
import { divergingRamp, RAMP_COLOURS, sequentialRamp } from '../../../../src/charts/colours.ts';
import { gatesScene, heatOf } from '../../../../src/charts/gates/heatmap.ts';
import { layoutGates } from '../../../../src/charts/gates/layout.ts';
import type { Shape } from '../../../../src/charts/gates/scene.ts';
import { textsFor } from '../../../../src/charts/texts.ts';
import { PAPER } from '../../../../src/charts/theme.ts';
import { labelOf } from '../../../../src/charts/tokens.ts';
import { encodePlane, type GatePlane } from '../../../../src/protocol/gates.ts';

function plane(values: number[], range: GatePlane['range'], symbol = 'Γu', name = 'update'): GatePlane {
  return { name, symbol, range, ...encodePlane(values) };
}

const pixel = (bytes: Uint8ClampedArray, i: number) => [...bytes.subarray(i * 4, i * 4 + 4)];
const colour = (ramp: Uint8Array, i: number) => [...ramp.subarray(i * 3, i * 3 + 3), 255];

describe('heat of a plane', () => {
  it('stands units down and time across: [steps, units] becomes rows of units', () => {
    const { pixels } = heatOf(plane([0, 1, 1, 1, 0, 0], 'unit'), 3, 2, 2, false);
    const ramp = sequentialRamp(false);
    assert.deepEqual([pixels.columns, pixels.rows], [3, 2]);
    const ends = [0, 1, 0, 1, 1, 0].map((value) => colour(ramp, value * (RAMP_COLOURS - 1)));
    assert.deepEqual(
      ends.map((_, i) => pixel(pixels.bytes, i)),
      ends,
    );
  });

  it('signed planes have zero in the middle and round ends', () => {
    const heat = heatOf(plane([-2.7, 0, 2.7], 'signed'), 3, 1, 1, true);
    assert.deepEqual([heat.low, heat.high], [-3, 3]);
    assert.deepEqual(pixel(heat.pixels.bytes, 1), colour(divergingRamp(true), 127));
  });

  it('units that share a row show their mean', () => {
    const { pixels } = heatOf(plane([0, 1, 0.5, 0.5], 'unit'), 1, 4, 2, false);
    assert.equal(pixels.rows, 2);
    assert.deepEqual(pixel(pixels.bytes, 0), pixel(pixels.bytes, 1));
    assert.deepEqual(pixel(pixels.bytes, 0), colour(sequentialRamp(false), 127));
  });

  it('every unit is in exactly one row, for 7 units in 3 rows', () => {
    const one = (unit: number) =>
      heatOf(
        plane(
          Array.from({ length: 7 }, (_, i) => (i === unit ? 1 : 0)),
          'unit',
        ),
        1,
        7,
        3,
        false,
      );
    const blank = colour(sequentialRamp(false), 0).join();
    for (let unit = 0; unit < 7; unit++) {
      const marked = [0, 1, 2].filter((row) => pixel(one(unit).pixels.bytes, row).join() !== blank);
      assert.equal(marked.length, 1, `unit ${unit} shows in rows ${marked}`);
    }
  });
});

describe('scene of the gates', () => {
  const tokens = ['', ...'x'.repeat(99)];
  const labels = tokens.map(labelOf);
  const layout = layoutGates({ labels, units: 4, planes: [0, 1], available: 300 });
  const heats = [plane(Array(400).fill(0.5), 'unit'), plane(Array(400).fill(-1), 'signed', 'c̃', 'candidate')].map((p) =>
    heatOf(p, 100, 4, 4, false),
  );
  const scene = (left: number) =>
    gatesScene({ layout, heats, labels, theme: PAPER, texts: textsFor('en'), left, width: 300 });
  const flat = (shapes: Shape[]): Shape[] => shapes.flatMap((s) => (s.kind === 'clip' ? [s, ...flat(s.shapes)] : [s]));

  it('titles name each plane and stay in view while the text scrolls', () => {
    for (const left of [0, 500]) {
      const titles = scene(left).filter((shape) => shape.kind === 'title');
      assert.deepEqual(
        titles.map((title) => title.name),
        ['update', 'candidate'],
      );
      for (const title of titles) assert.ok(title.x >= left && title.x < left + 300);
    }
  });

  it('draws only the tokens in view', () => {
    const tokensAt = (left: number) => flat(scene(left)).filter((s) => s.kind === 'text' && s.text === 'x').length;
    assert.ok(tokensAt(0) < 80, `${tokensAt(0)} tokens`);
    assert.ok(tokensAt(500) > 10);
  });

  it('the zero input at the beginning is a mark', () => {
    assert.equal(flat(scene(0)).filter((s) => s.kind === 'mark' && s.mark === 'zero').length, 2);
    assert.equal(flat(scene(500)).filter((s) => s.kind === 'mark').length, 0);
  });
});
