/** The values under the pointer: every gate of one unit at one step, as a box and as a sentence. */
import { html, type TemplateResult } from 'lit/html.js';
import { colourIndex, cssColour } from '../colours.ts';
import { formatCount, formatGate } from '../format.ts';
import type { Texts } from '../texts.ts';
import { nameOf } from '../tokens.ts';
import type { Heat } from './heatmap.ts';
import { parseSymbol } from './scene.ts';

/** A unit of a layer at a step of a text, with the planes that are drawn. */
export interface Reading {
  heats: Heat[];
  /** Which of `heats` the pointer is on. */
  panel: number;
  token: string;
  /** Counted from 0; shown from 1, as the notes write x<1>. */
  layer: number;
  step: number;
  unit: number;
  units: number;
}

/** The box beside the pointer. The plane that is pointed at stands out. */
export function readingBox(reading: Reading, texts: Texts): TemplateResult {
  const head = [
    `t = ${formatCount(reading.step + 1, texts)}`,
    nameOf(reading.token, texts),
    texts.unit(formatCount(reading.unit + 1, texts)),
  ].join(' · ');
  return html`<div class="head">${head}</div>
    ${reading.heats.map((heat, i) => row(heat, valueAt(reading, heat), i === reading.panel, texts))}`;
}

/** The same for a screen reader: only the plane that is pointed at. */
export function readingSentence(reading: Reading, texts: Texts): string {
  const heat = reading.heats[reading.panel];
  if (!heat) return '';
  const { name } = heat.plane;
  return [
    `${texts.planeNames[name] ?? name} ${formatGate(valueAt(reading, heat))}`,
    texts.layer(String(reading.layer + 1)),
    texts.unit(String(reading.unit + 1)),
    `t = ${reading.step + 1}`,
    nameOf(reading.token, texts),
  ].join(', ');
}

/** A symbol of a formula as HTML. */
export function symbolTemplate(symbol: string): TemplateResult {
  const { base, tilde, below } = parseSymbol(symbol);
  return html`<span class="symbol">${tilde ? `${base}\u0303` : base}${below ? html`<sub>${below}</sub>` : ''}</span>`;
}

function row({ plane, low, high, bar }: Heat, value: number, pointed: boolean, texts: Texts): TemplateResult {
  const colours = bar.bytes.filter((_, i) => i % 4 !== 3);
  const colour = cssColour(new Uint8Array(colours), colourIndex(value, low, high));
  return html`<div class="row ${pointed ? 'pointed' : ''}">
    <i class="swatch" .style=${`background:${colour}`}></i>${symbolTemplate(plane.symbol)}
    <span class="name">${texts.planeNames[plane.name] ?? plane.name}</span><b>${formatGate(value)}</b>
  </div>`;
}

function valueAt({ step, unit, units }: Reading, { values }: Heat): number {
  return values[step * units + unit] ?? 0;
}
