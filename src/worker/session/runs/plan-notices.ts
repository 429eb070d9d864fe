/** What a user should know about a training that is planned. */
import type { TrainingConfig } from '../../../engine/config.ts';
import { type Message, message } from '../../../messages/message.ts';
import { type Documents, parseTrainOptions, type TrainOptions } from '../../../protocol/options.ts';
import type { PreparedData } from '../../compute/task.ts';

const defaults = parseTrainOptions();

/** About what was asked for and does not fit. Defaults are nobody's wish: they give way in silence. */
export function fitNotices(
  asked: TrainOptions,
  { window, batch }: Pick<TrainingConfig, 'window' | 'batch'>,
  documents: Documents,
): Message[] {
  const notices: Message[] = [];
  if (window < asked.window && asked.window !== defaults.window)
    notices.push(message('plan.window', { window, asked: asked.window, documents }));
  if (batch < asked.batch && asked.batch !== defaults.batch)
    notices.push(message('plan.batch', { batch, asked: asked.batch, documents }));
  return notices;
}

/** About options that this training has no use for. */
export function idleNotices(asked: TrainOptions, { task, width }: PreparedData): Message[] {
  const { layers, dropout, embedding, schedule, documents, level, watch } = asked;
  const isChanged = (option: keyof TrainOptions) => asked[option] !== defaults[option];
  const falls = schedule === 'step' || schedule === 'plateau';
  const examples = task !== 'language-model';
  const isLevelIdle = level !== 'auto' && (width > 0 || task === 'tagging');
  const levelReason = message(width > 0 ? 'plan.idle-vectors-no-tokens' : 'plan.idle-tagged-tokens', {});
  const scheduleReason = message('plan.idle-schedule', { schedule });
  const idle: [option: keyof TrainOptions, isIdle: boolean, reason: Message][] = [
    ['dropout', dropout > 0 && layers === 1, message('plan.idle-one-layer', {})],
    ['embedding', embedding > 0 && width > 0, message('plan.idle-vectors-as-given', {})],
    ['level', isLevelIdle, levelReason],
    ['decay', isChanged('decay') && !falls, scheduleReason],
    ['decayEvery', isChanged('decayEvery') && !falls, scheduleReason],
    ['documents', documents !== 'auto' && examples, message('plan.idle-each-anew', {})],
    ['window', isChanged('window') && examples, message('plan.idle-read-whole', {})],
    ['watch', typeof watch === 'string' && examples, message('plan.idle-no-gates', {})],
  ];
  const options = idle
    .filter(([, isIdle]) => isIdle)
    .map(([option, , reason]) => ({ option, value: JSON.stringify(asked[option]), reason }));
  return options.length > 0 ? [message('plan.idle', { options })] : [];
}

/** About options that wait for validations which do not come. `steps`: of the whole training. */
export function validationNotices(asked: TrainOptions, validationTokens: number, steps: number): Message[] {
  const { validation, validateEvery, patience, schedule } = asked;
  if (validationTokens > 0)
    return validateEvery <= steps ? [] : [message('plan.validated-once', { validateEvery, steps })];
  const options = [
    ...(patience > 0 ? [`patience ${patience}`] : []),
    ...(schedule === 'plateau' ? ["schedule 'plateau'"] : []),
    ...(validateEvery > 0 ? [`validateEvery ${validateEvery}`] : []),
  ];
  return options.length > 0 ? [message('plan.nothing-held-out', { options, asked: validation === 0 })] : [];
}
