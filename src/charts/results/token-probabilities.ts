/**
 * Texts as products of token probabilities: a cell for each P(token | before); the higher its surprisal, the stronger
 * its shade.
 */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { tokenLoss } from '../../protocol/loss.ts';
import type { ResultPayload, TokenProbabilitiesItem } from '../../protocol/result.ts';
import { formatCount, formatValue } from '../format.ts';
import { nameOf, withVisibleEnds } from '../tokens.ts';
import { directionOf } from './direction.ts';
import type { Drawn } from './drawn.ts';
import { formatPower, formatProbability, surprisal } from './numbers.ts';
import { LEAST_PROBABILITY, shadeStyle, surprisalShare } from './shade.ts';
import { marksTemplate, tokenTemplate } from './token.ts';
import { type TokenColumn, tokenColumns } from './token-columns.ts';
import { likelihoods } from './totals.ts';

type TokenProbabilitiesPayload = Extract<ResultPayload, { kind: 'token-probabilities' }>;

export function tokenProbabilitiesTemplate({ items }: TokenProbabilitiesPayload, drawn: Drawn): TemplateResult {
  const columns = tokenColumns(items);
  const numbered = items.length > 1;
  const totals = likelihoods(items, drawn.texts);
  const marks = marksTemplate(
    items.flatMap(({ probabilities }) => probabilities.map(({ token }) => token)),
    drawn.texts,
  );
  if (columns)
    return html`<div class="texts">${items.map((item, i) => headTemplate(item, i, totals[i] ?? [], numbered))}</div>
      ${scale(drawn)} ${compared(items, columns, drawn)} ${items.map((item, i) => leftOut(item, drawn, `${i + 1}: `))} ${marks}`;
  return html`${scale(drawn)}${items.map(
    (item, i) =>
      html`<section class="text-block">
        ${headTemplate(item, i, totals[i] ?? [], numbered)}
        <div class="flow probabilities" role="list" data-group dir=${directionIn([item])}>
          ${item.probabilities.map((_, place) => html`<span class="column">${cell(item, place, place === 0, drawn)}</span>`)}
        </div>
        ${leftOut(item, drawn)}
      </section>`,
  )}${marks}`;
}

function headTemplate(
  { text }: TokenProbabilitiesItem,
  i: number,
  totals: string[],
  numbered: boolean,
): TemplateResult {
  return html`<div class=${numbered ? 'text-head' : ''}>
    ${numbered ? html`<span class="number">${i + 1}</span>` : nothing}
    <span class="said-text"><bdi>${withVisibleEnds(text)}</bdi></span>
    <span class="totals">${totals.map((total) => html`<span>${total}</span>`)}</span>
  </div>`;
}

function scale({ texts, theme }: Drawn): TemplateResult {
  const steps = [1, 0.1, 0.01, LEAST_PROBABILITY];
  return html`<div class="scale" aria-hidden="true">
    <span>${texts.probabilityScale}</span>
    ${steps.map((step) => html`<i .style=${shadeStyle(surprisalShare(step), theme.dark)}>${step}</i>`)}
  </div>`;
}

/** A column holds what stands at one place of all texts; columns wrap like words. */
function compared(items: TokenProbabilitiesItem[], columns: TokenColumn[], drawn: Drawn): TemplateResult {
  const numbers = html`<span class="column numbers" aria-hidden="true">${items.map(
    (_, i) => html`<span class="number">${i + 1}</span>`,
  )}</span>`;
  return html`<div class="flow probabilities compared" role="list" data-group dir=${directionIn(items)}>
    ${numbers}${columns.map(
      ({ places, differs }, column) =>
        html`<span class="column ${differs ? 'differs' : ''}">${places.map((place, i) =>
          place === undefined
            ? html`<span class="probability absent"></span>`
            : cell(items[i] as TokenProbabilitiesItem, place, column === 0 && i === 0, drawn, i + 1),
        )}</span>`,
    )}
  </div>`;
}

function cell(
  item: TokenProbabilitiesItem,
  place: number,
  first: boolean,
  drawn: Drawn,
  number?: number,
): TemplateResult {
  const { token, probability } = item.probabilities[place] as TokenProbabilitiesItem['probabilities'][number];
  const { texts, theme, tips } = drawn;
  const tip = tips.add(() => tipTemplate(item, place, drawn));
  const words = [
    ...(number === undefined ? [] : [`${number}`]),
    nameOf(token, texts),
    `P ${formatProbability(probability)}`,
  ];
  return html`<span class="probability" role="listitem" tabindex=${first ? 0 : -1} data-tip=${tip} aria-label=${words.join(', ')}
    .style=${shadeStyle(surprisalShare(probability), theme.dark)}
    ><span>${tokenTemplate(token)}</span><small>${formatProbability(probability)}</small></span>`;
}

function tipTemplate({ probabilities }: TokenProbabilitiesItem, place: number, { texts }: Drawn): TemplateResult {
  const { token, probability } = probabilities[place] as TokenProbabilitiesItem['probabilities'][number];
  const nats = surprisal(probability);
  return html`<div class="head">${nameOf(token, texts)}</div>
    <div class="row"><span class="name">${texts.givenBefore}</span><b>${formatPower(-nats)}</b></div>
    <div class="row"><span class="name">${texts.surprisal}</span><b>${formatValue(nats, texts)} nats</b></div>
    <div class="row"><span class="name"></span><b>${formatValue(tokenLoss(nats).bits, texts)} ${texts.bits}</b></div>`;
}

function leftOut(
  { probabilities, length }: TokenProbabilitiesItem,
  { texts }: Drawn,
  number = '',
): TemplateResult | typeof nothing {
  const left = length - probabilities.length;
  if (left <= 0) return nothing;
  return html`<p class="note">${number}${texts.andMoreTokens(formatCount(left, texts))}</p>`;
}

function directionIn(items: readonly TokenProbabilitiesItem[]): 'ltr' | 'rtl' {
  return directionOf(items.flatMap(({ probabilities }) => probabilities.map(({ token }) => token)));
}
