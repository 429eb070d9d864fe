/** The options of a training that make its network. */
import { CELL_NAMES } from './names.ts';
import { option } from './option.ts';
import { oneOf, whole } from './ranges.ts';

export const networkOptions = {
  cell: option({
    ...oneOf('rnn', 'gru', 'lstm'),
    default: 'lstm',
    engine: 'network',
    en: 'The recurrent cell (notes 1.3, 1.9, 1.10).',
    zh: '循环单元（笔记 1.3、1.9、1.10）。',
    form: { group: 'main', en: 'Cell', zh: '单元类型', names: CELL_NAMES },
  }),
  activation: option({
    ...oneOf('tanh', 'relu'),
    default: 'tanh',
    engine: 'network',
    belongsTo: ['cell', 'rnn'],
    en: 'The activation g of an RNN, `a<t> = g(...)` (notes 1.3.4).',
    zh: 'RNN 的激活函数 g，`a<t> = g(...)`（笔记 1.3.4）。',
  }),
  reset: option({
    ...oneOf('before', 'after', 'none'),
    default: 'before',
    engine: 'network',
    belongsTo: ['cell', 'gru'],
    en: 'Where the reset (relevance) gate of a GRU works: before the matrix product (notes 1.9), after it as in PyTorch, or not at all, which is the simplified GRU.',
    zh: 'GRU 的重置门（相关门）在何处起作用：矩阵乘积之前（笔记 1.9），之后（同 PyTorch），或不用（简化的 GRU）。',
  }),
  output: option({
    ...oneOf('tanh', 'linear'),
    default: 'tanh',
    engine: 'network',
    belongsTo: ['cell', 'lstm'],
    en: 'The output of an LSTM: `a = Γo * tanh(c)`, as in libraries, or `a = Γo * c` (notes 1.10).',
    zh: 'LSTM 的输出：`a = Γo * tanh(c)`（同常见的库），或 `a = Γo * c`（笔记 1.10）。',
  }),
  peepholes: option({
    ...oneOf('none', 'previous', 'current'),
    default: 'none',
    engine: 'network',
    belongsTo: ['cell', 'lstm'],
    en: 'What the gates of an LSTM see of the cell state: nothing, `c<t-1>` (notes 1.10), or, the output gate alone, `c<t>` as in libraries.',
    zh: 'LSTM 的门看到的记忆细胞：不看，看 `c<t-1>`（笔记 1.10），或只有输出门看 `c<t>`（同常见的库）。',
  }),
  layers: option({
    ...whole(1, 8),
    default: 1,
    engine: 'network',
    en: 'Recurrent layers on top of each other (notes 1.12).',
    zh: '叠放的循环层数（笔记 1.12）。',
    form: { group: 'main', en: 'Layers', zh: '层数' },
  }),
  directions: option({
    ...whole(1, 2),
    en: '2: layers read from both ends (notes 1.11), as an encoder can, too; left out, 2 for tagging and classification, else 1. What writes reads in one direction.',
    zh: '2 表示各层从两端读取（双向，笔记 1.11），编码器也可以；不填时，序列标注和分类为 2，其余为 1。写文本的网络只能单向。',
    form: { group: 'network', en: 'Directions', zh: '方向数' },
  }),
  hidden: option({
    ...whole(1, 4096),
    default: 128,
    engine: 'network',
    en: 'Units in each layer and direction.',
    zh: '每层每个方向的隐藏单元数。',
    form: { group: 'main', en: 'Hidden', zh: '隐藏单元' },
  }),
  initialState: option({
    ...oneOf('zeros', 'random', 'learned'),
    default: 'zeros',
    engine: 'network',
    en: 'What `a<0>` is (notes 1.3.4).',
    zh: '初始状态 `a<0>`：零、随机或学到的值（笔记 1.3.4）。',
  }),
  embedding: option({
    ...whole(0, 4096),
    default: 0,
    en: 'Numbers that a token is turned into before the first layer; 0 reads one-hot vectors (notes 1.2).',
    zh: '第一层之前把词元变成的嵌入向量的维数；0 表示直接读 one-hot 向量（笔记 1.2）。',
    form: { group: 'network', en: 'Embedding', zh: '嵌入维数' },
  }),
};
