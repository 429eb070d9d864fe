import type { values as english } from '../en/values.ts';
import type { Translation } from '../message.ts';
import { whole } from '../numbers.ts';
import { named } from './places.ts';
import { DOCUMENTS, LEVELS, TASKS } from './words.ts';

export const values: Translation<typeof english> = {
  'data.text': ({ name, task, train, validation, level }) =>
    `${named(name).trim()}：${TASKS[task] ?? task}，训练 ${whole(train)} ${LEVELS[level]}，留出 ${whole(validation)} 个`,
  'data.running-text': () => '连续文本',
  'data.documents': ({ count, documents, longest, level }) =>
    `${whole(count)} ${DOCUMENTS[documents]}，最长的连同结尾有 ${whole(longest)} ${LEVELS[level]}`,
  'data.examples': ({ name, task, train, validation, longest }) =>
    `${named(name).trim()}：${TASKS[task] ?? task}，训练 ${whole(train)} 个样本，留出 ${whole(validation)} 个；最长的有 ${whole(longest)} 步`,
  'data.labels': ({ shown, all }) => {
    const counts = shown.map(({ label, count }) => `${label || '–'} ${whole(count)}`);
    return `${all} 种标签：${counts.join('、')}${all > shown.length ? `，另有 ${all - shown.length} 种` : ''}`;
  },
  'model.described': ({ name, cell, layers, hidden, reads, loss, epoch, epochs }) => {
    const read = 'vectors' in reads ? `${reads.vectors} 维向量` : `${reads.tokens} ${LEVELS[reads.level]}`;
    const size = `${layers} 层，每层 ${hidden} 个单元`;
    const validation = loss ? `，验证损失 ${lossText(loss)}` : '';
    return `模型 ${name}：${cell.toUpperCase()}，${size}，${read}${validation}（第 ${epoch} 轮，共 ${epochs} 轮）`;
  },
};

function lossText({ value, squares }: { value: number; squares: boolean }): string {
  return squares ? `${value.toPrecision(3)}（平方误差）` : `${value.toFixed(3)} nats`;
}
