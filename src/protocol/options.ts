/**
 * The options of training and sampling: one schema for cells, commands, panel and settings. Defaults, ranges and the
 * text of the errors come from here and from nowhere else.
 */
import * as z from 'zod/mini';
import { OptionError, parse } from './parse-options.ts';

// Every schema carries, as its error, the words that say what is allowed: "layers must be <words>; got 0."
function whole(low: number, high: number) {
  const error = `a whole number from ${low} to ${high}`;
  return z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}
function real(error: string, allowed: (value: number) => boolean) {
  return z.number({ error }).check(z.refine(allowed, { error }));
}
function share() {
  return real('a number from 0 to below 1', (x) => x >= 0 && x < 1);
}
function limit() {
  return real('a number from 0 to 1000000', (x) => x >= 0 && x <= 1e6);
}
function oneOf<const T extends readonly string[]>(...names: T) {
  return z.enum(names, { error: `one of ${names.map((name) => `'${name}'`).join(', ')}` });
}
function wholeOrAuto(low: number, high: number) {
  const error = `a whole number from ${low} to ${high}, or 'auto'`;
  return z.union([z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error })), z.literal('auto')], { error });
}
/** What an option means, beside what it may be: completion and hover in cells show it. `title` names a class. */
function option<T extends z.ZodMiniType>(description: string, schema: T, title?: string): T {
  z.globalRegistry.add(schema, { description, ...(title && { title }) });
  return schema;
}
function textOrFalse(error: string) {
  return z.union([z.string({ error }).check(z.minLength(1, { error })), z.literal(false)], { error });
}

export const tasks = ['language-model', 'tagging', 'classification', 'translation', 'generation', 'vectors'] as const;
export type Task = (typeof tasks)[number];

export const documentKinds = ['lines', 'sentences', 'text'] as const;
export type Documents = (typeof documentKinds)[number];

const trainSchema = z.strictObject({
  cell: option('The recurrent cell (notes 1.3, 1.9, 1.10).', z._default(oneOf('rnn', 'gru', 'lstm'), 'lstm')),
  activation: option(
    'Of an rnn: what g is in `a<t> = g(...)` (notes 1.3.4).',
    z._default(oneOf('tanh', 'relu'), 'tanh'),
  ),
  reset: option(
    'Of a gru: its relevance gate before the product (notes 1.9), after it as in PyTorch, or none, the simplified GRU.',
    z._default(oneOf('before', 'after', 'none'), 'before'),
  ),
  output: option(
    'Of an lstm: `a = Γo * tanh(c)`, as in libraries, or `a = Γo * c` (notes 1.10).',
    z._default(oneOf('tanh', 'linear'), 'tanh'),
  ),
  peepholes: option(
    'Of an lstm: its gates see no cell state, `c<t-1>` (notes 1.10), or, the output gate, `c<t>` as in libraries.',
    z._default(oneOf('none', 'previous', 'current'), 'none'),
  ),
  layers: option('Recurrent layers on top of each other (notes 1.12).', z._default(whole(1, 8), 1)),
  directions: option(
    '2: layers read from both ends (notes 1.11); left out, 2 for tagging and classification, else 1.',
    z.optional(whole(1, 2)),
  ),
  hidden: option('Units in each layer and direction.', z._default(whole(1, 4096), 128)),
  initialState: option('What `a<0>` is (notes 1.3.4).', z._default(oneOf('zeros', 'random', 'learned'), 'zeros')),
  embedding: option(
    'Numbers that a token is turned into before the first layer; 0 reads one-hot vectors (notes 1.2).',
    z._default(whole(0, 4096), 0),
  ),
  epochs: option(
    "Passes over the training part; 'auto': 20, of a short text more, of a long one fewer.",
    z._default(wholeOrAuto(1, 100_000), 'auto'),
  ),
  task: option(
    "What is learned (notes 1.5); 'auto' looks at the data: labelled, tagged, pairs, vectors, else a language model.",
    z._default(oneOf('auto', ...tasks), 'auto'),
  ),
  level: option(
    "What a token is; 'auto': words where labelled texts are sentences, or both sides of translations; else characters.",
    z._default(oneOf('auto', 'characters', 'words'), 'auto'),
  ),
  lowercase: option(
    'Whether all letters are read as small ones.',
    z._default(z.boolean({ error: 'true or false' }), false),
  ),
  unicode: option(
    'How texts are written in Unicode before they are read.',
    z._default(oneOf('as-is', 'NFC', 'NFKC'), 'as-is'),
  ),
  vocabulary: option(
    'The most frequent tokens that are kept; the others become UNK (notes 1.2).',
    z._default(whole(1, 1_000_000), 10_000),
  ),
  documents: option(
    "What ends with EOS: each line, each sentence, or the whole text; 'auto' looks at the length of the lines.",
    z._default(oneOf('auto', ...documentKinds), 'auto'),
  ),
  window: option('Time steps through which the gradient flows back.', z._default(whole(2, 4096), 50)),
  batch: option('Sequences trained side by side.', z._default(whole(1, 4096), 16)),
  optimiser: option('What turns gradients into steps.', z._default(oneOf('adam', 'adamw', 'rmsprop', 'sgd'), 'adam')),
  momentum: option('Of sgd: how much of the last step goes on.', z._default(share(), 0.9)),
  weightDecay: option(
    'Of adamw: how much of itself a weight loses in a step, times the learning rate.',
    z._default(
      real('a number from 0 to 10', (x) => x >= 0 && x <= 10),
      0.01,
    ),
  ),
  learningRate: option(
    'The step size of the optimiser.',
    z._default(
      real('a number above 0, at most 10', (x) => x > 0 && x <= 10),
      0.005,
    ),
  ),
  schedule: option(
    'How the learning rate changes: not, by `decay` after every `decayEvery` epochs or on a plateau of as many validations, or to 0 along a cosine.',
    z._default(oneOf('constant', 'step', 'cosine', 'plateau'), 'constant'),
  ),
  decay: option(
    'What a step or a plateau leaves of the learning rate.',
    z._default(
      real('a number above 0, below 1', (x) => x > 0 && x < 1),
      0.5,
    ),
  ),
  decayEvery: option('Epochs of a step, or validations of a plateau.', z._default(whole(1, 100_000), 5)),
  warmup: option(
    'Steps of the optimiser in which the learning rate rises from 0 first.',
    z._default(whole(0, 1_000_000), 0),
  ),
  patience: option(
    'Validations without a better loss after which training ends; 0 never ends early.',
    z._default(whole(0, 100_000), 0),
  ),
  clip: option('Largest global norm of the gradient; 0 does not clip (notes 1.8).', z._default(limit(), 5)),
  clipValue: option(
    'Largest size of one element of the gradient; 0 does not clip (notes 1.8).',
    z._default(limit(), 0),
  ),
  dropout: option('Share of the activations between layers that is dropped in training.', z._default(share(), 0)),
  inputDropout: option(
    'Share of what the first layer reads that is dropped in training: of the numbers of vectors and embeddings; of one-hot tokens as a whole, which are then read as zero vectors. Of a translation, in both languages.',
    z._default(share(), 0),
  ),
  initialisation: option(
    "What weights begin with: uniform as in PyTorch, or Glorot's with orthogonal recurrent matrices.",
    z._default(oneOf('uniform', 'glorot'), 'uniform'),
  ),
  forgetBias: option(
    'Of an lstm: what the bias of its forget gate begins with; left out, as the other biases.',
    z.optional(real('a number from -100 to 100', (x) => x >= -100 && x <= 100)),
  ),
  validation: option(
    'Every k-th line, block or example is held out for validation; 0 holds out nothing.',
    z._default(
      z
        .int({ error: '0 or a whole number from 2 to 1000' })
        .check(z.refine((k) => k === 0 || (k >= 2 && k <= 1000), { error: '0 or a whole number from 2 to 1000' })),
      10,
    ),
  ),
  validateEvery: option(
    'Steps of the optimiser between two validations; 0 validates after each epoch.',
    z._default(whole(0, 1_000_000), 0),
  ),
  threads: option(
    "Threads that compute; 'auto': as many as there are free cores, or fewer where the network is too small for them.",
    z._default(wholeOrAuto(1, 64), 'auto'),
  ),
  seed: option(
    'Seed of weights, order and dropout: the same seed gives the same model.',
    z._default(whole(0, 0xffff_ffff), 1),
  ),
  watch: option(
    'Text whose gates are drawn while the model trains; false draws none; left out, the first held-out line.',
    z.optional(textOrFalse('a text of at least one character, or false')),
  ),
});

const dataFields = {
  task: true,
  level: true,
  lowercase: true,
  unicode: true,
  vocabulary: true,
  documents: true,
  validation: true,
} as const;
const dataSchema = z.pick(trainSchema, dataFields);

const sampleSchema = z.strictObject({
  prime: option('Text that the model reads before it writes.', z._default(z.string({ error: 'a text' }), '')),
  label: option(
    'Of a generation: the label that it begins with (notes 1.5.3).',
    z.optional(z.string({ error: 'a label of the model' })),
  ),
  length: option(
    'Most tokens written; writing ends earlier where the model ends its line or text.',
    z._default(whole(1, 1_000_000), 200),
  ),
  temperature: option(
    'Divides the logits: below 1 is safer, above 1 wilder (notes 1.7).',
    z._default(
      real('a number above 0, at most 100', (x) => x > 0 && x <= 100),
      1,
    ),
  ),
  topK: option('Only the so many likeliest tokens are drawn; 0 draws all.', z._default(whole(0, 1_000_000), 0)),
  topP: option(
    'Only the likeliest tokens whose probabilities come to this are drawn; 1 draws all.',
    z._default(
      real('a number above 0, at most 1', (x) => x > 0 && x <= 1),
      1,
    ),
  ),
  count: option(
    'How many texts are written, each with the next seed; left out, one, and not in an array.',
    z.optional(whole(1, 10_000)),
  ),
  seed: option('Seed of the draws; left out, a new one each time.', z.optional(whole(0, 0xffff_ffff))),
  refuseUnknown: option(
    'Draw again when the token drawn is UNK (notes 1.7).',
    z._default(z.boolean({ error: 'true or false' }), true),
  ),
});

const predictSchema = z.strictObject({
  beam: option('Of a translation: beginnings that are kept at each step; 1 is greedy.', z._default(whole(1, 100), 4)),
  length: option(
    'Of a translation: most tokens written; left out, twice as many as are read, and 50.',
    z.optional(whole(1, 1_000_000)),
  ),
});

export const evaluatedParts = ['validation', 'train', 'all'] as const;
/** Which part of the data an evaluation reads. */
export type EvaluatedPart = (typeof evaluatedParts)[number];

const evaluateSchema = z.strictObject({
  part: option(
    'What is read: what the model was not trained on, what it was trained on, or both; left out, what was held out of its own data, and all of others.',
    z.optional(oneOf(...evaluatedParts)),
  ),
});

/** An object of the session's, which parses it itself: nothing that crosses a boundary. */
const stateSchema = z.strictObject({
  state: option(
    'What `rnn.state` gave: the call goes on where the last one with it ended.',
    z.optional(z.custom<object>((given) => typeof given === 'object' && given !== null, 'a state of rnn.state')),
    'State',
  ),
});

/** What a call goes on from that reads a text: a state, or, of a generation, a label. */
const readSchema = z.extend(stateSchema, z.pick(sampleSchema, { label: true }).shape);

/** The options of each call that takes some. */
export const optionSchemas = {
  data: dataSchema,
  train: trainSchema,
  sample: z.extend(sampleSchema, stateSchema.shape),
  probability: readSchema,
  next: readSchema,
  predict: predictSchema,
  evaluate: evaluateSchema,
};

export type TrainOptions = z.output<typeof trainSchema>;
export type TrainOptionsInput = z.input<typeof trainSchema>;
/** Those of a training that its data depend on. */
export type DataOptions = z.output<typeof dataSchema>;
export type DataOptionsInput = z.input<typeof dataSchema>;
/** But for the state. */
export type ReadOptions = Pick<SampleOptions, 'label'>;
export type PredictOptions = z.output<typeof predictSchema>;
export type PredictOptionsInput = z.input<typeof predictSchema>;
export type EvaluateOptions = z.output<typeof evaluateSchema>;
export type EvaluateOptionsInput = z.input<typeof evaluateSchema>;
export type SampleOptions = z.output<typeof sampleSchema>;
export type SampleOptionsInput = z.input<typeof sampleSchema>;

/** Options that belong to one choice of another option: { peepholes: ['cell', 'lstm'] }. */
export const belongsTo = {
  activation: ['cell', 'rnn'],
  reset: ['cell', 'gru'],
  output: ['cell', 'lstm'],
  peepholes: ['cell', 'lstm'],
  forgetBias: ['cell', 'lstm'],
  momentum: ['optimiser', 'sgd'],
  weightDecay: ['optimiser', 'adamw'],
} as const satisfies Partial<Record<keyof TrainOptions, readonly [keyof TrainOptions, string]>>;

/** Checks the options of a training and fills in the defaults. Throws OptionError. */
export function parseTrainOptions(given: unknown = {}): TrainOptions {
  const options = parse(trainSchema, given, { call: 'sampling', fields: Object.keys(sampleSchema.shape) });
  checkBelonging(options);
  return options;
}

/** An option that another choice leaves without effect is a mistake, unless it has its default. */
function checkBelonging(options: TrainOptions): void {
  for (const [field, [owner, choice]] of Object.entries(belongsTo)) {
    const name = field as keyof typeof belongsTo;
    if (options[owner] === choice || options[name] === defaults[name]) continue;
    throw new OptionError(
      name,
      `${name} is an option of ${owner} '${choice}'; ${owner} is '${options[owner]}'. Leave ${name} out or choose ${owner} '${choice}'.`,
    );
  }
}

const defaults = trainSchema.parse({});

/** Checks the options of data and fills in the defaults. Throws OptionError. */
export function parseDataOptions(given: unknown = {}): DataOptions {
  return parse(dataSchema, given, { call: 'training', fields: Object.keys(trainSchema.shape) });
}

/** The options of a training that its data depend on. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const { task, level, lowercase, unicode, vocabulary, documents, validation } = options;
  return { task, level, lowercase, unicode, vocabulary, documents, validation };
}

/** Checks the options of a sampling and fills in the defaults. Throws OptionError. */
export function parseSampleOptions(given: unknown = {}): SampleOptions {
  return parse(sampleSchema, given, { call: 'training', fields: Object.keys(trainSchema.shape) });
}

/** Checks the options of a call that reads a text; a state is to be taken out before. Throws OptionError. */
export function parseReadOptions(given: unknown = {}): ReadOptions {
  return parse(readSchema, given, { call: 'sampling', fields: Object.keys(sampleSchema.shape) });
}

/** Checks the options of a prediction and fills in the defaults. Throws OptionError. */
export function parsePredictOptions(given: unknown = {}): PredictOptions {
  return parse(predictSchema, given, { call: 'training', fields: Object.keys(trainSchema.shape) });
}

/** Checks the options of an evaluation. Throws OptionError. */
export function parseEvaluateOptions(given: unknown = {}): EvaluateOptions {
  return parse(evaluateSchema, given, { call: 'training', fields: Object.keys(trainSchema.shape) });
}

/** Which kernels compute: 'auto' is the fastest of this machine, 'plain' those without WebAssembly. */
export const kernelSettings = ['auto', 'wide', 'narrow', 'wide-separate', 'narrow-separate', 'plain'] as const;
export type KernelSetting = (typeof kernelSettings)[number];
