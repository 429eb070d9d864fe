/** What is said of a training that is planned: what was asked for and does not fit, or has no effect. */
import type { Held, Say } from '../held.ts';

type Documents = 'lines' | 'sentences' | 'text';

interface IdleForValidation {
  /** Options with their values, as they are written: "patience 3". */
  options: readonly string[];
  /** Whether nothing was to be held out; else there were too few data for it. */
  asked: boolean;
}

export const plan = {
  'plan.window': ({ window, asked, documents }: { window: number; asked: number; documents: Documents }) => {
    const longest = documents === 'text' ? 'the whole text' : `the longest ${documents.slice(0, -1)}`;
    return `Windows are ${window} steps long instead of ${asked}: ${longest} has no more tokens.`;
  },
  'plan.batch': ({ batch, asked, documents }: { batch: number; asked: number; documents: Documents }) => {
    const reason = documents === 'text' ? 'the text fills no more windows' : `there are no more ${documents}`;
    const sequences = batch === 1 ? 'sequence is' : 'sequences are';
    return `${batch} ${sequences} trained at a time instead of ${asked}: ${reason}.`;
  },
  /** `value`: as JSON. */
  'plan.idle': ({ options }: { options: readonly { option: string; value: string; reason: Held }[] }, say: Say) =>
    `Without effect: ${options.map(({ option, value, reason }) => `${option} ${value} (${say(reason)})`).join(', ')}.`,
  'plan.idle-one-layer': () => 'it is between layers, and there is one; inputDropout is for what that reads',
  'plan.idle-vectors-as-given': () => 'vectors are read as they are',
  'plan.idle-vectors-no-tokens': () => 'vectors are no tokens',
  'plan.idle-tagged-tokens': () => 'tagged tokens stay what they are',
  'plan.idle-schedule': ({ schedule }: { schedule: string }) => `schedule is '${schedule}'`,
  'plan.idle-each-anew': () => 'each example begins anew',
  'plan.idle-read-whole': () => 'each example is read whole',
  'plan.idle-no-gates': () => 'gates are drawn of language models',
  'plan.validated-once': ({ validateEvery, steps }: { validateEvery: number; steps: number }) =>
    `validateEvery is ${validateEvery}, and the training has ${steps} steps: it is validated once, after the last of them.`,
  'plan.nothing-held-out': ({ options, asked }: IdleForValidation) => {
    const [reason, remedy] = asked
      ? ['validation is 0', 'Set validation to 10 to hold out every tenth part']
      : ['the data are too few for it', 'Train on more data'];
    const them = options.length > 1 ? 'them' : 'it';
    return `Without effect: ${options.join(', ')}, since nothing is held out (${reason}). ${remedy}, or leave ${them} out.`;
  },
};
