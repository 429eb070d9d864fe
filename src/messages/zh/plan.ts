import type { plan as english } from '../en/plan.ts';
import type { Translation } from '../message.ts';

const UNITS = { lines: '行', sentences: '句子', text: '文本' };

export const plan: Translation<typeof english> = {
  'plan.window': ({ window, asked, documents }) => {
    const longest = documents === 'text' ? '整个文本' : `最长的${UNITS[documents]}`;
    return `窗口为 ${window} 个时间步，而不是 ${asked} 个：${longest}没有更多词元。`;
  },
  'plan.batch': ({ batch, asked, documents }) => {
    const reason = documents === 'text' ? '文本装不满更多窗口' : `没有更多的${UNITS[documents]}`;
    return `每次训练 ${batch} 个序列，而不是 ${asked} 个：${reason}。`;
  },
  'plan.idle': ({ options }, say) =>
    `不起作用：${options.map(({ option, value, reason }) => `${option} ${value}（${say(reason)}）`).join('、')}。`,
  'plan.idle-one-layer': () => '它用在层与层之间，而这里只有一层；inputDropout 才作用于第一层的输入',
  'plan.idle-vectors-as-given': () => '向量按原样读取',
  'plan.idle-vectors-no-tokens': () => '向量不是词元',
  'plan.idle-tagged-tokens': () => '已标注的词元保持不变',
  'plan.idle-schedule': ({ schedule }) => `schedule 为 '${schedule}'`,
  'plan.idle-each-anew': () => '每个样本都从头开始',
  'plan.idle-read-whole': () => '每个样本都整个读取',
  'plan.idle-no-gates': () => '只画出语言模型的门',
  'plan.validated-once': ({ validateEvery, steps }) =>
    `validateEvery 为 ${validateEvery}，而训练只有 ${steps} 步：只在最后一步之后验证一次。`,
  'plan.nothing-held-out': ({ options, asked }) => {
    const [reason, remedy] = asked
      ? ['validation 为 0', '请将 validation 设为 10，以留出十分之一']
      : ['数据太少', '请用更多数据训练'];
    return `不起作用：${options.join('、')}，因为没有留出验证数据（${reason}）。${remedy}，或去掉${options.length > 1 ? '这些选项' : '该选项'}。`;
  },
};
