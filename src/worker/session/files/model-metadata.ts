/**
 * What a model file says of its model besides the weights: strings to strings, each a text, a number or JSON. Read, all
 * of it is checked, as a file may come from anywhere: what is damaged is told here and by name, not later and by
 * accident.
 */
import * as z from 'zod/mini';
import type { NetworkConfig } from '../../../engine/config.ts';
import {
  type Code,
  type Message,
  message,
  sayEnglish,
  toldBy,
  type ValuesOf,
  verbatim,
} from '../../../messages/message.ts';
import { documentKinds, parseTrainOptions, storedOptions, tasks } from '../../../protocol/options.ts';
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

/** What is allowed, by the English words under which zod hands it on: "head.kind must be <words>." */
const ALLOWED = new Map<string, Message>();
const text = z.string({ error: allowed('allowed.text', {}) });
const size = whole(1, 1e9);
const epoch = whole(0, Number.MAX_SAFE_INTEGER);
// A loss that is no number is null in JSON.
const loss = z.pipe(
  z.nullable(z.number({ error: allowed('allowed.number', {}) })),
  z.transform((value) => value ?? Number.NaN),
);
const input = allowed('allowed.input', {});

const schemas = {
  network: record({
    cell: storedOptions.cell,
    activation: z.exactOptional(storedOptions.activation),
    reset: z.exactOptional(storedOptions.reset),
    output: z.exactOptional(storedOptions.output),
    peepholes: z.exactOptional(storedOptions.peepholes),
    layers: whole(1, 1000),
    hidden: size,
    directions: z.exactOptional(directions()),
    initialState: z.exactOptional(storedOptions.initialState),
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
  form: z.optional(record({ lowercase: storedOptions.lowercase, unicode: storedOptions.unicode })),
  task: oneOf(tasks),
  documents: oneOf(documentKinds),
  epoch,
  version: size,
  validationLoss: z.custom<number>((value) => !Number.isNaN(value), allowed('allowed.number', {})), // may be infinite,
};

function allowed<C extends Code>(code: C, values: ValuesOf<C>): string {
  const told = message(code, values);
  ALLOWED.set(sayEnglish(told), told);
  return sayEnglish(told);
}

function record<T extends z.core.$ZodShape>(shape: T) {
  return z.object(shape, { error: allowed('allowed.object', {}) });
}

function withNewNames(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [newName(name), value]));
}

function newName(name: string): string {
  return Object.hasOwn(OLD_NAMES, name) ? OLD_NAMES[name as keyof typeof OLD_NAMES] : name;
}

function list<T extends z.core.$ZodType>(item: T) {
  return z.array(item, { error: allowed('allowed.list', {}) });
}

function oneOf<const T extends readonly string[]>(names: T) {
  return z.enum(names, { error: allowed('allowed.one-of', { names }) });
}

function whole(low: number, high: number) {
  const error = allowed('allowed.whole', { low, high });
  return z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}

function directions() {
  return z.literal([1, 2], { error: allowed('allowed.directions', {}) });
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
  if (mismatch !== undefined) throw new FileError(mismatch.code, mismatch.values);
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
  if (metadata.format !== FORMAT) throw new FileError('model.of-other-program', {});
  const version = read(metadata, 'version', number);
  if (version > VERSION) throw new FileError('model.newer', { version, known: VERSION });
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
  if (given === undefined) throw new FileError('model.metadata-missing', { key });
  try {
    return parse(given);
  } catch (error) {
    throw damaged(key, toldBy(error));
  }
}

function check<T extends z.core.$ZodType>(key: string, schema: T, given: unknown, at: PropertyKey[] = []): z.output<T> {
  const checked = z.safeParse(schema, given);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = [...at, ...(issue?.path ?? [])].map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  const allowed = ALLOWED.get(issue?.message ?? '') ?? verbatim(issue?.message ?? '');
  throw damaged(key, message('model.metadata-must-be', { place: place.join('').replace(/^\./, ''), allowed }));
}

function damaged(key: string, problem: Message): FileError {
  return new FileError('model.metadata-damaged', { key, problem });
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
  throw new FileError('model.vocabulary-of-network', { tokens: vocabulary.size, size });
}
