/** The options of what a model is asked: samples, scores, predictions, evaluations. */
import * as z from 'zod/mini';
import { message, sayEnglish } from '../../messages/message.ts';
import { option } from './option.ts';
import { oneOf, onOrOff, real, text, whole } from './ranges.ts';

const tokens = { en: 'tokens', zh: '词元' };

export const sampleOptions = {
  prime: option({
    ...text(),
    default: '',
    en: 'Text that the model reads before it writes.',
    zh: '模型动笔之前先读的文本。',
  }),
  label: option({
    ...text(message('allowedLabel', {})),
    belongsTo: ['task', 'generation'],
    en: 'The label that conditional generation begins with (notes 1.5.3).',
    zh: '条件生成以哪个标签开头（笔记 1.5.3）。',
  }),
  length: option({
    ...whole(1, 1_000_000),
    default: 200,
    unit: tokens,
    en: 'Most tokens written; writing ends earlier where the model ends its line or text.',
    zh: '最多写多少词元；模型结束一行或文本时会提前停止。',
  }),
  temperature: option({
    ...real(0, 100, { openLow: true }),
    default: 1,
    en: 'Divides the logits: below 1 is safer, above 1 wilder (notes 1.7).',
    zh: '温度，logits 除以它：小于 1 更稳妥，大于 1 更大胆（笔记 1.7）。',
  }),
  topK: option({
    ...whole(0, 1_000_000),
    default: 0,
    unit: tokens,
    en: 'Only the so many likeliest tokens are drawn; 0 draws all.',
    zh: '只从概率最高的这么多词元中抽取；0 表示不限。',
  }),
  topP: option({
    ...real(0, 1, { openLow: true }),
    default: 1,
    en: 'Only the likeliest tokens whose probabilities come to this are drawn; 1 draws all.',
    zh: '只从概率之和达到该值的最可能的词元中抽取；1 表示不限。',
  }),
  count: option({
    ...whole(1, 10_000),
    en: 'How many texts are written, each with the next seed; left out, one, and not in an array.',
    zh: '写多少段文本，每段用下一个种子；不填时只写一段，且不放在数组中。',
  }),
  seed: option({
    ...whole(0, 0xffff_ffff),
    en: 'Seed of the draws; left out, a new one each time.',
    zh: '抽取的随机种子；不填时每次都换新的。',
  }),
  refuseUnknown: option({
    ...onOrOff(),
    default: true,
    en: 'Draw again when the token drawn is UNK (notes 1.7).',
    zh: '抽到 UNK 时重新抽取（笔记 1.7）。',
  }),
};

export const predictOptions = {
  beam: option({
    ...whole(1, 100),
    default: 4,
    belongsTo: ['task', 'translation'],
    en: 'The beam width: beginnings of a translation that are kept at each step; 1 is greedy.',
    zh: '集束宽度：翻译时每步保留的候选开头数；1 为贪心搜索。',
  }),
  length: option({
    ...whole(1, 1_000_000),
    unit: tokens,
    belongsTo: ['task', 'translation'],
    en: 'Most tokens of a translation; left out, twice as many as are read, and 50.',
    zh: '译文最多多少词元；不填时为所读词元数的两倍再加 50。',
  }),
};

const evaluatedParts = ['validation', 'train', 'all'] as const;
/** Which part of the data an evaluation reads. */
export type EvaluatedPart = (typeof evaluatedParts)[number];

export const evaluateOptions = {
  part: option({
    ...oneOf(...evaluatedParts),
    en: 'What is read: what the model was not trained on, what it was trained on, or both; left out, what was held out of its own data, and all of others.',
    zh: '读哪一部分：模型没有训练过的、训练过的，或两者；不填时，自己的数据读留出的部分，其他数据全读。',
  }),
};

const allowedState = message('allowedState', {});

/** An object of the session's, which parses it itself: nothing that crosses a boundary. */
export const stateOptions = {
  state: option({
    schema: z.custom<object>((given) => typeof given === 'object' && given !== null, sayEnglish(allowedState)),
    allowed: allowedState,
    title: 'State',
    en: 'What `rnn.state` gave: the call goes on where the last one with it ended.',
    zh: '`rnn.state` 给出的状态：从上一次使用它的调用结束之处接着读写。',
  }),
};
