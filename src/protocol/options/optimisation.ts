/** The options of a training that say how the weights are changed. */
import { option } from './option.ts';
import { oneOf, real, share, whole } from './ranges.ts';

const steps = { en: 'steps of the optimiser', zh: '优化器步数' };
const validations = { en: 'validations', zh: '验证次数' };

const optimiserOptions = {
  optimiser: option({
    ...oneOf('adam', 'adamw', 'rmsprop', 'sgd'),
    default: 'adam',
    en: 'What turns gradients into steps.',
    zh: '由梯度得出更新步的优化算法。',
    form: {
      ...{ group: 'training', en: 'Optimiser', zh: '优化器' },
      names: {
        sgd: { en: 'SGD', zh: 'SGD' },
        rmsprop: { en: 'RMSProp', zh: 'RMSProp' },
        adam: { en: 'Adam', zh: 'Adam' },
        adamw: { en: 'AdamW', zh: 'AdamW' },
      },
    },
  }),
  momentum: option({
    ...share(),
    default: 0.9,
    engine: 'optimiser',
    belongsTo: ['optimiser', 'sgd'],
    en: 'How much of its last step SGD carries on.',
    zh: 'SGD 保留上一步的比例（动量）。',
  }),
  weightDecay: option({
    ...real(0, 10),
    default: 0.01,
    engine: 'optimiser',
    belongsTo: ['optimiser', 'adamw'],
    en: 'How much of itself a weight loses in a step of AdamW, times the learning rate.',
    zh: 'AdamW 每步使权重缩减的比例，再乘以学习率（权重衰减）。',
  }),
  learningRate: option({
    ...real(0, 10, { openLow: true }),
    default: 0.005,
    engine: 'training',
    en: 'The step size of the optimiser.',
    zh: '优化器的步长。',
    form: { group: 'training', en: 'Learning rate', zh: '学习率' },
  }),
};

const scheduleOptions = {
  schedule: option({
    ...oneOf('constant', 'step', 'cosine', 'plateau'),
    default: 'constant',
    en: 'How the learning rate changes: not, by `decay` after every `decayEvery` epochs or on a plateau of as many validations, or to 0 along a cosine.',
    zh: '学习率如何变化：不变；每 `decayEvery` 轮乘以 `decay`；这么多次验证没有改善时乘以 `decay`；或沿余弦降到 0。',
    form: {
      ...{ group: 'training', en: 'Learning rate schedule', zh: '学习率调度' },
      names: {
        constant: { en: 'constant', zh: '保持不变' },
        step: { en: 'falls by steps', zh: '逐级下降' },
        cosine: { en: 'falls along a cosine', zh: '按余弦下降' },
        plateau: { en: 'falls on plateaus', zh: '停滞时下降' },
      },
    },
  }),
  decay: option({
    ...real(0, 1, { openLow: true, openHigh: true }),
    default: 0.5,
    engine: 'schedule',
    en: 'What a step or a plateau leaves of the learning rate.',
    zh: '每级下降或停滞之后学习率剩下的比例。',
  }),
  decayEvery: option({
    ...whole(1, 100_000),
    default: 5,
    en: 'Epochs of a step, or validations of a plateau.',
    zh: '逐级下降时每级的轮数，或判定停滞的验证次数。',
  }),
  warmup: option({
    ...whole(0, 1_000_000),
    default: 0,
    unit: steps,
    engine: 'schedule',
    en: 'Steps of the optimiser in which the learning rate rises from 0 first.',
    zh: '开始时学习率从 0 升起的优化器步数（预热）。',
  }),
  patience: option({
    ...whole(0, 100_000),
    default: 0,
    unit: validations,
    engine: 'training',
    en: 'Validations without a better loss after which training ends; 0 never ends early.',
    zh: '连续多少次验证损失没有改善就结束训练；0 表示从不提前结束。',
    form: { group: 'training', en: 'Patience', zh: '耐心值' },
  }),
};

const clippingOptions = {
  clip: option({
    ...real(0, 1_000_000),
    default: 5,
    engine: 'training',
    en: 'Largest global norm of the gradient; 0 does not clip (notes 1.8).',
    zh: '梯度的最大全局范数；0 表示不裁剪（笔记 1.8）。',
    form: { group: 'training', en: 'Clip norm at', zh: '梯度裁剪' },
  }),
  clipValue: option({
    ...real(0, 1_000_000),
    default: 0,
    engine: 'training',
    en: 'Largest size of one element of the gradient; 0 does not clip (notes 1.8).',
    zh: '梯度单个元素的最大绝对值；0 表示不裁剪（笔记 1.8）。',
  }),
};

export const optimisationOptions = {
  window: option({
    ...whole(2, 4096),
    default: 50,
    unit: { en: 'time steps', zh: '时间步' },
    engine: 'training',
    en: 'Time steps through which the gradient flows back.',
    zh: '梯度沿时间反向传播的时间步数。',
    form: { group: 'training', en: 'Window', zh: '窗口' },
  }),
  batch: option({
    ...whole(1, 4096),
    default: 16,
    unit: { en: 'sequences', zh: '序列' },
    engine: 'training',
    en: 'Sequences trained side by side.',
    zh: '并行训练的序列数。',
    form: { group: 'training', en: 'Batch', zh: '批大小' },
  }),
  ...optimiserOptions,
  ...scheduleOptions,
  ...clippingOptions,
};
