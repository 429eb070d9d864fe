/** Which colour a tag has: the most frequent classes of a result have one of their own. */
import type { TagsItem } from '../../protocol/result.ts';

export interface TagClass {
  name: string;
  /** Tokens that have it. */
  count: number;
  /** Which colour; undefined where the tag stands for nothing, or all colours are taken by more frequent ones. */
  colour: number | undefined;
}

/** "B-" and "I-" begin and go on with the same class. */
export function classOf(tag: string): string {
  return tag.replace(/^[BIESLU]-(?=.)/, '');
}

/** The classes of all tokens, those with a colour first, by frequency. */
export function tagClasses(items: readonly TagsItem[], colours: number): TagClass[] {
  const counts = new Map<string, number>();
  for (const { tokens } of items)
    for (const { tags } of tokens) {
      const name = classOf(tags[0]?.label ?? '');
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  // "O", outside of every class, is what is not to be looked at.
  const named = sorted.filter(([name]) => name !== 'O');
  return [...named, ...sorted.filter(([name]) => name === 'O')].map(([name, count], i) => {
    return { name, count, colour: name !== 'O' && i < colours ? i : undefined };
  });
}
