/** What of a text begins anew and ends with EOS (notes 1.6.2): its lines, its sentences, or the text as a whole. */
import { cleanText } from './decode.ts';
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
