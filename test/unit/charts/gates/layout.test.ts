import assert from 'node:assert/strict';
import fc from 'fast-check';
import { roundLimit, unitTicks } from '../../../../src/charts/gates/axis.ts';
import { cellBox, hitTest, layoutGates } from '../../../../src/charts/gates/layout.ts';
import { labelOf } from '../../../../src/charts/tokens.ts';

const characters = (text: string) => [...text].map(labelOf);

describe('layout of the heatmaps', () => {
  it('stands panels side by side while there is room', () => {
    const request = { labels: characters('tyrannosaurus'), units: 64, planes: [0, 1, 2, 3, 4, 5] };
    assert.equal(layoutGates({ ...request, available: 760 }).columns, 3);
    assert.equal(layoutGates({ ...request, available: 200 }).columns, 1);
    assert.equal(
      layoutGates({ ...request, available: 1000 }).columns,
      3,
      'six panels: two rows of three, not four and two',
    );
    for (const available of [240, 500, 760, 1000, 1600])
      assert.ok(layoutGates({ ...request, available }).width <= available);
  });

  it('makes a long text wider than the view instead of squeezing a character below 10 px', () => {
    const layout = layoutGates({ labels: characters('x'.repeat(200)), units: 64, planes: [0], available: 400 });
    assert.ok(layout.cellWidth >= 10);
    assert.ok(layout.width > 2000);
  });

  it('stands words up, no label longer than 100 px', () => {
    const labels = ['the', 'incomprehensibilities'].map(labelOf);
    const layout = layoutGates({ labels, units: 8, planes: [0, 1], available: 700 });
    assert.equal(layout.labels, 'up');
    assert.ok(layout.labelRoom <= 100);
  });

  it('keeps 1 to 4096 units within 256 px in the overview, and gives each a pixel when a gate is alone', () => {
    for (const units of [1, 64, 256, 512, 4096]) {
      const request = { labels: characters('abc'), units, available: 700 };
      const plot = layoutGates({ ...request, planes: [0, 1] }).panels[0]?.plot;
      assert.ok(plot && plot.height <= 256 + 1e-9, `${units} units take ${plot?.height} px`);
      assert.ok(layoutGates({ ...request, planes: [0] }).cellHeight >= 1);
    }
  });

  it('finds the value under every cell, and none beside the cells', () => {
    const shape = fc.record({ steps: fc.integer({ min: 1, max: 60 }), units: fc.integer({ min: 1, max: 700 }) });
    fc.assert(
      fc.property(shape, fc.integer({ min: 120, max: 1400 }), fc.nat(), ({ steps, units }, available, pick) => {
        const labels = characters('a'.repeat(steps));
        const layout = layoutGates({ labels, units, planes: [0, 1, 2, 3], available });
        const place = { panel: pick % 4, step: pick % steps, unit: pick % units };
        const cell = cellBox(layout, place);
        assert.ok(cell);
        assert.deepEqual(hitTest(layout, cell.x + cell.width / 2, cell.y + cell.height / 2), place);
        const plot = layout.panels[place.panel]?.plot;
        assert.equal(hitTest(layout, (plot?.x ?? 0) - 1, cell.y), undefined);
        assert.equal(hitTest(layout, cell.x, (plot?.y ?? 0) - 1), undefined);
      }),
    );
  });

  it('numbers units at least 14 px apart, beginning with 1', () => {
    for (const [units, height] of [
      [1, 12],
      [12, 12],
      [64, 2],
      [100, 4],
      [512, 0.5],
      [4096, 0.0625],
    ] as const) {
      const ticks = unitTicks(units, height);
      assert.equal(ticks[0], 1);
      assert.ok((ticks.at(-1) ?? 0) <= units);
      for (let i = 1; i < ticks.length; i++) assert.ok(((ticks[i] ?? 0) - (ticks[i - 1] ?? 0)) * height >= 14);
    }
  });

  it('rounds the end of a scale up, by less than 2 times', () => {
    for (const scale of [0.0123, 0.5, 0.9999, 1, 1.01, 2.7, 31, 99, 1e-9]) {
      const limit = roundLimit(scale);
      assert.ok(limit >= scale * (1 - 1e-5) && limit < scale * 2, `${scale} gives ${limit}`);
    }
    assert.equal(roundLimit(2.7), 3);
    assert.equal(roundLimit(0), 1);
    assert.equal(roundLimit(Number.NaN), 1);
  });
});
