import assert from 'node:assert/strict';
import type { NetworkConfig, TrainingConfig } from '../../../../src/engine/config.ts';
import { NO_TOKEN, type TrainingData } from '../../../../src/engine/data.ts';
import { realsOf } from '../../../../src/engine/memory/memory.ts';
import { CrewLost } from '../../../../src/engine/threads/thread.ts';
import { type TrainEvent, train } from '../../../../src/engine/training/train.ts';
import { Trainer, type TrainerOptions } from '../../../../src/engine/training/trainer.ts';
import { sayEnglish } from '../../../../src/messages/message.ts';
import { countingLines, network, training, withoutValidation } from '../corpora.ts';
import { firstTokens, reversals, signsOfSums } from '../examples.ts';
import { createKernels } from '../kernels.ts';
import { cells } from '../networks.ts';

const corpus = countingLines(40);

describe('training', () => {
  // A line's number, taken modulo 9, decides its length and so its beginning, modulo 3; a line has 5 tokens. What
  // counts without seeing that comes to (ln 9 + 8/9 ln 3) / 5 = 0.635; nothing can come below ln 9 / 5 = 0.439.
  for (const [name, cell] of Object.entries(cells))
    it(`${name} learns to count: validation loss from above 1 to below 0.7 nats in 60 epochs`, () => {
      const losses = lossesOf(train(open({ network: cell, training: { epochs: 60 } })));
      assert.ok(losses[0]! > 1, `it begins with ${losses[0]}`);
      assert.ok(Math.min(...losses) < 0.7, `best: ${Math.min(...losses)}`);
    });

  it('both directions have read the token that is to be predicted, except EOS: below 0.1 nats in 60 epochs', () => {
    const losses = lossesOf(train(open({ network: { directions: 2 }, training: { epochs: 60 } })));
    assert.ok(Math.min(...losses) < 0.1, `best: ${Math.min(...losses)}`);
  });

  it('embeddings and a learned beginning learn as well: below 0.7 nats in 60 epochs', () => {
    const trainer = open({
      network: { input: { embedding: 3 }, initialState: 'learned' },
      training: { epochs: 60 },
    });
    const before = trainer.snapshot('current');
    const losses = lossesOf(train(trainer));
    assert.ok(Math.min(...losses) < 0.7, `best: ${Math.min(...losses)}`);
    const after = trainer.snapshot('current');
    for (const { name, role, offset, length } of trainer.plan.table.entries)
      for (let i = 0; i < length; i++) {
        // No line reads the tokens EOS and UNK, the first two.
        const stays = role === 'embedding' && i < 2 * 3;
        assert.equal(after[offset + i] === before[offset + i], stays, `${name}[${i}]`);
      }
  });

  it('in 32 bits is what it is in 64 for 20 steps: relative difference of the losses < 1e-4', () => {
    const losses = (['f32', 'f64'] as const).map((precision) =>
      Array.from(train(open({ precision })))
        .filter((event) => event.kind === 'step')
        .map(({ loss }) => loss)
        .slice(0, 20),
    );
    assert.equal(losses[0]!.length, 20);
    for (const [i, nats] of losses[1]!.entries())
      assert.ok(Math.abs(losses[0]![i]! - nats) < 1e-4 * nats, `step ${i + 1}: ${losses[0]![i]}, ${nats}`);
  });

  it('announces its steps, numbers them from 1, and predicts every training token once an epoch', () => {
    const trainer = open();
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
    const weights = [1, 1, 2].map((seed) =>
      weightsAfter(open({ network: { initialState: 'random' }, training: { dropout: 0.3, seed } })),
    );
    assert.deepEqual(weights[0], weights[1]);
    assert.notDeepEqual(weights[0], weights[2]);
  });

  it('keeps the weights of the epoch with the lowest validation loss', () => {
    const trainer = open({ training: { epochs: 30, learningRate: 0.3 } });
    let best = { nats: Number.POSITIVE_INFINITY, weights: new Float32Array() };
    let worse = 0;
    for (const event of train(trainer)) {
      if (event.kind !== 'epoch') continue;
      assert.equal(event.best, event.validationLoss! < best.nats);
      if (event.best) best = { nats: event.validationLoss!, weights: trainer.snapshot('current') };
      else worse++;
    }
    assert.ok(worse > 0, 'no epoch was worse than one before');
    assert.deepEqual(trainer.snapshot('best'), best.weights);
  });

  it('without validation every epoch is the best', () => {
    const trainer = open({ data: withoutValidation(corpus) });
    for (const event of train(trainer))
      if (event.kind === 'epoch') assert.deepEqual([event.best, event.validationLoss], [true, undefined]);
    assert.deepEqual(trainer.snapshot('best'), trainer.snapshot('current'));
  });

  it('is the same training with and without validation', () => {
    const weights = [corpus, withoutValidation(corpus)].map((given) =>
      weightsAfter(open({ data: given, training: { dropout: 0.3 } })),
    );
    assert.deepEqual(weights[0], weights[1]);
  });

  const running: TrainingData = {
    kind: 'text',
    ids: Uint8Array.from({ length: 400 }, (_, i) => (i * i + (i >> 3)) % network.vocabulary),
    train: Uint32Array.of(0, 180, 200, 380),
    validation: Uint32Array.of(180, 200, 380, 400),
  };
  for (const [what, given] of Object.entries<Given>({
    'lines, some longer than a window': { training: { window: 4 } },
    'running text': { data: running },
    'random beginnings in both directions': { data: running, network: { directions: 2, initialState: 'random' } },
    'learned beginnings': { data: running, network: { initialState: 'learned' } },
    'gru, running text': { data: running, network: { cell: 'gru' } },
    pairs: { data: reversals(30).pairs, network: reversals(30).network },
  }))
    it(`validations in the middle of epochs change no bit of the training, nor of each other: ${what}`, () => {
      const config = { dropout: 0.3, epochs: 2 };
      const alone = open({ ...given, training: { ...given.training, ...config } });
      const often = open({ ...given, training: { ...given.training, ...config, validateEvery: 1 } });
      const expected: [number, Float32Array, number | undefined][] = [];
      const ended: number[] = [];
      for (const event of train(often))
        if (event.kind === 'validation') expected.push([event.step, often.snapshot('current'), event.validationLoss]);
      for (const event of train(alone)) {
        if (event.kind === 'epoch') ended.push(event.validationLoss!);
        if (event.kind !== 'step') continue;
        assert.deepEqual(expected[event.step - 1]!.slice(0, 2), [event.step, alone.snapshot('current')]);
      }
      assert.equal(expected.length, 2 * alone.stepsPerEpoch);
      assert.deepEqual(
        ended,
        [1, 2].map((epoch) => expected[epoch * alone.stepsPerEpoch - 1]![2]),
      );
    });

  it('every fourth step and after the last one; the best weights are kept, epochs say nothing of it', () => {
    const trainer = open({ training: { epochs: 3, validateEvery: 4, learningRate: 0.3 } });
    const steps = 3 * trainer.stepsPerEpoch;
    assert.ok(steps % 4 !== 0 && trainer.stepsPerEpoch % 4 !== 0, `${steps}`);
    const seen: number[] = [];
    let best = { nats: Number.POSITIVE_INFINITY, weights: new Float32Array() };
    for (const event of train(trainer)) {
      if (event.kind === 'epoch') assert.deepEqual([event.best, 'validationLoss' in event], [false, false]);
      if (event.kind !== 'validation') continue;
      seen.push(event.step);
      assert.equal(event.epoch, Math.ceil(event.step / trainer.stepsPerEpoch));
      assert.equal(event.best, event.validationLoss < best.nats);
      if (event.best) best = { nats: event.validationLoss, weights: trainer.snapshot('current') };
    }
    assert.deepEqual(seen, [...Array.from({ length: Math.floor(steps / 4) }, (_, i) => 4 * (i + 1)), steps]);
    assert.deepEqual(trainer.snapshot('best'), best.weights);
  });

  it('nothing is held out: epochs are what they are without validateEvery', () => {
    const events = [0, 3].map((validateEvery) => {
      const trainer = open({ data: withoutValidation(corpus), training: { validateEvery } });
      return [Array.from(train(trainer)), trainer.snapshot('best')];
    });
    assert.deepEqual(events[0], events[1]);
  });

  it('validation drops nothing and changes nothing', () => {
    const trainer = open({ training: { dropout: 0.9 } });
    const before = trainer.snapshot('current');
    trainer.pack();
    const nats = trainer.validate();
    assert.equal(trainer.validate(), nats);
    assert.deepEqual(trainer.snapshot('current'), before);
    const undropped = open();
    undropped.pack();
    assert.equal(undropped.validate(), nats);
  });

  it('the loss of running text does not depend on how many held-out blocks are read side by side, within 1e-6', () => {
    const ids = Uint8Array.from({ length: 600 }, (_, i) => (i * i + (i >> 3)) % network.vocabulary);
    const [train, validation] = [Uint32Array.of(0, 200, 260, 400, 480, 600), Uint32Array.of(200, 260, 400, 480)];
    const losses = [1, 2, 7].map((batch) => {
      const trainer = open({ data: { kind: 'text', ids, train, validation }, training: { batch } });
      trainer.pack();
      return trainer.validate()!;
    });
    for (const nats of losses) assert.ok(Math.abs(nats - losses[0]!) < 1e-6, losses.join());
  });

  it('weights that were written by hand are taken over by pack, those of a step by themselves', () => {
    const [trainer, other] = [open(), open({ training: { seed: 2 } })];
    const parameters = realsOf(trainer.memory, trainer.plan.parameters, 'f32');
    trainer.pack();
    other.pack();
    const nats = other.validate();
    assert.notEqual(trainer.validate(), nats);
    parameters.set(other.snapshot('current'));
    trainer.pack();
    assert.equal(trainer.validate(), nats);
    trainer.windows('train').next();
    trainer.update(trainer.gradient().gradientNorm);
    const stepped = trainer.validate();
    assert.notEqual(stepped, nats);
    trainer.pack();
    assert.equal(trainer.validate(), stepped);
  });

  it('a norm above clip is brought down to it', () => {
    const trainer = open({ training: { clip: 1e-3 } });
    trainer.pack();
    trainer.windows('train').next();
    const { gradientNorm } = trainer.gradient();
    trainer.update(gradientNorm);
    const clipped = Array.from(realsOf(trainer.memory, trainer.plan.gradients, 'f32'));
    const norm = Math.hypot(...clipped);
    assert.ok(gradientNorm > 0.1 && Math.abs(norm - 1e-3) < 1e-8, `${gradientNorm}, ${norm}`);
  });

  // 21,557 parameters: two pieces.
  for (const kind of ['adam', 'sgd'] as const)
    it(`the update ratio is ||step|| / ||weights before|| of every step of ${kind}, within 1e-9; measuring changes no bit`, () => {
      const config = {
        network: { hidden: 50, layers: 1, directions: 2 },
        training: { epochs: 1, optimiser: { kind } },
      } as const;
      const trainer = open(config);
      let before = trainer.snapshot('current');
      const squares = (values: Float32Array, others?: Float32Array) =>
        values.reduce((sum, value, i) => sum + (value - (others?.[i] ?? 0)) ** 2, 0);
      for (const event of train(trainer)) {
        if (event.kind !== 'step') continue;
        const after = trainer.snapshot('current');
        const ratio = Math.sqrt(squares(after, before) / squares(before));
        assert.ok(
          Math.abs(event.updateRatio! / ratio - 1) < 1e-9,
          `step ${event.step}: ${event.updateRatio}, ${ratio}`,
        );
        before = after;
      }
      const unmeasured = open(config);
      for (const event of train(unmeasured, () => false)) assert.ok(!('updateRatio' in event));
      assert.deepEqual(unmeasured.snapshot('current'), before);
    });

  it('what the network cannot read is refused before anything is made', () => {
    const vectors = { ...network, input: { vectors: 3 } };
    assert.throws(
      () => new Trainer(corpus, vectors, training),
      /^RangeError: .*cannot train a network that reads vectors/,
    );
  });

  for (const directions of [1, 2] as const)
    it(`examples with a class at the end, ${directions} direction${directions === 2 ? 's' : ''}: below 0.1 nats in 60 epochs`, () => {
      const { examples, network: cell } = firstTokens(60);
      const losses = lossesOf(
        train(open({ data: examples, network: { ...cell, directions }, training: { epochs: 60 } })),
      );
      assert.ok(Math.min(...losses) < 0.1, `best: ${Math.min(...losses)}`);
    });

  it('vectors with two answers at every step: below 0.5 nats for both in 60 epochs, 1.39 is guessing', () => {
    const { examples, network: cell } = signsOfSums(200);
    const losses = lossesOf(train(open({ data: examples, network: cell, training: { epochs: 60 } })));
    assert.ok(Math.min(...losses) < 0.5, `best: ${Math.min(...losses)}`);
  });

  for (const directions of [1, 2] as const)
    it(`pairs, an encoder of ${directions} direction${directions === 2 ? 's' : ''}: the held-out loss falls from above 1.2 to below 0.5 nats`, () => {
      const { pairs, network: cell } = reversals(400);
      const data = { ...pairs, validation: pairs.validation.slice(0, 40) };
      const encoder = { ...cell.encoder!, directions };
      const losses = lossesOf(
        train(open({ data, network: { ...cell, encoder, hidden: 24 }, training: { epochs: 12, batch: 16 } })),
      );
      assert.ok(losses[0]! > 0.7 && Math.min(...losses) < 0.5, losses.join());
    });

  it('steps without a target are not counted, and a window without any is no reason to diverge', () => {
    const { examples, network: cell } = signsOfSums(4);
    const targets = examples.targets.map((target, i) => (i < 2 * examples.starts[2]! ? NO_TOKEN : target));
    const trainer = open({ data: { ...examples, targets }, network: cell, training: { epochs: 2, batch: 1 } });
    const events = Array.from(train(trainer));
    const end = events.at(-1)!;
    assert.equal(end.kind === 'end' && end.reason, 'finished');
    const steps = events.filter((event) => event.kind === 'step').filter(({ epoch }) => epoch === 1);
    const asked = (example: number) => {
      const [from, to] = [examples.starts[example]!, examples.starts[example + 1]!];
      return targets.slice(2 * from, 2 * to).filter((target) => target !== NO_TOKEN).length / 2;
    };
    assert.deepEqual(
      steps.map(({ tokens, loss }) => [tokens, loss > 0]).sort(),
      [0, 1, 2, 3].map((example) => [asked(example), asked(example) > 0]).sort(),
    );
  });

  it('what is held out overflows: said once, such validations are left out, and the newest weights are kept', () => {
    const values = Float32Array.from({ length: 10 }, (_, i) => i / 10);
    const data: TrainingData = {
      kind: 'examples',
      starts: Uint32Array.from({ length: 11 }, (_, i) => i),
      inputs: values,
      at: 'end',
      targets: values.map((value, i) => (i === 9 ? 3e38 : value)), // its square is no number of 32 bits
      train: Uint32Array.from({ length: 9 }, (_, i) => i),
      validation: Uint32Array.of(9),
    };
    const head = { kind: 'linear', outputs: 1, at: 'end' } as const;
    const cell = { vocabulary: 2, input: { vectors: 1 }, head } as const;
    for (const validateEvery of [0, 2]) {
      const trainer = open({ data, network: cell, training: { epochs: 3, batch: 3, validateEvery } });
      const events = Array.from(train(trainer));
      const notices = events.filter((event) => event.kind === 'notice');
      assert.equal(notices.length, 1);
      assert.match(
        sayEnglish(notices[0]!.message),
        /^The validation loss is Infinity after step [23], in epoch 1: .* overflows/,
      );
      assert.ok(!events.some((event) => 'validationLoss' in event));
      const end = events.at(-1)!;
      assert.deepEqual(end, { kind: 'end', reason: 'finished', epoch: 3 });
      assert.deepEqual(trainer.snapshot('best'), trainer.snapshot('current'));
    }
  });
});

describe('states before documents', () => {
  const bound = 1 / Math.sqrt(network.hidden);
  const states = (trainer: Trainer): number[] => {
    const { batch } = trainer.training;
    return trainer.plan.network.layers.flatMap(({ initialStates, H }) =>
      initialStates.flatMap((address) => Array.from(new Float32Array(trainer.memory.buffer, address, batch * H))),
    );
  };

  it('random: in (-1/√H, 1/√H), new in every batch of the training, 0 in validation', () => {
    const trainer = open({ network: { initialState: 'random' } });
    const windows = trainer.windows('train');
    windows.next();
    const first = states(trainer);
    assert.ok(first.every((value) => value !== 0 && Math.abs(value) <= bound));
    assert.ok(Math.max(...first) > 0.9 * bound && Math.min(...first) < -0.9 * bound);
    trainer.windows('train').next();
    assert.ok(states(trainer).every((value, i) => value !== first[i]));
    trainer.windows('validation').next();
    assert.ok(states(trainer).every((value) => value === 0));
  });

  it('learned: those of the parameters, in every sequence', () => {
    const trainer = open({ network: { initialState: 'learned', layers: 1 } });
    const parameters = trainer.snapshot('current');
    const learned = trainer.plan.table.entries
      .filter(({ role }) => role === 'state')
      .map(({ offset, length }) => Array.from(parameters.subarray(offset, offset + length)));
    assert.equal(learned.length, 2);
    for (const part of ['train', 'validation'] as const) {
      trainer.windows(part).next();
      const expected = learned.flatMap((row) => Array.from({ length: trainer.training.batch }, () => row).flat());
      assert.deepEqual(states(trainer), expected);
    }
  });

  it('zeros, where nothing else is asked for', () => {
    const trainer = open();
    trainer.windows('train').next();
    assert.ok(states(trainer).every((value) => value === 0));
  });
});

describe('a crew that is lost', () => {
  it('in the middle of a step throws, and leaves the weights that were kept before', () => {
    const trainer = new Trainer(corpus, network, training, { createKernels });
    const initial = trainer.snapshot('best');
    const thread = trainer.thread.thread as { sync: () => void };
    const events = train(trainer);
    assert.equal(events.next().value?.kind, 'step');
    thread.sync = () => {
      throw new CrewLost('the other threads are gone');
    };
    assert.throws(() => events.next(), CrewLost);
    assert.deepEqual(trainer.snapshot('best'), initial);
  });
});

describe('stopping', () => {
  it('is asked before every matrix product, and drops the step that is not finished', () => {
    let asked = 0;
    const trainer = open({ shouldStop: () => ++asked > 500 });
    const whole = Array.from(train(open()));
    let steps = 0;
    let before = trainer.snapshot('current');
    for (const event of train(trainer)) {
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
    const trainer = open({ shouldStop: () => true });
    const initial = trainer.snapshot('current');
    assert.deepEqual(Array.from(train(trainer)), [{ kind: 'end', reason: 'stopped', epoch: 0 }]);
    assert.deepEqual(trainer.snapshot('best'), initial);
  });

  it('before the first validation: the weights of now are kept', () => {
    let stop = false;
    const trainer = open({ shouldStop: () => stop });
    for (const event of train(trainer)) if (event.kind === 'step' && event.step === 3) stop = true;
    assert.deepEqual(trainer.snapshot('best'), trainer.snapshot('current'));
    assert.notDeepEqual(trainer.snapshot('best'), open().snapshot('best'));
  });

  it('later: the best weights are kept', () => {
    let stop = false;
    const trainer = open({ shouldStop: () => stop });
    let validated = new Float32Array();
    for (const event of train(trainer)) {
      if (event.kind === 'epoch') validated = trainer.snapshot('best');
      if (event.kind === 'step' && event.epoch === 2) stop = true;
    }
    assert.deepEqual(trainer.snapshot('best'), validated);
    assert.notDeepEqual(trainer.snapshot('current'), validated);
  });

  it('in a validation in the middle of an epoch: the best weights are kept', () => {
    let steps = 0;
    const trainer = open({ training: { validateEvery: 2 }, shouldStop: () => steps === 4 });
    let validated = new Float32Array();
    const kinds = Array.from(train(trainer), (event) => {
      if (event.kind === 'step') steps++;
      if (event.kind === 'validation') validated = trainer.snapshot('best');
      return event.kind;
    });
    assert.deepEqual(kinds, ['step', 'step', 'validation', 'step', 'step', 'end']);
    assert.deepEqual(trainer.snapshot('best'), validated);
  });

  it('in the validation', () => {
    let steps = 0;
    const trainer: Trainer = open({ shouldStop: () => steps === trainer.stepsPerEpoch });
    const events = Array.from(train(trainer), (event) => {
      if (event.kind === 'step') steps++;
      return event.kind;
    });
    assert.deepEqual(events.slice(-2), ['step', 'end']);
  });
});

interface Given extends TrainerOptions {
  data?: TrainingData;
  network?: Partial<NetworkConfig>;
  training?: Partial<TrainingConfig>;
}

/** A trainer on the kernels that are tested. */
function open({ data: given = corpus, network: cell, training: config, ...options }: Given = {}): Trainer {
  return new Trainer(given, { ...network, ...cell }, { ...training, ...config }, { createKernels, ...options });
}

function weightsAfter(trainer: Trainer): Float32Array {
  Array.from(train(trainer));
  return trainer.snapshot('current');
}

/** Validation losses, epoch by epoch. */
function lossesOf(events: Iterable<TrainEvent>): number[] {
  return Array.from(events)
    .filter((event) => event.kind === 'epoch')
    .map(({ validationLoss }) => validationLoss!);
}
