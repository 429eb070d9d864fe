/** Names of tasks and cells, which also views without a form show. */
import type { Words } from '../../messages/words.ts';

export const tasks = ['language-model', 'tagging', 'classification', 'translation', 'generation', 'vectors'] as const;
export type Task = (typeof tasks)[number];

export const TASK_NAMES: Readonly<Record<Task, Words>> = {
  'language-model': { en: 'language model', zh: '语言模型' },
  classification: { en: 'classification', zh: '分类' },
  tagging: { en: 'tagging', zh: '序列标注' },
  translation: { en: 'translation', zh: '翻译' },
  generation: { en: 'generation', zh: '生成' },
  vectors: { en: 'vectors', zh: '向量序列' },
};

export const CELL_NAMES = {
  rnn: { en: 'RNN', zh: 'RNN' },
  gru: { en: 'GRU', zh: 'GRU' },
  lstm: { en: 'LSTM', zh: 'LSTM' },
} as const satisfies Record<string, Words>;
