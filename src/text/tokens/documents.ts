/** What of a text begins anew and ends with EOS (notes 1.6.2): its lines, its sentences, or the text as a whole. */
import { cleanText } from '../encoding/decode.ts';
import type { Documents } from './lines.ts';
import { openSentence, sentences } from './sentences.ts';

/** The documents of a text; the blank ones are left out. */
export function documentsOf(text: string, kind: Documents): string[] {
  const found = {
    lines: () => cleanText(text).split('\n'),
    sentences: () => sentences(text),
    text: () => [cleanText(text)],
  };
  return found[kind]().filter((document) => document.trim() !== '');
}

/** What has begun of a document at the end of a text: none goes on behind the end of one. */
export function openDocument(text: string, kind: Documents): string {
  if (kind === 'text') return text;
  return kind === 'sentences' ? openSentence(text) : text.slice(text.lastIndexOf('\n') + 1);
}

/**
 * How a text is read that goes on where another ended: from its beginning, or, where a document ends within it, from
 * there.
 */
export function continuation(text: string, kind: Documents): { text: string; isAnew: boolean } {
  const open = openDocument(text, kind);
  const isAnew = kind === 'lines' ? text.includes('\n') : kind === 'sentences' && open.length < text.trimStart().length;
  return { text: isAnew ? open : text, isAnew };
}

/**
 * The documents of a text that goes on where another ended. The first is the rest of one, '' where that had ended; the
 * last has begun and may go on, '' behind the end of one.
 */
export function continuedDocuments(text: string, kind: Documents): string[] {
  const clean = cleanText(text);
  const { text: open, isAnew } = continuation(clean, kind);
  if (!isAnew) return [clean];
  const ended = clean.slice(0, clean.length - open.length);
  const blanks = /^\s*/.exec(ended)![0];
  const [first = '', ...others] = documentsOf(ended, kind);
  if (kind === 'lines')
    return blanks.includes('\n') ? ['', ...documentsOf(ended, kind), open] : [first, ...others, open];
  // The blanks that a sentence begins with part it from what stands before it.
  return /\n\s*\n/.test(blanks) ? ['', first, ...others, open] : [blanks + first, ...others, open];
}
