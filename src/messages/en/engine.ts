/**
 * What the engine tells: data that a network cannot take, memory that there is not, how trainings end, damaged files.
 */
import { digits, type Figure, gibibytes } from '../figures.ts';
import type { Held, Say } from '../held.ts';

const SMALLER = 'Choose fewer hidden units or layers, a smaller batch or window, or a smaller vocabulary.';

export const engine = {
  'engine.example-empty': ({ example }: { example: number }) =>
    `Example ${example} has no steps; it must have at least one.`,
  'engine.reads-vectors': ({ width }: { width: number }) =>
    `The network reads vectors of ${width} numbers; the examples hold tokens.`,
  'engine.reads-tokens': (_: object) => 'The network reads tokens; the examples hold vectors.',
  /** `number` counts from 1 within the vector. */
  'engine.vector-not-finite': ({ number, value, ...place }: Place & { number: number; value: Figure }) =>
    `${placeOf(place)}: number ${number} of the vector is ${value}. ` +
    'Vectors hold finite numbers of 32 bits: correct it, or leave the example out.',
  'engine.target-not-finite': ({ value, ...place }: Place & { value: Figure }) =>
    `${placeOf(place)}: a target must be a finite number of 32 bits; got ${value}.`,
  /** `none` is what stands where there is no target. */
  'engine.target-out-of-range': ({ most, none, value, ...place }: TargetOutOfRange) =>
    `${placeOf(place)}: a target must be from 0 to ${most}, or ${none} for none; got ${value}.`,
  'engine.nothing-to-train-on': (_: object) =>
    'There is nothing to train on: all ranges of the training part are empty.',

  'engine.memory-too-large': ({ bytes }: { bytes: number }) =>
    `The network needs ${gibibytes(bytes)} of memory; at most 4 GiB can be used. ${SMALLER}`,
  'engine.memory-refused': ({ bytes }: { bytes: number }) =>
    `The machine has no ${gibibytes(bytes)} of memory for the network. ${SMALLER}`,

  'engine.two-directions': (_: object) =>
    'A network of two directions reads whole sequences; it cannot read token after token.',
  'engine.foreign-state': (_: object) => 'The state is that of another network.',
  'engine.overflow': (_: object) =>
    "The network's numbers overflow on what it reads: its weights are too large for so long a text. " +
    'Read less, or train with a lower learningRate or with clip.',

  'engine.validation-overflow': ({ loss, step, epoch }: { loss: Figure; step: number; epoch: number }) =>
    `The validation loss is ${loss} after step ${step}, in epoch ${epoch}: ` +
    'the network overflows on what is held out. ' +
    'Look there for a sequence that is much longer, or for numbers that are larger, than those that are trained on. ' +
    'Such validations are left out; until there is another, the newest weights are kept.',
  'engine.ended-early': ({ patience, counted, epoch, step }: EndedEarly) => {
    const kept = counted === 'epoch' ? `of epoch ${epoch}` : `after step ${step}, in epoch ${epoch},`;
    const span = `${patience} ${counted}${patience === 1 ? '' : 's'}`;
    return `Ended early: no better validation loss in ${span}. The weights ${kept} are kept.`;
  },
  /** What happened, which norms grew until then, what is kept, and what would help: a sentence each. */
  'engine.diverged': ({ sentences }: { sentences: readonly Held[] }, say: Say) => sentences.map(say).join(' '),
  'engine.diverged-loss': ({ loss, ...at }: StepPlace & { loss: Figure }) => diverged(at, `the loss is ${loss}`),
  'engine.diverged-gradient': ({ norm, ...at }: StepPlace & { norm: Figure }) =>
    diverged(at, `the norm of the gradient is ${norm}`),
  /** `guess` is the loss of guessing; the loss has been above `times` that for `steps` steps. */
  'engine.diverged-far': ({ loss, times, guess, steps, ...at }: DivergedFar) =>
    diverged(
      at,
      `the loss is ${digits(loss)} nats, ` +
        `and has been above ${times} times that of guessing (${digits(guess)}) for ${steps} steps`,
    ),
  'engine.gradient-was': (last: Norm) => `The norm of the gradient was ${normAt(last)}.`,
  'engine.gradient-rose': ({ from, to }: { from: Norm; to: Norm }) =>
    `The norm of the gradient rose from ${normAt(from)} to ${normAt(to)}.`,
  /** From step `since` to `step`; 0 is the beginning. */
  'engine.weights-rose': ({ name, since, from, step, to }: WeightsRose) => {
    const before = since === 0 ? 'in the beginning' : `after step ${since}`;
    return `The norm of the weights ${name} rose from ${digits(from)} ${before} to ${digits(to)} after step ${step}.`;
  },
  'engine.kept-initial': (_: object) => 'The initial weights are kept.',
  'engine.kept': ({ step, epoch }: StepPlace) => `The weights after step ${step}, in epoch ${epoch}, are kept.`,
  'engine.lower-rate': ({ learningRate, clip }: { learningRate: number; clip: number }) => {
    const clipping = clip === 0 ? 'set clip to 5 (it is 0, so nothing is clipped)' : `clip (it is ${digits(clip)})`;
    return `Lower learningRate (it is ${digits(learningRate)}) or ${clipping}.`;
  },
  'engine.divide-targets': ({ largest }: { largest: number }) =>
    `Divide the numbers to be predicted: the largest is ${digits(largest)}.`,
  'engine.divide-inputs': ({ largest }: { largest: number }) =>
    `Divide the numbers that are read: the largest is ${digits(largest)}.`,

  // Sentences about a file; it was named before.
  'engine.file-too-short': ({ bytes, prefix }: { bytes: number; prefix: number }) =>
    `It has ${bytes} bytes; a safetensors file begins with ${prefix} for the header's length.`,
  /** `length` as it was written there, in 64 bits. */
  'engine.file-header-cut': ({ length, left }: { length: string; left: number }) =>
    `Its header should have ${length} bytes, but only ${left} follow: not a safetensors file, or cut off.`,
  'engine.file-header-too-long': ({ length, most }: { length: number; most: number }) =>
    `Its header has ${length} bytes; at most ${most} are read.`,
  'engine.file-foreign': (_: object) => 'It is not a model of Unroll.',
  'engine.file-header-no-object': (_: object) => 'Its header is not a JSON object that begins with {.',
  'engine.file-header-no-json': (_: object) => 'Its header is not JSON in UTF-8.',
  'engine.file-metadata-no-object': ({ key }: { key: string }) => `Its ${key} is not a JSON object.`,
  'engine.file-metadata-no-string': ({ key, entry, json }: { key: string; entry: string; json: string }) =>
    `Its ${key} must map strings to strings; ${entry} is ${json}.`,
  'engine.file-hole': ({ bytes, name }: { bytes: number; name: string }) =>
    `It has a hole of ${bytes} bytes before the tensor ${name}.`,
  'engine.file-overlap': ({ bytes, name }: { bytes: number; name: string }) =>
    `Its tensor ${name} overlaps the one before it by ${bytes} bytes.`,
  'engine.file-cut-off': ({ bytes }: { bytes: number }) => `It is cut off: ${bytes} bytes of its tensors are missing.`,
  'engine.file-too-long': ({ bytes }: { bytes: number }) => `It has ${bytes} bytes after its last tensor.`,
  'engine.tensor-undescribed': ({ name }: { name: string }) => `Its tensor ${name} has no description.`,
  /** What stands there, as JSON; undefined where nothing does. */
  'engine.tensor-type': ({ name, json }: TensorFault) =>
    `Its tensor ${name} has the type ${json}; only "F32" can be read.`,
  'engine.tensor-shape': ({ name, json }: TensorFault) =>
    `Its tensor ${name} has the shape ${json}, which is not a list of whole numbers.`,
  'engine.tensor-offsets': ({ name, json }: TensorFault) =>
    `Its tensor ${name} has the offsets ${json}, which are not two whole numbers.`,
  'engine.tensor-size': ({ name, bytes, shape, needed }: TensorSize) =>
    `Its tensor ${name} has ${bytes} bytes; its shape ${list(shape)} needs ${needed}.`,

  /** Each fault is one of the four below. */
  'engine.tensors-unfit': ({ faults }: { faults: readonly Held[] }, say: Say) =>
    `Its tensors do not fit the network: ${faults.map(say).join('; ')}.`,
  'engine.tensor-missing': ({ name }: { name: string }) => `${name} is missing`,
  'engine.tensor-foreign': ({ name }: { name: string }) => `${name} does not belong to this network`,
  'engine.tensor-reshaped': ({ name, shape, expected }: TensorReshaped) =>
    `${name} has the shape ${list(shape)} instead of ${list(expected)}`,
  'engine.tensor-not-finite': ({ name, value }: { name: string; value: Figure }) => `${name} holds ${value}`,
};

/** A step of an example, or, without `step`, the example; both count from 1. */
interface Place {
  example: number;
  step?: number;
}

interface StepPlace {
  step: number;
  epoch: number;
}

interface Norm {
  norm: number;
  step: number;
}

interface TargetOutOfRange extends Place {
  most: number;
  none: number;
  value: Figure;
}

interface EndedEarly extends StepPlace {
  patience: number;
  /** What is counted: epochs, where a validation follows each, or validations. */
  counted: 'epoch' | 'validation';
}

interface DivergedFar extends StepPlace {
  loss: number;
  times: number;
  guess: number;
  steps: number;
}

interface WeightsRose {
  name: string;
  since: number;
  from: Figure;
  step: number;
  to: Figure;
}

interface TensorFault {
  name: string;
  json: string;
}

interface TensorSize {
  name: string;
  bytes: number;
  shape: readonly number[];
  needed: number;
}

interface TensorReshaped {
  name: string;
  shape: readonly number[];
  expected: readonly number[];
}

function placeOf({ example, step }: Place): string {
  return step === undefined ? `Example ${example}` : `Example ${example}, step ${step}`;
}

function diverged({ step, epoch }: StepPlace, what: string): string {
  return `Training diverged at step ${step}, in epoch ${epoch}: ${what}.`;
}

function normAt({ norm, step }: Norm): string {
  return `${digits(norm)} at step ${step}`;
}

function list(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
