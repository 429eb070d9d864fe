/** What is drawn as bars, whatever it tells: classes of a text, translations, next tokens. */
import type { ResultPayload, Share } from '../../protocol/result.ts';
import { formatCount } from '../format.ts';
import type { Texts } from '../texts.ts';
import { nameOf } from '../tokens.ts';

export interface BarBlock {
  /** What was read. */
  title: string;
  bars: Share[];
  /** What the labels are: the names of classes, tokens, or texts with a rank. */
  labels: 'names' | 'tokens' | 'ranked';
  /** What is left out, in a sentence. */
  note?: string;
}

export type BarPayload = Extract<ResultPayload, { kind: 'classes' | 'translations' | 'next' }>;

export function barBlocks(payload: BarPayload, texts: Texts): BarBlock[] {
  switch (payload.kind) {
    case 'classes':
      return payload.items.map(({ input, shares, classes }) => block(input, shares, 'names', classes, texts));
    case 'translations':
      return payload.items.map(({ source, alternatives, found }) =>
        block(source, alternatives, 'ranked', found, texts),
      );
    case 'next':
      return payload.items.map(({ beginning, shares, asked }) => block(beginning, shares, 'tokens', asked, texts));
  }
  return payload satisfies never;
}

/** A bar's label in words. */
export function barName({ label }: Share, { labels }: BarBlock, texts: Texts): string {
  return labels === 'tokens' ? nameOf(label, texts) : label;
}

function block(title: string, bars: Share[], labels: BarBlock['labels'], all: number, texts: Texts): BarBlock {
  const left = all - bars.length;
  return { title, bars, labels, ...(left > 0 && { note: texts.andMore(formatCount(left, texts)) }) };
}
