import type { engine } from '../../../../src/messages/en/engine.ts';
import { message } from '../../../../src/messages/message.ts';
import type { Samples } from './samples.ts';

const place = { example: 3, step: 4 };
const at = { step: 120, epoch: 2 };
const tensor = 'rnn.weight_hh_l0';

export const engineSamples: Samples<typeof engine> = {
  'engine.example-empty': [{ example: 3 }],
  'engine.reads-vectors': [{ width: 6 }],
  'engine.reads-tokens': [{}],
  'engine.vector-not-finite': [{ ...place, number: 2, value: 'Infinity' }],
  'engine.target-not-finite': [
    { example: 3, value: '-Infinity' },
    { ...place, value: 'Infinity' },
  ],
  'engine.target-out-of-range': [{ ...place, most: 9, none: -1, value: 10 }],
  'engine.nothing-to-train-on': [{}],
  'engine.memory-too-large': [{ bytes: 6 * 2 ** 30 }],
  'engine.memory-refused': [{ bytes: 2 ** 29 }],
  'engine.two-directions': [{}],
  'engine.foreign-state': [{}],
  'engine.overflow': [{}],
  'engine.validation-overflow': [{ loss: 'Infinity', ...at }],
  'engine.ended-early': [
    { patience: 1, counted: 'epoch', ...at },
    { patience: 3, counted: 'epoch', ...at },
    { patience: 1, counted: 'validation', ...at },
    { patience: 3, counted: 'validation', ...at },
  ],
  'engine.diverged': [{ sentences: [message('engine.kept', at), message('engine.divide-inputs', { largest: 1e4 })] }],
  'engine.diverged-loss': [{ ...at, loss: 'Infinity' }],
  'engine.diverged-gradient': [{ ...at, norm: 'Infinity' }],
  'engine.diverged-far': [{ ...at, loss: 41.5, times: 3, guess: 3.33, steps: 50 }],
  'engine.gradient-was': [{ norm: 2.5, step: 119 }],
  'engine.gradient-rose': [{ from: { norm: 1.5, step: 100 }, to: { norm: 3e7, step: 119 } }],
  'engine.weights-rose': [
    { name: tensor, since: 0, from: 3.2, step: 119, to: 'Infinity' },
    { name: tensor, since: 90, from: 3.2, step: 119, to: 1234567 },
  ],
  'engine.kept-initial': [{}],
  'engine.kept': [at],
  'engine.lower-rate': [
    { learningRate: 0.02, clip: 5 },
    { learningRate: 10, clip: 0 },
  ],
  'engine.divide-targets': [{ largest: 31415.9 }],
  'engine.divide-inputs': [{ largest: 31415.9 }],
  'engine.file-too-short': [{ bytes: 3, prefix: 8 }],
  'engine.file-header-cut': [{ length: '18446744073709551615', left: 90 }],
  'engine.file-header-too-long': [{ length: 200_000_000, most: 100_000_000 }],
  'engine.file-foreign': [{}],
  'engine.file-header-no-object': [{}],
  'engine.file-header-no-json': [{}],
  'engine.file-metadata-no-object': [{ key: '__metadata__' }],
  'engine.file-metadata-no-string': [{ key: '__metadata__', entry: 'task', json: '3' }],
  'engine.file-hole': [{ bytes: 4, name: tensor }],
  'engine.file-overlap': [{ bytes: 4, name: tensor }],
  'engine.file-cut-off': [{ bytes: 4 }],
  'engine.file-too-long': [{ bytes: 4 }],
  'engine.tensor-undescribed': [{ name: tensor }],
  'engine.tensor-type': [{ name: tensor, json: '"BF16"' }],
  'engine.tensor-shape': [{ name: tensor, json: '[2.5]' }],
  'engine.tensor-offsets': [{ name: tensor, json: '[8]' }],
  'engine.tensor-size': [{ name: tensor, bytes: 24, shape: [2, 4], needed: 32 }],
  'engine.tensors-unfit': [
    { faults: [message('engine.tensor-missing', { name: tensor }), message('engine.tensor-foreign', { name: 'x' })] },
  ],
  'engine.tensor-missing': [{ name: tensor }],
  'engine.tensor-foreign': [{ name: tensor }],
  'engine.tensor-reshaped': [{ name: tensor, shape: [2, 4], expected: [4, 2] }],
  'engine.tensor-not-finite': [{ name: tensor, value: 'Infinity' }],
};
