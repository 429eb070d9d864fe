/** The options of a training that say how weights begin, what is dropped, and how the training goes. */
import { option } from './option.ts';
import { oneOf, real, share, textOrFalse, whole, wholeOrAuto, wholeOrZero } from './ranges.ts';

const weightOptions = {
  dropout: option({
    ...share(),
    default: 0,
    engine: 'training',
    en: 'Share of the activations between layers that is dropped in training.',
    zh: '训练时层与层之间丢弃的激活值的比例。',
    form: { group: 'network', en: 'Dropout', zh: '丢弃率' },
  }),
  inputDropout: option({
    ...share(),
    default: 0,
    engine: 'training',
    en: 'Share of what the first layer reads that is dropped in training: of the numbers of vectors and embeddings; of one-hot tokens as a whole, which are then read as zero vectors. An encoder-decoder drops on both sides.',
    zh: '训练时第一层的输入被丢弃的比例：向量和嵌入按数值丢弃；one-hot 按整个词元丢弃，读作零向量。编码器-解码器两侧都丢弃。',
    form: { group: 'network', en: 'Input dropout', zh: '输入丢弃率' },
  }),
  initialisation: option({
    ...oneOf('uniform', 'glorot'),
    default: 'uniform',
    en: "What weights begin with: uniform as in PyTorch, or Glorot's with orthogonal recurrent matrices.",
    zh: '权重的初始化：同 PyTorch 的均匀分布，或 Glorot 初始化并取正交的循环矩阵。',
  }),
  forgetBias: option({
    ...real(-100, 100),
    engine: 'initialisation',
    belongsTo: ['cell', 'lstm'],
    en: 'What the bias of the forget gate of an LSTM begins with; left out, as the other biases.',
    zh: 'LSTM 遗忘门偏置的初始值；不填时与其他偏置相同。',
  }),
};

export const courseOptions = {
  ...weightOptions,
  validation: option({
    ...wholeOrZero(2, 1000),
    default: 10,
    en: 'Every k-th line, block or example is held out for validation, of each class its share; 0 holds out nothing.',
    zh: '每 k 行（块、样本）留出一个作验证，各类按比例留出；0 表示不留出。',
    form: { group: 'data', en: 'Hold out 1 in', zh: '留出比例 1/k' },
  }),
  validateEvery: option({
    ...whole(0, 1_000_000),
    default: 0,
    unit: { en: 'steps of the optimiser', zh: '优化器步数' },
    engine: 'training',
    en: "Steps of the optimiser between two validations, with one more after the last step; 0 validates after each epoch. `patience` and `'plateau'` count validations.",
    zh: "两次验证之间优化器的步数，最后一步之后再验证一次；0 表示每轮之后验证。`patience` 和 `'plateau'` 按验证次数计。",
    form: { group: 'training', en: 'Validate every', zh: '每几步验证' },
  }),
  threads: option({
    ...wholeOrAuto(1, 64),
    default: 'auto',
    en: "Threads that compute; 'auto': as many as there are free cores, or fewer where the network is too small for them.",
    zh: "参与计算的线程数；'auto'：有多少空闲核心用多少，网络太小时用得少些。",
  }),
  seed: option({
    ...whole(0, 0xffff_ffff),
    default: 1,
    engine: 'training',
    en: 'Seed of weights, order and dropout: the same seed gives the same model, bit for bit.',
    zh: '权重、顺序和丢弃的随机种子：同一个种子得到逐位相同的模型。',
    form: { group: 'training', en: 'Seed', zh: '随机种子' },
  }),
  watch: option({
    ...textOrFalse(),
    en: 'Text whose gates are drawn while the model trains; false draws none; left out, the first held-out line.',
    zh: '训练时画出哪段文本的门；false 表示不画；不填时取留出的第一行。',
  }),
};

export const epochs = option({
  ...wholeOrAuto(1, 100_000),
  default: 'auto',
  en: "Passes over the training part; 'auto': 20, of a short text as many as make 1,500 steps, of a long one as few as take a minute or two.",
  zh: "训练数据读几轮；'auto'：20 轮，短文本读到约 1,500 步，长文本读一两分钟。",
  form: { group: 'main', en: 'Epochs', zh: '轮数' },
});
