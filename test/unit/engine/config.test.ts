/** The engine's own types stay those of the protocol, which it does not import: this file compiles only while they do. */
import assert from 'node:assert/strict';
import type { Corpus, NetworkConfig, TrainingConfig } from '../../../src/engine/config.ts';
import type { TrainEvent } from '../../../src/engine/train.ts';
import type * as protocol from '../../../src/protocol/compute.ts';

/** 'same' when each type can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? 'same' : 'narrower') : 'different';
/** The epoch of the kept weights travels with the checkpoint that has them. */
type EngineEnd = Omit<Extract<TrainEvent, { kind: 'end' }>, 'epoch'>;
type ProtocolEnd = Extract<protocol.ComputeEvent, { kind: 'end' }>;

describe('types of engine and protocol', () => {
  it('are the same', () => {
    const same: [
      Same<Corpus, protocol.Corpus>,
      Same<NetworkConfig, protocol.NetworkConfig>,
      Same<TrainingConfig, protocol.TrainingConfig>,
      Same<EngineEnd, ProtocolEnd>,
    ] = ['same', 'same', 'same', 'same'];
    assert.equal(new Set(same).size, 1);
  });
});
