/** A token in the page: white space and special tokens as marks, text in its own direction. */
import { html, type TemplateResult } from 'lit/html.js';
import { labelOf, MARK_PATHS } from '../tokens.ts';

export function tokenTemplate(token: string): TemplateResult {
  const label = labelOf(token);
  if (label.kind === 'text') return html`<bdi>${label.text}</bdi>`;
  return html`<svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><path d=${MARK_PATHS[label.mark]} /></svg>`;
}
