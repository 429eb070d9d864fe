/** Values of cells as text: data and models. */
import { whole } from '../numbers.ts';
import type { Documents, Level } from './text.ts';

/** How many examples have a label; '' where a text stands for itself. */
interface LabelCount {
  label: string;
  count: number;
}

export interface DescribedModel {
  name: string;
  cell: string;
  layers: number;
  hidden: number;
  /** Vectors of so many numbers, or so many tokens. */
  reads: { vectors: number } | { tokens: number; level: Level };
  /** The validation loss: a mean squared error, or nats. */
  loss?: { value: number; squares: boolean };
  epoch: number;
  epochs: number | 'auto';
}

export const values = {
  'data.text': (data: { name: string; task: string; train: number; validation: number; level: Level }) =>
    `${data.name}: ${data.task}, ${whole(data.train)} ${data.level} to train on, ${whole(data.validation)} held out`,
  'data.running-text': () => 'running text',
  'data.documents': (data: { count: number; documents: Documents; longest: number; level: Level }) =>
    `${whole(data.count)} ${data.documents}, the longest has ${whole(data.longest)} ${data.level}, its end counted`,
  'data.examples': (data: { name: string; task: string; train: number; validation: number; longest: number }) =>
    `${data.name}: ${data.task}, ${whole(data.train)} examples to train on, ${whole(data.validation)} held out; the longest has ${whole(data.longest)} steps`,
  'data.labels': ({ shown, all }: { shown: LabelCount[]; all: number }) => {
    const counts = shown.map(({ label, count }) => `${label || '–'} ${whole(count)}`);
    return `${all} labels: ${counts.join(', ')}${all > shown.length ? `, and ${all - shown.length} more` : ''}`;
  },
  'model.described': ({ name, cell, layers, hidden, reads, loss, epoch, epochs }: DescribedModel) => {
    const read = 'vectors' in reads ? `vectors of ${reads.vectors}` : `${reads.tokens} ${reads.level}`;
    const size = `${layers} ${layers === 1 ? 'layer' : 'layers'} of ${hidden} units`;
    const validation = loss ? `, validation loss ${lossText(loss)}` : '';
    return `Model ${name}: ${cell.toUpperCase()}, ${size}, ${read}${validation} (epoch ${epoch} of ${epochs})`;
  },
};

function lossText({ value, squares }: { value: number; squares: boolean }): string {
  return squares ? `${value.toPrecision(3)} (squared error)` : `${value.toFixed(3)} nats`;
}
