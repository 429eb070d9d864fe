import assert from 'node:assert/strict';
import type * as engine from '../../../src/engine/config.ts';
import { embeddingWidth, headOf, inputWidth, vectorWidth } from '../../../src/engine/config.ts';

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
