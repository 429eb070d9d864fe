/** A token in the page: white space and special tokens as marks, text in its own direction. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Texts } from '../texts.ts';
import { labelOf, MARK_PATHS, nameOf } from '../tokens.ts';

export function tokenTemplate(token: string): TemplateResult {
  const label = labelOf(token);
  if (label.kind === 'text') return html`<bdi>${label.text}</bdi>`;
  return html`<svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><path d=${MARK_PATHS[label.mark]} /></svg>`;
}

/** What the signs of tokens that are no text mean, of those that occur. */
export function marksTemplate(tokens: readonly string[], texts: Texts): TemplateResult | typeof nothing {
  const marks = ['<UNK>', '<EOS>'].filter((mark) => tokens.includes(mark));
  if (marks.length === 0) return nothing;
  return html`<p class="note marks">${marks.map(
    (mark) => html`<span>${tokenTemplate(mark)} ${nameOf(mark, texts)}</span>`,
  )}</p>`;
}
