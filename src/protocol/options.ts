/**
 * The options of every call, put together, and how they are checked. Each is described once, in options/: its type,
 * range and default, the words that tell of it, its field in the panel, and where the engine takes it.
 */
import * as z from 'zod/mini';
import { message } from '../messages/message.ts';
import { evaluateOptions, predictOptions, sampleOptions, stateOptions } from './options/asking.ts';
import { courseOptions, epochs } from './options/course.ts';
import { dataOptions } from './options/data.ts';
import { networkOptions } from './options/network.ts';
import { optimisationOptions } from './options/optimisation.ts';
import { type Description, type Destination, descriptionOf, type NamesFor } from './options/option.ts';
import { OptionError, parse } from './parse-options.ts';

export type { EvaluatedPart } from './options/asking.ts';
export { type Documents, documentKinds } from './options/data.ts';
export { type Task, tasks } from './options/names.ts';

const trainSchema = z.strictObject({
  ...networkOptions,
  epochs,
  ...dataOptions,
  ...optimisationOptions,
  ...courseOptions,
});
const dataSchema = z.strictObject({ ...dataOptions, validation: courseOptions.validation });
const sampleSchema = z.strictObject(sampleOptions);
const predictSchema = z.strictObject(predictOptions);
const evaluateSchema = z.strictObject(evaluateOptions);
/** What a call goes on from that reads a text: a state, or the label of conditional generation. */
const readSchema = z.strictObject({ ...stateOptions, label: sampleOptions.label });

/** The options of each call that takes some. */
export const optionSchemas = {
  data: dataSchema,
  train: trainSchema,
  sample: z.strictObject({ ...sampleOptions, ...stateOptions }),
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
type EvaluateOptions = z.output<typeof evaluateSchema>;
export type EvaluateOptionsInput = z.input<typeof evaluateSchema>;
export type SampleOptions = z.output<typeof sampleSchema>;
export type SampleOptionsInput = z.input<typeof sampleSchema>;

export type TrainOptionName = keyof TrainOptions;
export const trainOptionNames = Object.keys(trainSchema.shape) as TrainOptionName[];

/** The schema of an option of a training without its default: what a stored value of it must be. */
export const storedOptions = {
  cell: networkOptions.cell.def.innerType,
  activation: networkOptions.activation.def.innerType,
  reset: networkOptions.reset.def.innerType,
  output: networkOptions.output.def.innerType,
  peepholes: networkOptions.peepholes.def.innerType,
  initialState: networkOptions.initialState.def.innerType,
  lowercase: dataOptions.lowercase.def.innerType,
  unicode: dataOptions.unicode.def.innerType,
};

/** What is said of an option of a training. */
export function trainOption(name: TrainOptionName): Description {
  return descriptionOf(trainSchema.shape[name]);
}

/** The options that one part of the engine's configuration takes by name. */
export type EngineNames<D extends Destination> = NamesFor<D, typeof trainSchema.shape> & TrainOptionName;
type EngineOptions<D extends Destination> = {
  [name in keyof Pick<TrainOptions, EngineNames<D>>]: Exclude<TrainOptions[name], undefined>;
};

/**
 * What one part of the engine's configuration takes by name. Options that were left out, and those of another cell or
 * optimiser than the chosen one, are left out: in that part they can be.
 */
export function optionsFor<D extends Destination>(destination: D, options: TrainOptions): EngineOptions<D> {
  const taken = trainOptionNames.filter((name) => {
    const { engine, belongsTo } = trainOption(name);
    return (
      engine === destination && options[name] !== undefined && (!belongsTo || options[belongsTo[0]] === belongsTo[1])
    );
  });
  return Object.fromEntries(taken.map((name) => [name, options[name]])) as EngineOptions<D>;
}

/** Checks the options of a training and fills in the defaults. Throws OptionError. */
export function parseTrainOptions(given: unknown = {}): TrainOptions {
  const options = parse(trainSchema, given, { call: 'sampling', fields: Object.keys(sampleOptions) });
  for (const name of trainOptionNames) checkBelonging(name, options);
  return options;
}

const defaults = trainSchema.parse({});

/** An option that another choice leaves without effect is a mistake, unless it has its default. */
function checkBelonging(option: TrainOptionName, options: TrainOptions): void {
  const { belongsTo: [owner, choice] = [] } = trainOption(option);
  if (!owner || !choice || options[owner] === choice || options[option] === defaults[option]) return;
  throw new OptionError(option, message('optionIdle', { option, owner, choice, chosen: options[owner] }));
}

const training = { call: 'training', fields: trainOptionNames } as const;

/** Checks the options of data and fills in the defaults. Throws OptionError. */
export function parseDataOptions(given: unknown = {}): DataOptions {
  return parse(dataSchema, given, training);
}

/** The options of a training that its data depend on. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const names = Object.keys(dataSchema.shape) as (keyof DataOptions)[];
  return Object.fromEntries(names.map((name) => [name, options[name]])) as DataOptions;
}

/** Checks the options of a sampling and fills in the defaults. Throws OptionError. */
export function parseSampleOptions(given: unknown = {}): SampleOptions {
  return parse(sampleSchema, given, training);
}

/** Checks the options of a call that reads a text; a state is to be taken out before. Throws OptionError. */
export function parseReadOptions(given: unknown = {}): ReadOptions {
  return parse(readSchema, given, { call: 'sampling', fields: Object.keys(sampleOptions) });
}

/** Checks the options of a prediction and fills in the defaults. Throws OptionError. */
export function parsePredictOptions(given: unknown = {}): PredictOptions {
  return parse(predictSchema, given, training);
}

/** Checks the options of an evaluation. Throws OptionError. */
export function parseEvaluateOptions(given: unknown = {}): EvaluateOptions {
  return parse(evaluateSchema, given, training);
}

/** Which kernels compute: 'auto' is the fastest of this machine, 'plain' those without WebAssembly. */
export const kernelSettings = ['auto', 'wide', 'narrow', 'wide-separate', 'narrow-separate', 'plain'] as const;
export type KernelSetting = (typeof kernelSettings)[number];
