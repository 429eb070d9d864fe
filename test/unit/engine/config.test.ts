/** The engine's own types stay those of the protocol, which it does not import: this file compiles only while they do. */
import assert from 'node:assert/strict';
import type * as engine from '../../../src/engine/config.ts';
import { embeddingWidth, headOf, inputWidth, vectorWidth } from '../../../src/engine/config.ts';
import type { TrainEvent } from '../../../src/engine/train.ts';
import type * as protocol from '../../../src/protocol/compute.ts';

/** 'same' when each type can stand for the other. */
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? 'same' : 'narrower') : 'different';
/** The same of all properties: one that may be left out is missed by the above where the other type has it not. */
type Same<A, B> = [Mutual<A, B>, Mutual<Required<A>, Required<B>>] extends ['same', 'same'] ? 'same' : 'different';
/** The epoch of the kept weights travels with the checkpoint that has them. */
type EngineEnd = Omit<Extract<TrainEvent, { kind: 'end' }>, 'epoch'>;
type ProtocolEnd = Extract<protocol.ComputeEvent, { kind: 'end' }>;

describe('types of engine and protocol', () => {
  it('are the same', () => {
    const same: [
      Same<engine.Corpus, protocol.Corpus>,
      Same<engine.NetworkConfig, protocol.NetworkConfig>,
      Same<engine.HeadConfig, protocol.HeadConfig>,
      Same<engine.OptimiserConfig, protocol.OptimiserConfig>,
      Same<engine.InitialisationConfig, protocol.InitialisationConfig>,
      Same<engine.TrainingConfig, protocol.TrainingConfig>,
      Same<EngineEnd, ProtocolEnd>,
    ] = ['same', 'same', 'same', 'same', 'same', 'same', 'same'];
    assert.equal(new Set(same).size, 1);
  });
});

describe('network configuration', () => {
  const network: engine.NetworkConfig = { cell: 'rnn', layers: 1, hidden: 4, vocabulary: 7 };

  it('numbers that the first layer reads: of a token as many as the vocabulary has, or what is asked for', () => {
    const widths = (input: NonNullable<engine.NetworkConfig['input']>) =>
      [embeddingWidth, vectorWidth, inputWidth].map((width) => width({ ...network, input }));
    assert.equal(inputWidth(network), 7);
    assert.deepEqual(widths('one-hot'), [0, 0, 7]);
    assert.deepEqual(widths({ embedding: 3 }), [3, 0, 3]);
    assert.deepEqual(widths({ vectors: 5 }), [0, 5, 5]);
  });

  it('predicts the next token of the vocabulary, where nothing else is asked for', () => {
    assert.deepEqual(headOf(network), { kind: 'softmax', outputs: 7, at: 'steps' });
    const head: engine.HeadConfig = { kind: 'sigmoid', outputs: 2, at: 'end' };
    assert.deepEqual(headOf({ ...network, head }), head);
  });
});
