import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../../../../src/engine/config.ts';
import { parameterTable } from '../../../../../src/engine/network/parameters.ts';
import { createReferenceKernels } from '../../../../../src/kernels/reference/index.ts';
import { Vocabulary } from '../../../../../src/text/tokens/vocabulary.ts';
import { evaluateCorpus } from '../../../../../src/worker/session/tasks/evaluate.ts';
import { translateAll } from '../../../../../src/worker/session/tasks/translations.ts';

/** Each unit is the sum of all: four times as much from step to step. */
const network: NetworkConfig = { cell: 'rnn', activation: 'relu', layers: 1, hidden: 4, vocabulary: 4 };
const ones = (config: NetworkConfig) => new Float32Array(parameterTable(config).count).fill(1);
const vocabulary = new Vocabulary('characters', ['a', 'b']);

describe('numbers that overflow', () => {
  it('of a text: the token is named', async () => {
    const ids = Uint8Array.from({ length: 200 }, (_, i) => 2 + (i % 2));
    const corpus = { kind: 'text', ids, train: new Uint32Array(), validation: new Uint32Array() } as const;
    const model = { network, weights: ones(network), labels: [] };
    const evaluating = evaluateCorpus(model, corpus, Uint32Array.of(0, 200), createReferenceKernels, () => true);
    await assert.rejects(evaluating, {
      name: 'RangeError',
      message:
        /^The numbers of the network overflowed while it read token 6\d of the data\. Give it shorter inputs, or/,
    });
  });

  it('of a translation: the source is named', async () => {
    const config: NetworkConfig = { ...network, encoder: { vocabulary: 4 } };
    const model = { network: config, weights: ones(config), vocabulary, target: vocabulary };
    const sources = ['ab', 'ab'.repeat(100)];
    const translating = translateAll(model, sources, { beam: 2, length: 3 }, createReferenceKernels, () => true);
    await assert.rejects(translating, {
      name: 'RangeError',
      message: /^The numbers of the network overflowed while it read input 2, "abab[ab]+…" \(200 steps\)\. Give/,
    });
  });
});
