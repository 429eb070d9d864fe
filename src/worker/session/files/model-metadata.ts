/**
 * What a model file says of its model besides the weights: strings to strings, each a text, a number or JSON. Read, all of
 * it is checked, as a file may come from anywhere: what is damaged is told here and by name, not later and by accident.
 */
import * as z from 'zod/mini';
import type { NetworkConfig } from '../../../engine/config.ts';
import { documentKinds, parseTrainOptions, tasks } from '../../../protocol/options.ts';
import type { SourceRecord } from '../../../protocol/run.ts';
import { Vocabulary } from '../../../text/tokens/vocabulary.ts';
import type { EpochRecord, ModelData } from '../models/model.ts';
import { FileError } from '../support/file-error.ts';
import { kindOf } from '../tasks/task-table.ts';

/** Stands in every file that we wrote, as the first of its metadata. */
export const FORMAT = 'unroll-model';
/** Raised when a file can no longer be read by what came before. */
const VERSION = 2;
/** Names that losses had in version 1, where they were said to be nats, of squared errors too. */
const OLD_NAMES = { trainingNats: 'trainingLoss', validationNats: 'validationLoss' };

type Metadata = Record<string, string>;
/** A schema for each field: one that is not named here would be lost when a file is read. */
type Every<T> = Record<keyof T, z.core.$ZodType>;

// As in the schema of the options, an error says what is allowed: "head.kind must be <words>."
const text = z.string({ error: 'a text' });
const size = whole(1, 1e9);
const epoch = whole(0, Number.MAX_SAFE_INTEGER);
// A loss that is no number is null in JSON.
const loss = z.pipe(
  z.nullable(z.number({ error: 'a number' })),
  z.transform((value) => value ?? Number.NaN),
);
const input = "'one-hot', { embedding: … } or { vectors: … }";

const schemas = {
  network: record({
    cell: oneOf(['rnn', 'gru', 'lstm']),
    activation: z.exactOptional(oneOf(['tanh', 'relu'])),
    reset: z.exactOptional(oneOf(['before', 'after', 'none'])),
    output: z.exactOptional(oneOf(['tanh', 'linear'])),
    peepholes: z.exactOptional(oneOf(['none', 'previous', 'current'])),
    layers: whole(1, 1000),
    hidden: size,
    directions: z.exactOptional(directions()),
    initialState: z.exactOptional(oneOf(['zeros', 'random', 'learned'])),
    vocabulary: size,
    encoder: z.exactOptional(record({ vocabulary: size, directions: z.exactOptional(directions()) })),
    input: z.exactOptional(
      z.union([z.literal('one-hot'), z.object({ embedding: size }), z.object({ vectors: size })], { error: input }),
    ),
    head: z.exactOptional(
      record({ kind: oneOf(['softmax', 'sigmoid', 'linear']), outputs: size, at: oneOf(['steps', 'end']) }),
    ),
  } satisfies Every<NetworkConfig>),
  source: record({ name: text, sha256: z.exactOptional(text), split: z.exactOptional(text) } satisfies Every<
    Omit<SourceRecord, 'path'>
  >),
  history: list(
    z.pipe(
      z.transform(withNewNames),
      record({ epoch, trainingLoss: loss, validationLoss: z.exactOptional(loss) } satisfies Every<EpochRecord>),
    ),
  ),
  labels: list(text),
  form: z.optional(
    record({ lowercase: z.boolean({ error: 'true or false' }), unicode: oneOf(['as-is', 'NFC', 'NFKC']) }),
  ),
  task: oneOf(tasks),
  documents: oneOf(documentKinds),
  epoch,
  version: size,
  validationLoss: z.custom<number>((value) => !Number.isNaN(value), 'a number'), // may be infinite,
};

function record<T extends z.core.$ZodShape>(shape: T) {
  return z.object(shape, { error: 'an object' });
}

function withNewNames(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [newName(name), value]));
}

function newName(name: string): string {
  return Object.hasOwn(OLD_NAMES, name) ? OLD_NAMES[name as keyof typeof OLD_NAMES] : name;
}

function list<T extends z.core.$ZodType>(item: T) {
  return z.array(item, { error: 'a list' });
}

function oneOf<const T extends readonly string[]>(names: T) {
  return z.enum(names, { error: `one of ${names.map((name) => `'${name}'`).join(', ')}` });
}

function whole(low: number, high: number) {
  const error = `a whole number from ${low} to ${high}`;
  return z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}

function directions() {
  return z.literal([1, 2], { error: '1 or 2' });
}

export function encodeMetadata(model: Omit<ModelData, 'weights'>): Metadata {
  const { task, network, documents, epoch, validationLoss, options, vocabulary, target, labels, history } = model;
  // Without its path: a model is given to others, and where its text lies is nobody's business.
  const { path: _, ...source } = model.source;
  const metadata: Metadata = { format: FORMAT, version: String(VERSION), task, documents, epoch: String(epoch) };
  for (const [key, value] of Object.entries({ network, options, vocabulary, labels, source, history }))
    metadata[key] = JSON.stringify(value);
  if (target) metadata.target = JSON.stringify(target);
  if (validationLoss !== undefined) metadata.validationLoss = String(validationLoss);
  return metadata;
}

/** Throws FileError, TextError or OptionError with a sentence about the file. */
export function decodeMetadata(given: Metadata): Omit<ModelData, 'weights'> {
  const metadata = withNewNames(given) as Metadata;
  checkFormat(metadata);
  const network = read(metadata, 'network', JSON.parse);
  // Files from before there were tasks are those of language models.
  const task = metadata.task === undefined ? 'language-model' : read(metadata, 'task');
  const labels = metadata.labels === undefined ? [] : read(metadata, 'labels', JSON.parse);
  const kind = kindOf({ task });
  const mismatch = kind.mismatch(network, labels);
  if (mismatch !== undefined) throw new FileError(mismatch);
  return {
    task,
    network,
    vocabulary: matching(vocabularyOf(metadata, 'vocabulary'), kind.tokensRead(network, labels)),
    ...(network.encoder && { target: matching(vocabularyOf(metadata, 'target'), network.vocabulary) }),
    labels,
    documents: read(metadata, 'documents'),
    options: parseTrainOptions(value(metadata, 'options', JSON.parse)),
    source: read(metadata, 'source', JSON.parse),
    history: read(metadata, 'history', JSON.parse),
    epoch: read(metadata, 'epoch', number),
    ...(metadata.validationLoss !== undefined && { validationLoss: read(metadata, 'validationLoss', number) }),
  };
}

function checkFormat(metadata: Metadata): void {
  if (metadata.format !== FORMAT)
    throw new FileError(
      'It is a safetensors file, but not a model of Unroll: only models that rnn.train made can be loaded.',
    );
  const version = read(metadata, 'version', number);
  if (version > VERSION)
    throw new FileError(
      `It was written by a newer version of Unroll (format ${version}; this one reads ${VERSION}). Update Unroll.`,
    );
}

/** What stands under a key, checked. */
function read<K extends keyof typeof schemas>(
  metadata: Metadata,
  key: K,
  parse?: (text: string) => unknown,
): z.output<(typeof schemas)[K]> {
  return check(key, schemas[key], value(metadata, key, parse)) as z.output<(typeof schemas)[K]>;
}

function value(metadata: Metadata, key: string, parse: (text: string) => unknown = (text) => text): unknown {
  const given = metadata[key];
  if (given === undefined) throw new FileError(`Its metadata '${key}' is missing.`);
  try {
    return parse(given);
  } catch (error) {
    throw damaged(key, (error as Error).message);
  }
}

function check<T extends z.core.$ZodType>(key: string, schema: T, given: unknown, at: PropertyKey[] = []): z.output<T> {
  const checked = z.safeParse(schema, given);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = [...at, ...(issue?.path ?? [])].map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  throw damaged(key, `${place.join('').replace(/^\./, '') || 'it'} must be ${issue?.message}`);
}

function damaged(key: string, reason: string): FileError {
  return new FileError(`Its metadata '${key}' is damaged: ${reason}.`);
}

/** Number('') is 0. */
function number(given: string): number {
  return given.trim() === '' ? Number.NaN : Number(given);
}

function vocabularyOf(metadata: Metadata, key: string): Vocabulary {
  const given = value(metadata, key, JSON.parse);
  const vocabulary = Vocabulary.fromJSON(given);
  check(key, schemas.form, (given as { form?: unknown }).form, ['form']);
  return vocabulary;
}

function matching(vocabulary: Vocabulary, size: number): Vocabulary {
  if (vocabulary.size === size) return vocabulary;
  throw new FileError(`Its vocabulary has ${vocabulary.size} tokens; its network has ${size}.`);
}
