/** What many sentences in Chinese need. */
import type { Documents, Level } from '../en/text.ts';

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** What is counted, with its measure word. */
export const LEVELS: Record<Level, string> = { characters: '个字符', words: '个词' };
export const DOCUMENTS: Record<Documents, string> = { lines: '行', sentences: '个句子', text: '块' };

/** Names of tasks. */
export const TASKS: Record<string, string> = {
  'language-model': '语言模型',
  classification: '分类',
  tagging: '序列标注',
  translation: '翻译',
  generation: '生成',
  vectors: '向量序列',
};

/** "a 和 b", "a、b 和 c" */
export function and(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join('、')} 和 ${last}` : last;
}
