/** Places and names in Chinese. */
import { NAMELESS, type Place } from '../place.ts';

const NAMES: Record<string, string> = {
  [NAMELESS.text]: '文本',
  [NAMELESS.data]: '数据',
  [NAMELESS.array]: '数组',
};

/** "names.tsv 第 3 行", "数组第 3 项" */
export function at({ name, unit, number }: Place): string {
  return `${named(name)}第 ${number} ${unit === 'line' ? '行' : '项'}`;
}

/** A name before Chinese characters, with the space that sets Latin letters apart. */
export function named(name: string): string {
  return NAMES[name] ?? `${name} `;
}
