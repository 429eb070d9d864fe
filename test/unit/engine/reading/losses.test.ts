import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import type { Examples, Pairs } from '../../../../src/engine/data.ts';
import { losses } from '../../../../src/engine/reading/losses.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import { network, training } from '../corpora.ts';
import { firstTokens, reversals, signsOfSums } from '../examples.ts';
import { createKernels } from '../kernels.ts';

const [tokens, vectors, pairs] = [firstTokens(60), signsOfSums(60), reversals(60)];
const cases: Record<string, [Examples | Pairs, Partial<NetworkConfig>]> = {
  'classes at the end': [tokens.examples, tokens.network],
  'answers at every step': [vectors.examples, vectors.network],
  'pairs, token after token': [pairs.pairs, pairs.network],
};

describe('losses of a trained network', () => {
  for (const [what, [data, own]] of Object.entries(cases))
    it(`${what}: those of validation, within 1e-6`, () => {
      const config = { ...network, ...own };
      const trainer = new Trainer(data, config, training, { createKernels });
      trainer.pack();
      let [nats, count] = [0, 0];
      for (const each of losses(config, trainer.snapshot('current'), data, data.validation, createKernels)) {
        nats += each.nats;
        count += each.tokens;
      }
      assert.ok(count > 0 && Math.abs(nats / count - trainer.validate()!) < 1e-6, `${nats / count}`);
    });
});
