/** Gate heatmaps in the page: a row of choices (layer, gate), the heatmaps, the values under the pointer. */
import { html, render, type TemplateResult } from 'lit/html.js';
import type { GatesPayload } from '../../protocol/gates.ts';
import type { Texts } from '../texts.ts';
import { Tip } from '../tip.ts';
import { type GatesChoice, possibleChoice } from './gates-state.ts';
import { type Reading, readingBox, readingSentence, symbolTemplate } from './gates-words.ts';
import { HeatmapCanvas } from './heatmap-canvas.ts';

export class GatesView {
  readonly #bar: HTMLElement;
  readonly #said: HTMLElement;
  readonly #canvas: HeatmapCanvas;
  readonly #tip: Tip;
  #payload: GatesPayload | undefined;
  #title = '';
  #choice: GatesChoice = { layer: 0, plane: 'all' };

  /** `parent` is empty and positioned; the heatmaps take its width. */
  constructor(
    parent: HTMLElement,
    private readonly texts: Texts,
  ) {
    this.#bar = append(parent, 'bar');
    this.#canvas = new HeatmapCanvas(append(parent, 'scroller'), texts, {
      look: (reading, x, y) => this.#look(reading, x, y),
      say: (reading) => this.#say(reading),
    });
    this.#said = append(parent, 'said');
    this.#said.ariaLive = 'polite';
    this.#tip = new Tip(parent);
  }

  /** Shows a payload at the next frame, with the layer and gate that were chosen before. */
  update(payload: GatesPayload, title: string): void {
    this.#payload = payload;
    this.#title = title;
    this.#choose(this.#choice);
  }

  dispose(): void {
    this.#canvas.dispose();
  }

  #choose(choice: GatesChoice): void {
    if (!this.#payload) return;
    this.#choice = possibleChoice(this.#payload, choice);
    render(
      html`<span class="title">${this.#title}</span>${this.#layers()}${this.#planes()}${this.#nothing()}`,
      this.#bar,
    );
    this.#canvas.update(this.#payload, this.#choice);
  }

  #layers(): TemplateResult | string {
    const { layer, plane } = this.#choice;
    const layers = this.#payload?.layers ?? [];
    if (layers.length < 2) return '';
    const tabs = layers.map((_, i) => this.#tab(this.texts.layer(String(i + 1)), i === layer, { layer: i, plane }));
    return group(this.texts.layers, tabs);
  }

  #planes(): TemplateResult | string {
    const { layer, plane } = this.#choice;
    const planes = this.#payload?.layers[layer]?.planes ?? [];
    if (planes.length < 2) return '';
    const all = this.#tab(this.texts.all, plane === 'all', { layer, plane: 'all' });
    const tabs = planes.map(({ symbol }, i) => this.#tab(symbolTemplate(symbol), i === plane, { layer, plane: i }));
    return group(this.texts.planes, [all, ...tabs]);
  }

  #nothing(): TemplateResult | string {
    return this.#payload?.layers.length ? '' : html`<span class="faint">${this.texts.noGates}</span>`;
  }

  #tab(content: TemplateResult | string, chosen: boolean, choice: GatesChoice): TemplateResult {
    return html`<button aria-pressed=${chosen} @click=${() => this.#choose(choice)}>${content}</button>`;
  }

  #look(reading: Reading | undefined, x: number, y: number): void {
    if (reading) this.#tip.show(readingBox(reading, this.texts), x, y);
    else this.#tip.hide();
  }

  #say(reading: Reading): void {
    this.#said.textContent = readingSentence(reading, this.texts);
  }
}

function group(label: string, tabs: TemplateResult[]): TemplateResult {
  return html`<span class="tabs" role="group" aria-label=${label}>${tabs}</span>`;
}

function append(parent: HTMLElement, className: string): HTMLElement {
  const element = parent.appendChild(document.createElement('div'));
  element.className = className;
  return element;
}
