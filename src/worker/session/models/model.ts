/** A trained model: as the session keeps it, and as a cell sees it. */
import { inspect } from 'node:util';
import { headOf, type NetworkConfig, vectorWidth } from '../../../engine/config.ts';
import { toTensors } from '../../../engine/files/checkpoint.ts';
import type { DescribedModel } from '../../../messages/en/values.ts';
import type { Documents, Task, TrainOptions } from '../../../protocol/options.ts';
import type { SourceRecord } from '../../../protocol/run.ts';
import type { Vocabulary } from '../../../text/tokens/vocabulary.ts';
import { words } from '../support/words.ts';

/** Losses of one epoch, as those of a curve; of several validations in it the lowest. */
export interface EpochRecord {
  epoch: number;
  trainingLoss: number;
  validationLoss?: number;
}

/** Everything that a model file holds. */
export interface ModelData {
  task: Task;
  network: NetworkConfig;
  /** In the order of the engine's parameter table. */
  weights: Float32Array;
  /** Of what is read; without tokens where vectors are. */
  vocabulary: Vocabulary;
  /** Of a translation: the vocabulary of what is written. */
  target?: Vocabulary;
  /** Of a language model: what its documents are. */
  documents: Documents;
  /** Classes or tags by their number; what a generation begins with. */
  labels: string[];
  options: TrainOptions;
  source: SourceRecord;
  history: EpochRecord[];
  /** The epoch of the weights, counted from 1; the last one begun when the training was stopped in it. */
  epoch: number;
  validationLoss?: number;
}

/** Writes a model to a file; resolves with its absolute path. */
type SaveModel = (data: ModelData, path: string) => Promise<string>;

/** What `rnn.train` and `rnn.load` give. */
export class Model {
  readonly #data: ModelData;
  readonly #save: SaveModel;
  /** Absolute path of the model's file; undefined when it could not be written. */
  readonly path: string | undefined;

  constructor(data: ModelData, path: string | undefined, save: SaveModel) {
    this.#data = data;
    this.#save = save;
    this.path = path;
  }

  static dataOf(model: Model): ModelData {
    return model.#data;
  }

  static is(value: unknown): value is Model {
    return typeof value === 'object' && value !== null && #data in value;
  }

  get name(): string {
    return modelTitle(this.#data);
  }

  get options(): TrainOptions {
    return { ...this.#data.options };
  }

  /** Losses of each epoch. */
  get history(): EpochRecord[] {
    return this.#data.history.map((record) => ({ ...record }));
  }

  get source(): SourceRecord {
    return { ...this.#data.source };
  }

  /** On the part held out: nats per token or class, or the mean squared error; undefined when nothing was. */
  get validationLoss(): number | undefined {
    return this.#data.validationLoss;
  }

  /** The tokens by id: '<EOS>', '<UNK>', then the most frequent first. */
  get vocabulary(): string[] {
    const { vocabulary } = this.#data;
    return Array.from({ length: vocabulary.size }, (_, id) => vocabulary.token(id));
  }

  /** Copies of all weights by their PyTorch names, each with its shape, row-major. */
  get parameters(): Record<string, { shape: readonly number[]; values: Float32Array }> {
    return Object.fromEntries(toTensors(this.#data.network, this.#data.weights));
  }

  /** Writes the model to a .safetensors file, relative to the notebook; resolves with the absolute path. */
  save(path: string): Promise<string> {
    return this.#save(this.#data, path);
  }

  toString(): string {
    return words('model.described', describedModel(this.#data));
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** For people: "dinosaurs-lstm". */
export function modelTitle({ source, network }: Pick<ModelData, 'source' | 'network'>): string {
  return `${source.name.replace(/\.[^.]{1,8}$/, '')}-${network.cell}`;
}

function describedModel(data: ModelData): DescribedModel {
  const { network, vocabulary, validationLoss: value, epoch, options } = data;
  const { cell, layers, hidden } = network;
  const width = vectorWidth(network);
  return {
    ...{ name: modelTitle(data), cell, layers, hidden, epoch, epochs: options.epochs },
    reads: width > 0 ? { vectors: width } : { tokens: vocabulary.size, level: vocabulary.level },
    ...(value !== undefined && { loss: { value, squares: headOf(network).kind === 'linear' } }),
  };
}
