import assert from 'node:assert/strict';
import type { CellKind } from '../../../src/engine/config.ts';
import { realsOf } from '../../../src/engine/memory.ts';
import { type TrainEvent, train } from '../../../src/engine/train.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import { countingLines, network, training, withoutValidation } from './corpora.ts';

const corpus = countingLines(40);
const cells: CellKind[] = ['rnn', 'gru', 'lstm'];

describe('training', () => {
  // Nine lengths and three beginnings, 5 tokens a line: no model can be better than (ln 9 + 8/9 ln 3) / 5 = 0.635.
  for (const cell of cells)
    it(`${cell} learns to count: validation loss from above 1 to below 0.7 nats in 25 epochs`, () => {
      const trainer = new Trainer(corpus, { ...network, cell }, { ...training, epochs: 25 });
      const losses = epochsOf(train(trainer)).map(({ validationNats }) => validationNats!);
      assert.ok(losses[0]! > 1, `it begins with ${losses[0]}`);
      assert.ok(Math.min(...losses) < 0.7, `best: ${Math.min(...losses)}`);
    });

  it('announces its steps, numbers them from 1, and predicts every training token once an epoch', () => {
    const trainer = new Trainer(corpus, network, training);
    const events = Array.from(train(trainer));
    const steps = events.filter((event) => event.kind === 'step');
    assert.deepEqual(
      steps.map(({ step }) => step),
      Array.from({ length: training.epochs * trainer.stepsPerEpoch }, (_, i) => i + 1),
    );
    const trained = corpus.train.reduce((sum, position, i) => sum + (i % 2 === 0 ? -position : position), 0);
    const tokens = steps.filter(({ epoch }) => epoch === 2).reduce((sum, step) => sum + step.tokens, 0);
    assert.equal(tokens, trained);
    assert.deepEqual(events.at(-1), { kind: 'end', reason: 'finished', epoch: training.epochs });
  });

  it('the same seed gives the same weights bit for bit, another seed others', () => {
    const weights = [1, 1, 2].map((seed) => {
      const trainer = new Trainer(corpus, network, { ...training, dropout: 0.3, seed });
      Array.from(train(trainer));
      return trainer.snapshot('current');
    });
    assert.deepEqual(weights[0], weights[1]);
    assert.notDeepEqual(weights[0], weights[2]);
  });

  it('keeps the weights of the epoch with the lowest validation loss', () => {
    const trainer = new Trainer(corpus, network, { ...training, epochs: 30, learningRate: 0.3 });
    let best = { nats: Number.POSITIVE_INFINITY, weights: new Float32Array() };
    let worse = 0;
    for (const event of train(trainer)) {
      if (event.kind !== 'epoch') continue;
      assert.equal(event.best, event.validationNats! < best.nats);
      if (event.best) best = { nats: event.validationNats!, weights: trainer.snapshot('current') };
      else worse++;
    }
    assert.ok(worse > 0, 'no epoch was worse than one before');
    assert.deepEqual(trainer.snapshot('best'), best.weights);
  });

  it('without validation every epoch is the best', () => {
    const trainer = new Trainer(withoutValidation(corpus), network, training);
    for (const event of train(trainer))
      if (event.kind === 'epoch') assert.deepEqual([event.best, event.validationNats], [true, undefined]);
    assert.deepEqual(trainer.snapshot('best'), trainer.snapshot('current'));
  });

  it('is the same training with and without validation', () => {
    const weights = [corpus, withoutValidation(corpus)].map((given) => {
      const trainer = new Trainer(given, network, { ...training, dropout: 0.3 });
      Array.from(train(trainer));
      return trainer.snapshot('current');
    });
    assert.deepEqual(weights[0], weights[1]);
  });

  it('validation drops nothing and changes nothing', () => {
    const trainer = new Trainer(corpus, network, { ...training, dropout: 0.9 });
    const before = trainer.snapshot('current');
    const nats = trainer.validate(trainer.kernels);
    assert.equal(trainer.validate(trainer.kernels), nats);
    assert.deepEqual(trainer.snapshot('current'), before);
    const undropped = new Trainer(corpus, network, training);
    assert.equal(undropped.validate(undropped.kernels), nats);
  });

  it('the loss of running text does not depend on how many held-out blocks are read side by side, within 1e-6', () => {
    const ids = Uint8Array.from({ length: 600 }, (_, i) => (i * i + (i >> 3)) % network.vocabulary);
    const [train, validation] = [Uint32Array.of(0, 200, 260, 400, 480, 600), Uint32Array.of(200, 260, 400, 480)];
    const losses = [1, 2, 7].map((batch) => {
      const trainer = new Trainer({ kind: 'text', ids, train, validation }, network, { ...training, batch });
      return trainer.validate(trainer.kernels)!;
    });
    for (const nats of losses) assert.ok(Math.abs(nats - losses[0]!) < 1e-6, losses.join());
  });

  it('a norm above clip is brought down to it', () => {
    const trainer = new Trainer(corpus, network, { ...training, clip: 1e-3 });
    trainer.windows('train').next();
    const { gradientNorm } = trainer.gradient(trainer.kernels);
    trainer.update(gradientNorm);
    const clipped = Array.from(realsOf(trainer.memory, trainer.plan.gradients, 'f32'));
    const norm = Math.hypot(...clipped);
    assert.ok(gradientNorm > 0.1 && Math.abs(norm - 1e-3) < 1e-8, `${gradientNorm}, ${norm}`);
  });

  it('an id outside the vocabulary is refused with its place', () => {
    const ids = corpus.ids.slice();
    ids[17] = 9;
    assert.throws(() => new Trainer({ ...corpus, ids }, network, training), /below 5.*got 9 at position 17/);
  });
});

describe('stopping', () => {
  it('is asked before every matrix product, and drops the step that is not finished', () => {
    const trainer = new Trainer(corpus, network, training);
    const whole = Array.from(train(new Trainer(corpus, network, training)));
    let asked = 0;
    let steps = 0;
    let before = trainer.snapshot('current');
    for (const event of train(trainer, () => ++asked > 500)) {
      if (event.kind === 'step') {
        assert.deepEqual(event, whole.filter((other) => other.kind === 'step')[steps++]);
        before = trainer.snapshot('current');
      }
      if (event.kind === 'end') assert.deepEqual(event, { kind: 'end', reason: 'stopped', epoch: 1 });
    }
    assert.equal(asked, 501);
    assert.ok(steps > 0);
    assert.deepEqual(trainer.snapshot('current'), before);
  });

  it('at once: the initial weights are kept', () => {
    const trainer = new Trainer(corpus, network, training);
    const initial = trainer.snapshot('current');
    assert.deepEqual(Array.from(train(trainer, () => true)), [{ kind: 'end', reason: 'stopped', epoch: 0 }]);
    assert.deepEqual(trainer.snapshot('best'), initial);
  });

  it('before the first validation: the weights of now are kept', () => {
    const trainer = new Trainer(corpus, network, training);
    let stop = false;
    for (const event of train(trainer, () => stop)) if (event.kind === 'step' && event.step === 3) stop = true;
    assert.deepEqual(trainer.snapshot('best'), trainer.snapshot('current'));
    assert.notDeepEqual(trainer.snapshot('best'), new Trainer(corpus, network, training).snapshot('best'));
  });

  it('later: the best weights are kept', () => {
    const trainer = new Trainer(corpus, network, training);
    let stop = false;
    let validated = new Float32Array();
    for (const event of train(trainer, () => stop)) {
      if (event.kind === 'epoch') validated = trainer.snapshot('best');
      if (event.kind === 'step' && event.epoch === 2) stop = true;
    }
    assert.deepEqual(trainer.snapshot('best'), validated);
    assert.notDeepEqual(trainer.snapshot('current'), validated);
  });

  it('in the validation', () => {
    const trainer = new Trainer(corpus, network, training);
    let steps = 0;
    const events = Array.from(
      train(trainer, () => steps === trainer.stepsPerEpoch),
      (event) => {
        if (event.kind === 'step') steps++;
        return event.kind;
      },
    );
    assert.deepEqual(events.slice(-2), ['step', 'end']);
  });
});

function epochsOf(events: Iterable<TrainEvent>): Extract<TrainEvent, { kind: 'epoch' }>[] {
  return Array.from(events).filter((event) => event.kind === 'epoch');
}
