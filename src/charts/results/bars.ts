/** Probabilities as bars: classes of texts, ranked translations, next tokens. A block each. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Share } from '../../protocol/result.ts';
import { formatValue } from '../format.ts';
import type { Texts } from '../texts.ts';
import { withVisibleEnds } from '../tokens.ts';
import { type BarBlock, type BarPayload, barBlocks, barName } from './bar-blocks.ts';
import { formatPercent, surprisal } from './numbers.ts';
import { tokenTemplate } from './token.ts';

export function barsTemplate(payload: BarPayload, texts: Texts): TemplateResult {
  return html`<div class="blocks ${payload.kind}">
    ${barBlocks(payload, texts).map((block) => blockTemplate(block, texts))}
  </div>`;
}

function blockTemplate(block: BarBlock, texts: Texts): TemplateResult {
  const { title, bars, note } = block;
  return html`<section>
    <h4>${title === '' ? html`<span class="faint">${texts.beginning}</span>` : html`<bdi>${withVisibleEnds(title)}</bdi>`}</h4>
    <ol class="bars">
      ${bars.map((bar, i) => barTemplate(bar, i, block, texts))}
    </ol>
    ${note ? html`<p class="note">${note}</p>` : nothing}
  </section>`;
}

function barTemplate(bar: Share, rank: number, block: BarBlock, texts: Texts): TemplateResult {
  const width = `width:${100 * (bar.probability ?? 0)}%`;
  const ranked = block.labels === 'ranked';
  return html`<li class=${rank === 0 ? 'first' : ''}>
    <span class="name" dir="auto" title=${barName(bar, block, texts)}>${label(bar, rank, block, texts)}</span>
    <span class="track"><i class="length" .style=${width}></i></span>
    <b>${formatPercent(bar.probability, texts)}</b>
    ${ranked ? html`<b class="faint">ln P ${formatLog(bar.probability, texts)}</b>` : nothing}
  </li>`;
}

function label(bar: Share, rank: number, { labels }: BarBlock, texts: Texts): TemplateResult | string {
  if (labels === 'names') return bar.label;
  if (labels === 'ranked') return html`<span class="rank">${rank + 1}</span><bdi>${bar.label}</bdi>`;
  return html`${tokenTemplate(bar.label)}<span class="said">${barName(bar, { labels } as BarBlock, texts)}</span>`;
}

function formatLog(probability: number | null, texts: Texts): string {
  return formatValue(-surprisal(probability), texts).replace('-', '−');
}
