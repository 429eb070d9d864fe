/** Data as a cell holds them: where they come from, how they are read, and what is in them. */
import { inspect } from 'node:util';
import type { DataOptions, Documents, Task } from '../../../protocol/options.ts';
import type { DocumentFacts, ExampleFacts, Source } from '../../../protocol/run.ts';
import { whole } from '../../../text/numbers.ts';
import type { PreparedData } from '../../compute/task.ts';
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
  readonly #text: DocumentFacts | undefined;
  readonly #level: string;
  readonly notices: readonly string[];

  constructor(source: Source, options: DataOptions, prepared: PreparedData) {
    this.#source = source;
    this.#options = options;
    this.task = prepared.task;
    this.trainTokens = prepared.trainTokens;
    this.validationTokens = prepared.validationTokens;
    this.vocabularySize = prepared.vocabulary.tokens.length + 2;
    this.examples = prepared.examples;
    this.documents = prepared.text && prepared.documents;
    this.#text = prepared.text;
    this.#level = prepared.vocabulary.level;
    this.notices = prepared.notices;
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

  /** Of the text of a language model. */
  #about(): string[] {
    if (!this.#text) return [];
    const { train, validation, longest, preview } = this.#text;
    const what =
      this.documents === 'text'
        ? 'running text'
        : `${whole(train + validation)} ${this.documents}, the longest has ${whole(longest)} ${this.#level}, its end counted`;
    return [what, ...preview.map((line) => `  ${line}`)];
  }

  [inspect.custom](): string {
    return this.toString();
  }

  toString(): string {
    const { examples, trainTokens, validationTokens } = this;
    const first = `${this.name}: ${this.task}`;
    if (!examples)
      return [
        `${first}, ${whole(trainTokens)} ${this.#level} to train on, ${whole(validationTokens)} held out`,
        ...this.#about(),
        ...this.notices,
      ].join('\n');
    const { train, validation, longest, labels, preview } = examples;
    const counts = labels.slice(0, SHOWN_LABELS).map(({ label, count }) => `${label || '–'} ${whole(count)}`);
    const more = labels.length > SHOWN_LABELS ? `, and ${labels.length - SHOWN_LABELS} more` : '';
    return [
      `${first}, ${whole(train)} examples to train on, ${whole(validation)} held out; the longest has ${whole(longest)} steps`,
      ...(labels.some(({ label }) => label !== '') ? [`${labels.length} labels: ${counts.join(', ')}${more}`] : []),
      ...preview.map((line) => `  ${line}`),
      ...this.notices,
    ].join('\n');
  }
}

const SHOWN_LABELS = 10;
