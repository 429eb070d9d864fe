import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../src/engine/config.ts';
import { checkData, type Examples } from '../../../src/engine/data.ts';
import { countingLines, network } from './corpora.ts';
import { firstTokens, signsOfSums } from './examples.ts';

const corpus = countingLines(10);
const tokens = firstTokens(10);
const vectors = signsOfSums(10);

describe('what a network cannot be trained on', () => {
  it('fits: nothing is said', () => {
    checkData(corpus, network);
    for (const task of [tokens, vectors]) checkData(task.examples, { ...network, ...task.network });
  });

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    it(`a vector with ${value} in it, named by example, step and number`, () => {
      // Examples have 1, 8 and 6 steps; step 5 of the third is the 14th of all.
      const inputs = Float32Array.from(vectors.examples.inputs);
      inputs[13 * 2 + 1] = value;
      refuses(
        vectors,
        { inputs },
        `Example 3, step 5: number 2 of the vector is ${value}. Vectors hold finite numbers of 32 bits: correct it, or leave the example out.`,
      );
    });

  it('an example without steps', () => {
    const starts = tokens.examples.starts.slice();
    starts[2] = starts[1]!;
    refuses(tokens, { starts }, 'Example 2 has no steps; it must have at least one.');
  });

  it('an id outside the vocabulary', () => {
    const inputs = Uint8Array.from(tokens.examples.inputs);
    inputs[10] = 4;
    refuses(tokens, { inputs }, 'Example 3, step 2: an id must be below 4, the size of the vocabulary; got 4.');
    const ids = corpus.ids.slice();
    ids[17] = 9;
    assert.throws(() => checkData({ ...corpus, ids }, network), /below 5.*got 9 at position 17/);
  });

  it('a target that the head cannot predict', () => {
    const targets = tokens.examples.targets.slice();
    targets[3] = 2;
    refuses(tokens, { targets }, 'Example 4: a target must be from 0 to 1, or -1 for none; got 2.');
    const signs = vectors.examples.targets.slice();
    signs[2 * 10] = -2;
    refuses(vectors, { targets: signs }, 'Example 3, step 2: a target must be from 0 to 1, or -1 for none; got -2.');
  });

  it('too few targets or inputs, or an example that is not there', () => {
    const { targets, inputs } = vectors.examples;
    const steps = vectors.examples.starts.at(-1)!;
    refuses(
      vectors,
      { targets: targets.slice(1) },
      `The examples need ${2 * steps} targets, 2 at every step; got ${2 * steps - 1}.`,
    );
    refuses(
      vectors,
      { inputs: inputs.slice(3) },
      `The examples' steps need ${2 * steps} numbers; got ${2 * steps - 3}.`,
    );
    refuses(tokens, { validation: Uint32Array.of(10) }, 'There are 10 examples, from 0 on; got the number 10.');
  });

  it('targets at other places than the head predicts at', () => {
    refuses(tokens, { at: 'steps' }, 'The network predicts at the end; the examples have targets at every step.');
  });

  it('tokens where vectors are read, and the other way round', () => {
    const { examples } = tokens;
    const reading = (input: NetworkConfig['input']) => ({ ...network, ...tokens.network, input: input! });
    assert.throws(() => checkData(examples, reading({ vectors: 3 })), /reads vectors of 3 numbers; .* hold tokens/);
    const numbers = { ...examples, inputs: Float32Array.from(examples.inputs) };
    assert.throws(() => checkData(numbers, reading({ embedding: 3 })), /reads tokens; the examples hold vectors/);
    assert.throws(() => checkData(corpus, reading({ vectors: 3 })), /cannot train a network that reads vectors/);
  });

  it('a corpus where its tokens are not what is predicted', () => {
    const end = { ...network, head: { kind: 'softmax', outputs: 4, at: 'end' } } as const;
    assert.throws(() => checkData(corpus, end), /got a head of kind softmax with 4 outputs at the end/);
  });
});

function refuses(task: ReturnType<typeof firstTokens>, changes: Partial<Examples>, message: string): void {
  assert.throws(() => checkData({ ...task.examples, ...changes }, { ...network, ...task.network }), {
    name: 'RangeError',
    message,
  });
}
