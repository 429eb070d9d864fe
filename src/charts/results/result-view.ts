/** The value of a cell in the page: predictions, probabilities, evaluations. Drawn anew when the theme changes. */
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { ResultPayload } from '../../protocol/result.ts';
import { formatCount } from '../format.ts';
import type { Texts } from '../texts.ts';
import { readTheme, watchTheme } from '../theme.ts';
import { barsTemplate } from './bars.ts';
import type { Drawn } from './drawn.ts';
import { evaluationTemplate } from './evaluation.ts';
import { tagsTemplate } from './tags.ts';
import { Tips } from './tips.ts';
import { tokenProbabilitiesTemplate } from './token-probabilities.ts';

export class ResultView {
  readonly #content: HTMLElement;
  readonly #tips: Tips;
  readonly #endWatching = watchTheme(() => this.#draw());
  #payload: ResultPayload | undefined;

  /** `parent` is empty. */
  constructor(
    parent: HTMLElement,
    private readonly texts: Texts,
  ) {
    parent.classList.add('result');
    this.#content = parent.appendChild(document.createElement('div'));
    this.#tips = new Tips(parent);
  }

  update(payload: ResultPayload): void {
    this.#payload = payload;
    this.#draw();
  }

  dispose(): void {
    this.#endWatching();
  }

  #draw(): void {
    const payload = this.#payload;
    if (!payload) return;
    this.#tips.clear();
    const drawn = { texts: this.texts, theme: readTheme(this.#content), tips: this.#tips };
    render(html`${contentOf(payload, drawn)}${rest(payload, this.texts)}`, this.#content);
  }
}

function contentOf(payload: ResultPayload, drawn: Drawn): TemplateResult | TemplateResult[] {
  switch (payload.kind) {
    case 'classes':
    case 'translations':
    case 'next':
      return barsTemplate(payload, drawn.texts);
    case 'tags':
      return tagsTemplate(payload, drawn);
    case 'token-probabilities':
      return tokenProbabilitiesTemplate(payload, drawn);
    case 'evaluations':
      return payload.items.map((item) => evaluationTemplate(item, drawn));
  }
  return payload satisfies never;
}

function rest({ items, total }: ResultPayload, texts: Texts): TemplateResult | typeof nothing {
  if (items.length >= total) return nothing;
  return html`<p class="note">${texts.resultsShown(formatCount(items.length, texts), formatCount(total, texts))}</p>`;
}
