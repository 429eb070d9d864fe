import assert from 'node:assert/strict';
import { momentsOf, type OptimiserConfig, type TrainingConfig } from '../../../../src/engine/config.ts';
import { realsOf } from '../../../../src/engine/memory/memory.ts';
import { optimise } from '../../../../src/engine/training/optimiser.ts';
import { train } from '../../../../src/engine/training/train.ts';
import { Trainer, type TrainerOptions } from '../../../../src/engine/training/trainer.ts';
import { addressAt, RESERVED_BYTES } from '../../../../src/kernels/kernels.ts';
import { countingLines, network, training } from '../corpora.ts';
import { createKernels } from '../kernels.ts';

/** With learning rates that suit them. */
const optimisers: Record<string, { optimiser: OptimiserConfig; learningRate: number }> = {
  adam: { optimiser: { kind: 'adam' }, learningRate: 0.02 },
  adamw: { optimiser: { kind: 'adamw' }, learningRate: 0.02 },
  rmsprop: { optimiser: { kind: 'rmsprop' }, learningRate: 0.01 },
  sgd: { optimiser: { kind: 'sgd' }, learningRate: 0.1 },
  'sgd without momentum': { optimiser: { kind: 'sgd', momentum: 0 }, learningRate: 1 },
};

/** One parameter's step by its gradient, step after step: PyTorch's formulas with its defaults. */
const formulas: Record<string, (learningRate: number) => (parameter: number, gradient: number) => number> = {
  adam: (learningRate) => adam(learningRate, 0),
  adamw: (learningRate) => adam(learningRate, 0.01),
  rmsprop: (learningRate) => {
    let v = 0;
    return (parameter, g) => {
      v = 0.99 * v + 0.01 * g * g;
      return parameter - (learningRate * g) / (Math.sqrt(v) + 1e-8);
    };
  },
  sgd: (learningRate) => sgd(learningRate, 0.9),
  'sgd without momentum': (learningRate) => sgd(learningRate, 0),
};

describe('optimisers', () => {
  for (const [name, config] of Object.entries(optimisers)) {
    it(`${name}: 10 epochs bring the validation loss from above 1.5 to below 0.95 nats`, () => {
      const trainer = open({ ...config, epochs: 10 });
      trainer.pack();
      const before = trainer.validate()!;
      Array.from(train(trainer));
      const after = trainer.validate()!;
      assert.ok(before > 1.5 && after < 0.95, `${before}, ${after}`);
    });

    it(`${name}: three steps are those of the formula, with PyTorch's defaults: difference < 1e-12 in 64 bits`, () => {
      const trainer = open({ ...config, clip: 0 }, { precision: 'f64' });
      const parameters = realsOf(trainer.memory, trainer.plan.parameters, 'f64');
      const gradients = realsOf(trainer.memory, trainer.plan.gradients, 'f64');
      const expected = Array.from(parameters);
      const steps = expected.map(() => formulas[name]!(config.learningRate));
      trainer.pack();
      trainer.windows('train').next();
      for (let step = 0; step < 3; step++) {
        const { gradientNorm } = trainer.gradient();
        for (const [i, gradient] of gradients.entries()) expected[i] = steps[i]!(expected[i]!, gradient);
        trainer.update(gradientNorm);
        for (const [i, value] of expected.entries())
          assert.ok(Math.abs(parameters[i]! - value) < 1e-12, `step ${step + 1}, [${i}]: ${parameters[i]}, ${value}`);
      }
    });

    it(`${name}: changes the elements [from, to) and no other`, () => {
      const count = 40;
      const kept = momentsOf(config.optimiser);
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      const all = new Float64Array(memory.buffer, RESERVED_BYTES, (2 + kept) * count);
      const before = all.map((_, i) => 1 / (1.5 + Math.floor(i / count)));
      all.set(before);
      const at = (vector: number) => addressAt(RESERVED_BYTES + vector * count * 8);
      const places = { parameters: at(0), gradients: at(1), moments: [at(2), at(3)].slice(0, kept) };
      optimise(createKernels(memory, 'f64', addressAt(0)), config.optimiser, places, 7, 30, config.learningRate, 1);
      for (const [i, value] of all.entries()) {
        const inside = i % count >= 7 && i % count < 30;
        const isGradient = Math.floor(i / count) === 1;
        assert.equal(value !== before[i], inside && !isGradient, `[${i}]: ${value}`);
      }
    });
  }

  it('adam is the one that is taken where none is named', () => {
    const [named, unnamed] = [open({ optimiser: { kind: 'adam' } }), open({})];
    for (const trainer of [named, unnamed]) Array.from(train(trainer));
    assert.deepEqual(unnamed.snapshot('current'), named.snapshot('current'));
  });

  it('adamw: every weight decays by learningRate * weightDecay of itself at a step: difference < 1e-6', () => {
    const learningRate = 0.02;
    const [decayed, plain] = [
      step(open({ optimiser: { kind: 'adamw', weightDecay: 2.5 }, learningRate })),
      step(open({ optimiser: { kind: 'adam' }, learningRate })),
    ];
    const before = open({}).snapshot('current');
    for (const [i, value] of decayed.entries())
      assert.ok(Math.abs(value - (plain[i]! - 0.05 * before[i]!)) < 1e-6, `[${i}]: ${value}`);
  });
});

describe('clipValue', () => {
  it('brings every element of the gradient into [-clipValue, clipValue], and changes no other', () => {
    const limit = 0.01;
    const free = gradientAfter(open({ clip: 0 }));
    const clamped = gradientAfter(open({ clip: 0, clipValue: limit }));
    assert.ok(free.some((value) => value > limit) && free.some((value) => value < -limit));
    assert.ok(free.some((value) => value !== 0 && Math.abs(value) < limit));
    assert.deepEqual(
      clamped,
      free.map((value) => Math.min(Math.max(value, -limit), limit)),
    );
  });

  it('comes after the norm was clipped', () => {
    const [clip, limit] = [0.1, 0.01];
    const scaled = gradientAfter(open({ clip }));
    assert.ok(scaled.some((value) => Math.abs(value) > limit));
    assert.deepEqual(
      gradientAfter(open({ clip, clipValue: limit })),
      scaled.map((value) => Math.min(Math.max(value, -limit), limit)),
    );
  });

  it('0 does not clip', () => {
    assert.deepEqual(gradientAfter(open({ clip: 0, clipValue: 0 })), gradientAfter(open({ clip: 0 })));
  });
});

function open(config: Partial<TrainingConfig>, options: TrainerOptions = {}): Trainer {
  return new Trainer(
    countingLines(40),
    { ...network, layers: 1 },
    { ...training, ...config },
    { createKernels, ...options },
  );
}

/** The parameters after one step. */
function step(trainer: Trainer): Float32Array {
  trainer.pack();
  trainer.windows('train').next();
  trainer.update(trainer.gradient().gradientNorm);
  return trainer.snapshot('current');
}

/** The gradient of one step as the optimiser has seen it. */
function gradientAfter(trainer: Trainer): Float32Array {
  step(trainer);
  return Float32Array.from(realsOf(trainer.memory, trainer.plan.gradients, 'f32'));
}

/** Kingma and Ba, 2015, algorithm 1; with decay, Loshchilov and Hutter, 2019. */
function adam(learningRate: number, decay: number): (parameter: number, gradient: number) => number {
  let [m, v, t] = [0, 0, 0];
  return (parameter, g) => {
    t++;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const [mean, variance] = [m / (1 - 0.9 ** t), v / (1 - 0.999 ** t)];
    return parameter * (1 - learningRate * decay) - (learningRate * mean) / (Math.sqrt(variance) + 1e-8);
  };
}

function sgd(learningRate: number, momentum: number): (parameter: number, gradient: number) => number {
  let moved = 0;
  return (parameter, g) => {
    moved = momentum * moved + g;
    return parameter - learningRate * moved;
  };
}
