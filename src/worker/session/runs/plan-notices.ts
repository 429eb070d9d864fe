/** What a user should know about a training that is planned, in sentences. */
import type { TrainingConfig } from '../../../engine/config.ts';
import { type Documents, parseTrainOptions, type TrainOptions } from '../../../protocol/options.ts';
import type { PreparedData } from '../../compute/task.ts';

const defaults = parseTrainOptions();

/** About what was asked for and does not fit. Defaults are nobody's wish: they give way in silence. */
export function fitNotices(
  asked: TrainOptions,
  { window, batch }: Pick<TrainingConfig, 'window' | 'batch'>,
  documents: Documents,
): string[] {
  const notices: string[] = [];
  if (window < asked.window && asked.window !== defaults.window) {
    const longest = documents === 'text' ? 'the whole text' : `the longest ${documents.slice(0, -1)}`;
    notices.push(`Windows are ${window} steps long instead of ${asked.window}: ${longest} has no more tokens.`);
  }
  if (batch < asked.batch && asked.batch !== defaults.batch) {
    const reason = documents === 'text' ? 'the text fills no more windows' : `there are no more ${documents}`;
    notices.push(
      `${batch} ${batch === 1 ? 'sequence is' : 'sequences are'} trained at a time instead of ${asked.batch}: ${reason}.`,
    );
  }
  return notices;
}

/** About options that this training has no use for. */
export function idleNotices(asked: TrainOptions, { task, width }: PreparedData): string[] {
  const { layers, dropout, embedding, schedule, documents, level, watch } = asked;
  const isChanged = (option: keyof TrainOptions) => asked[option] !== defaults[option];
  const falls = schedule === 'step' || schedule === 'plateau';
  const examples = task !== 'language-model';
  const idle: [option: keyof TrainOptions, isIdle: boolean, reason: string][] = [
    [
      'dropout',
      dropout > 0 && layers === 1,
      'it is between layers, and there is one; inputDropout is for what that reads',
    ],
    ['embedding', embedding > 0 && width > 0, 'vectors are read as they are'],
    [
      'level',
      level !== 'auto' && (width > 0 || task === 'tagging'),
      width > 0 ? 'vectors are no tokens' : 'tagged tokens stay what they are',
    ],
    ['decay', isChanged('decay') && !falls, `schedule is '${schedule}'`],
    ['decayEvery', isChanged('decayEvery') && !falls, `schedule is '${schedule}'`],
    ['documents', documents !== 'auto' && examples, 'each example begins anew'],
    ['window', isChanged('window') && examples, 'each example is read whole'],
    ['watch', typeof watch === 'string' && examples, 'gates are drawn of language models'],
  ];
  const found = idle.filter(([, isIdle]) => isIdle);
  if (found.length === 0) return [];
  const each = found.map(([option, , reason]) => `${option} ${JSON.stringify(asked[option])} (${reason})`);
  return [`Without effect: ${each.join(', ')}.`];
}

/** About options that wait for validations which do not come. `steps`: of the whole training. */
export function validationNotices(asked: TrainOptions, validationTokens: number, steps: number): string[] {
  const { validation, validateEvery, patience, schedule } = asked;
  if (validationTokens > 0) {
    if (validateEvery <= steps) return [];
    return [
      `validateEvery is ${validateEvery}, and the training has ${steps} steps: it is validated once, after the last of them.`,
    ];
  }
  const idle = [
    ...(patience > 0 ? [`patience ${patience}`] : []),
    ...(schedule === 'plateau' ? ["schedule 'plateau'"] : []),
    ...(validateEvery > 0 ? [`validateEvery ${validateEvery}`] : []),
  ];
  if (idle.length === 0) return [];
  const [reason, remedy] =
    validation === 0
      ? ['validation is 0', 'Set validation to 10 to hold out every tenth part']
      : ['the data are too few for it', 'Train on more data'];
  const names = idle.join(', ');
  return [
    `Without effect: ${names}, since nothing is held out (${reason}). ${remedy}, or leave ${idle.length > 1 ? 'them' : 'it'} out.`,
  ];
}
