import assert from 'node:assert/strict';
import { movePlace, possibleChoice, shownPlanes } from '../../../../src/charts/gates/gates-state.ts';
import { type Reading, readingSentence } from '../../../../src/charts/gates/gates-words.ts';
import { heatOf } from '../../../../src/charts/gates/heatmap.ts';
import { layoutGates } from '../../../../src/charts/gates/layout.ts';
import { textsFor } from '../../../../src/charts/texts.ts';
import { labelOf } from '../../../../src/charts/tokens.ts';
import { encodePlane, type GatePlane, type GatesPayload } from '../../../../src/protocol/gates.ts';

const plane: GatePlane = { name: 'forget', symbol: 'Γf', range: 'unit', ...encodePlane([0.1, 0.2, 0.3, 0.4]) };
const payload: GatesPayload = {
  model: 'm',
  cell: 'lstm',
  tokens: ['', 'a'],
  layers: [
    { units: 2, planes: [plane, plane, plane] },
    { units: 2, planes: [plane] },
  ],
};

describe('what is looked at', () => {
  it('all planes of a layer, or one', () => {
    assert.deepEqual(shownPlanes(payload, { layer: 0, plane: 'all' }), [0, 1, 2]);
    assert.deepEqual(shownPlanes(payload, { layer: 0, plane: 2 }), [2]);
  });

  it('a choice that a new payload lacks falls back to the first layer and to all planes', () => {
    assert.deepEqual(possibleChoice(payload, { layer: 5, plane: 1 }), { layer: 0, plane: 1 });
    assert.deepEqual(possibleChoice(payload, { layer: 1, plane: 2 }), { layer: 1, plane: 'all' });
  });

  it('keys walk over every value and stop at the edges', () => {
    const layout = layoutGates({ labels: ['', 'a'].map(labelOf), units: 2, planes: [0, 1, 2], available: 700 });
    let place = movePlace(layout, undefined, 'ArrowRight');
    assert.deepEqual(place, { panel: 0, step: 0, unit: 0 });
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'PageDown'])
      place = movePlace(layout, place, key);
    assert.deepEqual(place, { panel: 1, step: 1, unit: 1 });
    assert.deepEqual(movePlace(layout, place, 'Home'), { panel: 1, step: 0, unit: 1 });
    assert.equal(movePlace(layout, place, 'Enter'), undefined);
  });

  it('a screen reader hears the gate, its value and its place, counted from 1', () => {
    const heats = [heatOf(plane, 2, 2, 2, false)];
    const reading: Reading = { heats, panel: 0, token: 'a', layer: 0, step: 1, unit: 0, units: 2 };
    assert.equal(readingSentence(reading, textsFor('en')), 'forget 0.300, layer 1, unit 1, t = 2, “a”');
  });
});
