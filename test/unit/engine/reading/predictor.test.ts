import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../src/engine/config.ts';
import { createRandom, uniform } from '../../../../src/engine/memory/random.ts';
import { parameterTable } from '../../../../src/engine/network/parameters.ts';
import { softmax } from '../../../../src/engine/reading/odds.ts';
import { type Prediction, predict } from '../../../../src/engine/reading/predictor.ts';
import { Reader } from '../../../../src/engine/reading/reader.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { Trainer } from '../../../../src/engine/training/trainer.ts';
import { network, training } from '../corpora.ts';
import { firstTokens, signsOfSums } from '../examples.ts';
import { createKernels } from '../kernels.ts';

describe('predictions', () => {
  it('a class at the end: probabilities of the trained network, right for held-out examples', () => {
    const { examples, network: cell } = firstTokens(60);
    const config: NetworkConfig = { ...network, ...cell, directions: 2 };
    const predictions = predictionsOf(config, trained(examples, config), examples, examples.validation);
    assert.equal(predictions.length, 12);
    for (const { example, outputs } of predictions) {
      assert.equal(outputs.length, 2);
      const probabilities = softmax(outputs);
      assert.ok(Math.abs(probabilities[0]! + probabilities[1]! - 1) < 1e-12);
      assert.ok(probabilities[examples.targets[example]!]! > 0.9, `${example}: ${probabilities}`);
    }
  });

  it('answers at every step, in the order of the steps', () => {
    const { examples, network: cell } = signsOfSums(200);
    const config: NetworkConfig = { ...network, ...cell };
    const weights = trained(examples, config);
    let [right, all] = [0, 0];
    for (const { example, outputs } of predictionsOf(config, weights, examples, examples.validation)) {
      const [from, to] = examples.starts.slice(example, example + 2) as unknown as [number, number];
      assert.equal(outputs.length, 2 * (to - from));
      outputs.forEach((logit, i) => {
        const target = examples.targets[2 * from + i]!;
        if (target < 0) return;
        all++;
        if (logit > 0 === (target === 1)) right++;
      });
    }
    assert.ok(right > 0.85 * all, `${right} of ${all}`);
  });

  it('of one direction are those of a network that reads token after token, within 1e-6', () => {
    const { examples } = firstTokens(20);
    const head = { kind: 'softmax', outputs: 4, at: 'steps' } as const;
    const config: NetworkConfig = { ...network, vocabulary: 4, head };
    const weights = new Trainer(
      { kind: 'lines', ids: Uint8Array.of(1, 2), train: Uint32Array.of(0, 2), validation: new Uint32Array() },
      config,
      training,
    ).snapshot('best');
    for (const { example, outputs } of predictionsOf(config, weights, examples, examples.train)) {
      const reader = new Reader(config, weights, createKernels);
      const inputs = examples.inputs.slice(examples.starts[example], examples.starts[example + 1]);
      inputs.forEach((id, t) => {
        reader.read(id);
        const sum = reader.weigh(1, []);
        const probabilities = softmax(outputs.subarray(4 * t, 4 * t + 4));
        for (let v = 0; v < 4; v++) assert.ok(Math.abs(probabilities[v]! - reader.odds[v]! / sum) < 1e-6);
      });
    }
  });

  it('numbers are given as they are', () => {
    const { examples } = firstTokens(20);
    const head = { kind: 'linear', outputs: 3, at: 'end' } as const;
    const config: NetworkConfig = { ...network, vocabulary: 4, head };
    const targets = Float32Array.from({ length: 60 }, (_, i) => (i % 3) - 1);
    const data = { ...examples, targets };
    for (const { outputs } of predictionsOf(config, trained(data, config), data, examples.validation))
      outputs.forEach((value, i) => {
        assert.ok(Math.abs(value - (i - 1)) < 0.1, `${outputs}`);
      });
  });

  it('examples of very different lengths are predicted as each alone is', () => {
    const random = createRandom(3, 'order');
    const lengths = [700, 1, 3, 40, 2, 41, 1];
    const starts = [0];
    for (const length of lengths) starts.push(starts.at(-1)! + length);
    const inputs = Uint8Array.from({ length: starts.at(-1)! }, () => Math.floor(4 * uniform(random)));
    const head = { kind: 'softmax', outputs: 3, at: 'end' } as const;
    const config: NetworkConfig = { ...network, vocabulary: 4, head, directions: 2 };
    const weights = new Float32Array(parameterTable(config).count).map(() => uniform(random) - 0.5);
    const examples = { starts: Uint32Array.from(starts), inputs };
    const together = predictionsOf(config, weights, examples, Uint32Array.from(lengths.keys()));
    assert.deepEqual(together.map(({ example }) => example).sort(), [...lengths.keys()]);
    for (const { example, outputs } of together) {
      const [alone] = predictionsOf(config, weights, examples, Uint32Array.of(example));
      for (const [i, value] of outputs.entries()) assert.ok(Math.abs(value - alone!.outputs[i]!) < 1e-5);
    }
  });

  it('what the network cannot read is refused', () => {
    const { examples } = firstTokens(20);
    const weights = new Float32Array();
    assert.throws(
      () => predictionsOf({ ...network, input: { vectors: 2 } }, weights, examples, examples.train),
      /hold tokens/,
    );
  });
});

function trained(data: ConstructorParameters<typeof Trainer>[0], config: NetworkConfig): Float32Array {
  const trainer = new Trainer(data, config, { ...training, epochs: 60 }, { createKernels });
  Array.from(train(trainer));
  return trainer.snapshot('best');
}

function predictionsOf(...[config, weights, examples, numbers]: Parameters<typeof predict>): Prediction[] {
  return Array.from(predict(config, weights, examples, numbers, createKernels)).flat();
}
