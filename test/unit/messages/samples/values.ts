import type { values } from '../../../../src/messages/en/values.ts';
import type { Samples } from './samples.ts';

const size = { train: 9000, validation: 1000 };
const model = { name: 'a-lstm', cell: 'lstm', layers: 1, hidden: 64, epoch: 2, epochs: 3 };

export const valueSamples: Samples<typeof values> = {
  'data.text': [{ ...{ name: 'a.txt', task: 'language-model', level: 'characters' }, ...size }],
  'data.running-text': [{}],
  'data.documents': [{ count: 1200, documents: 'lines', longest: 12, level: 'words' }],
  'data.examples': [{ ...{ name: 'the array', task: 'tagging', longest: 9 }, ...size }],
  'data.labels': [
    { shown: [{ label: '7', count: 3 }], all: 1 },
    { shown: [{ label: '', count: 3 }], all: 4 },
  ],
  'model.described': [
    { ...model, reads: { tokens: 28, level: 'characters' } },
    { ...model, layers: 2, reads: { vectors: 3 }, loss: { value: 0.25, squares: true } },
    { ...model, reads: { tokens: 28, level: 'words' }, loss: { value: 1.5, squares: false } },
  ],
};
