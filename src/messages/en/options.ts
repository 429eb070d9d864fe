/** What is said of options: what is allowed, what was given, and what is wrong with it. */
import type { Held, Say } from '../held.ts';

type None = Record<string, never>;

/** A range of numbers; its ends belong to it unless they are open. */
interface NumberRange {
  low: number;
  high: number;
  openLow: boolean;
  openHigh: boolean;
}

interface NotAllowed {
  option: string;
  allowed: Held;
  given: Held;
  /** The allowed value that was probably meant. */
  meant?: string;
}

interface UnknownOption {
  /** As it was written. */
  option: string;
  /** The call whose option it is. */
  call?: 'training' | 'sampling';
  meant?: string;
}

/** An option that has no effect with what was chosen of another one. */
interface IdleOption {
  option: string;
  owner: string;
  choice: string;
  chosen: string;
}

/** What an option may be: "layers must be <this>". */
const allowed = {
  allowedWhole: ({ low, high }: { low: number; high: number }) => `a whole number from ${low} to ${high}`,
  allowedWholeOrAuto: ({ low, high }: { low: number; high: number }) =>
    `a whole number from ${low} to ${high}, or 'auto'`,
  allowedWholeOrZero: ({ low, high }: { low: number; high: number }) => `0 or a whole number from ${low} to ${high}`,
  allowedNumber: ({ low, high, openLow, openHigh }: NumberRange) =>
    openLow
      ? `a number above ${low}, ${openHigh ? 'below' : 'at most'} ${high}`
      : `a number from ${low} to ${openHigh ? 'below ' : ''}${high}`,
  allowedNames: ({ names }: { names: readonly string[] }) => `one of ${names.map((name) => `'${name}'`).join(', ')}`,
  allowedSwitch: (_: None) => 'true or false',
  allowedText: (_: None) => 'a text',
  allowedTextOrFalse: (_: None) => 'a text of at least one character, or false',
  allowedLabel: (_: None) => 'a label of the model',
  allowedState: (_: None) => 'a state of rnn.state',
};

/** What was given, where it is not shown as it was written: "got <this>". */
const given = {
  givenFunction: (_: None) => 'a function',
  givenArray: (_: None) => 'an array',
  givenPromise: (_: None) => 'a promise (await it first)',
  givenObject: (_: None) => 'an object',
  givenInstance: ({ name }: { name: string }) => `an object of the class ${name}`,
};

export const options = {
  ...allowed,
  ...given,
  optionsNoObject: ({ first, given }: { first: string; given: Held }, say: Say) =>
    `Options must be an object such as { ${first}: … }; got ${say(given)}.`,
  optionNotAllowed: ({ option, allowed, given, meant }: NotAllowed, say: Say) =>
    `${option} must be ${say(allowed)}; got ${say(given)}.${meant === undefined ? '' : ` Did you mean '${meant}'?`}`,
  optionUnknown: ({ option, call, meant }: UnknownOption) => {
    const guess = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return `There is no option ${option}.${call ? ` It is an option of ${call}.` : guess}`;
  },
  optionsKnown: ({ names }: { names: readonly string[] }) => `The options are ${names.join(', ')}.`,
  optionIdle: ({ option, owner, choice, chosen }: IdleOption) =>
    `${option} is an option of ${owner} '${choice}'; ${owner} is '${chosen}'. Leave ${option} out or choose ${owner} '${choice}'.`,
  /** All that is wrong, a line each. */
  optionFaults: ({ faults }: { faults: readonly Held[] }, say: Say) => faults.map(say).join('\n'),
  directionsOfWriting: ({ given }: { given: number }) =>
    `directions must be 1 for a network that writes: reading from the end, it would see what it is to predict; got ${given}.`,
  taskDoesNotWrite: ({ task }: { task: string }) => `A model of the task ${task} does not write; use rnn.predict.`,
  labelOfGeneration: (_: None) =>
    'label is an option of a model of the task generation; this is a language model. Leave label out.',
  labelUnknown: ({ labels, given }: { labels: readonly string[]; given?: string }) => {
    const known = labels.map((name) => `'${name}'`).join(', ');
    return `label must be one of ${known}; got ${given === undefined ? 'none' : `'${given}'`}.`;
  },
  optionOfTranslations: ({ option, task }: { option: string; task: string }) =>
    `${option} is an option of translations; this is a model of the task ${task}, which writes nothing. Leave ${option} out.`,
};
