/** Data as a cell holds them: where they come from, how they are read, and what is in them. */
import { inspect } from 'node:util';
import { type Message, sayEnglish } from '../../../messages/message.ts';
import type { DataOptions, Documents, Task } from '../../../protocol/options.ts';
import type { DocumentFacts, ExampleFacts, Source } from '../../../protocol/run.ts';
import type { PreparedData } from '../../compute/task.ts';
import { words, wordsOf } from '../support/words.ts';
import { sourceName } from './source-reader.ts';

/** What `rnn.data` gives. It holds no numbers: they are read again when they are needed and have changed. */
export class Data {
  readonly #source: Source;
  readonly #options: DataOptions;
  readonly task: Task;
  /** What is predicted in each part: tokens, EOS included; or steps of examples. */
  readonly trainTokens: number;
  readonly validationTokens: number;
  /** Tokens of the vocabulary, EOS and UNK included. */
  readonly vocabularySize: number;
  /** Undefined for a language model. */
  readonly examples: ExampleFacts | undefined;
  /** Of a language model: what ends with EOS. */
  readonly documents: Documents | undefined;
  readonly #about: DocumentFacts | undefined;
  readonly #level: PreparedData['vocabulary']['level'];
  readonly #notices: readonly Message[];

  constructor(source: Source, options: DataOptions, prepared: PreparedData) {
    this.#source = source;
    this.#options = options;
    this.task = prepared.task;
    this.trainTokens = prepared.trainTokens;
    this.validationTokens = prepared.validationTokens;
    this.vocabularySize = prepared.vocabulary.tokens.length + 2;
    this.examples = prepared.examples;
    this.documents = prepared.text && prepared.documents;
    this.#about = prepared.text;
    this.#level = prepared.vocabulary.level;
    this.#notices = prepared.notices;
  }

  static is(value: unknown): value is Data {
    return typeof value === 'object' && value !== null && #source in value;
  }

  static originOf(data: Data): { source: Source; options: DataOptions } {
    return { source: data.#source, options: data.#options };
  }

  get name(): string {
    return sourceName(this.#source);
  }

  /** What was noticed while they were read, in English. */
  get notices(): readonly string[] {
    return this.#notices.map(sayEnglish);
  }

  [inspect.custom](): string {
    return this.toString();
  }

  toString(): string {
    const head = this.examples ? this.#examples(this.examples) : this.#text();
    return [...head, ...this.#notices.map(wordsOf)].join('\n');
  }

  #text(): string[] {
    const { name, task, documents, trainTokens: train, validationTokens: validation } = this;
    const first = words('data.text', { name, task, train, validation, level: this.#level });
    if (!this.#about || !documents) return [first];
    const { train: trained, validation: held, longest, preview } = this.#about;
    const count = trained + held;
    const about =
      documents === 'text'
        ? words('data.running-text', {})
        : words('data.documents', { count, documents, longest, level: this.#level });
    return [first, about, ...preview.map((line) => `  ${line}`)];
  }

  #examples({ train, validation, longest, labels, preview }: ExampleFacts): string[] {
    const { name, task } = this;
    const named = labels.some(({ label }) => label !== '');
    const shown = labels.slice(0, SHOWN_LABELS);
    return [
      words('data.examples', { name, task, train, validation, longest }),
      ...(named ? [words('data.labels', { shown, all: labels.length })] : []),
      ...preview.map((line) => `  ${line}`),
    ];
  }
}

const SHOWN_LABELS = 10;
