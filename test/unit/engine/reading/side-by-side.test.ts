import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { isAddressable } from '../../../../src/engine/memory/memory.ts';
import { planPredicting, planReading } from '../../../../src/engine/network/plan.ts';
import { mostSteps } from '../../../../src/engine/reading/side-by-side.ts';

const large: NetworkConfig = { cell: 'lstm', layers: 2, hidden: 2000, vocabulary: 50 };

describe('how much can be read at once', () => {
  it('is as many steps as were asked for, where they fit', () => {
    assert.equal(mostSteps({ ...large, hidden: 10 }, 100_000), 100_000);
  });

  it('is what fits into 4 GiB: one step more does not', () => {
    const steps = mostSteps(large, 100_000);
    const fits = (window: number) => isAddressable(planPredicting(large, { window, batch: 1 }));
    assert.ok(steps > 1000 && fits(steps) && !fits(steps + 1), `${steps}`);
  });

  it('of an encoder it is what the source takes', () => {
    const config: NetworkConfig = { ...large, encoder: { vocabulary: 50 } };
    const steps = mostSteps(config, 100_000);
    const fits = (window: number) => isAddressable(planReading(config, 'f32', window));
    assert.ok(steps > 1000 && fits(steps) && !fits(steps + 1), `${steps}`);
  });

  it('is nothing where the weights alone are too many', () => {
    assert.equal(mostSteps({ ...large, hidden: 20_000 }, 100_000), 0);
  });
});
