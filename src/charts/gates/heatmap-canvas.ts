/**
 * The canvas of the heatmaps. It is as wide as its view and stays in place while a long text scrolls below it, so that
 * its size has a bound; the pointer and keys move over its values.
 */
import type { GatesPayload } from '../../protocol/gates.ts';
import { Frame } from '../frame.ts';
import type { Texts } from '../texts.ts';
import { readTheme, watchTheme } from '../theme.ts';
import { type Label, labelOf } from '../tokens.ts';
import { paint } from './canvas.ts';
import { type GatesChoice, movePlace, shownPlanes } from './gates-state.ts';
import type { Reading } from './gates-words.ts';
import { gatesScene, type Heat, heatOf } from './heatmap.ts';
import { cellBox, type GatesLayout, GUTTER, hitTest, layoutGates, type Place } from './layout.ts';
import { markShapes } from './pointer.ts';

/** What the canvas tells: the value looked at, with its place in the view; a value reached by keys. */
interface Looking {
  look(reading: Reading | undefined, x: number, y: number): void;
  say(reading: Reading): void;
}

/** What is drawn at present. */
interface Drawn {
  layout: GatesLayout;
  heats: Heat[];
  payload: GatesPayload;
  layer: number;
}

export class HeatmapCanvas {
  readonly #spread: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #frame = new Frame(() => this.#draw());
  readonly #endings: (() => void)[];
  /** Coloured planes of this payload and theme, by layer, plane and rows. */
  readonly #heats = new Map<string, Heat>();
  #payload: GatesPayload | undefined;
  #labels: Label[] = [];
  #choice: GatesChoice = { layer: 0, plane: 'all' };
  #place: Place | undefined;
  #drawn: Drawn | undefined;
  /** A key scrolls to its value. */
  #revealing = false;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly texts: Texts,
    private readonly looking: Looking,
  ) {
    this.#spread = scroller.appendChild(document.createElement('div'));
    this.#spread.className = 'spread';
    this.#canvas = this.#spread.appendChild(document.createElement('canvas'));
    Object.assign(this.#canvas, { tabIndex: 0, role: 'application', ariaLabel: texts.heatmapHelp });
    this.#listen();
    const resized = new ResizeObserver(() => this.#frame.request());
    resized.observe(scroller);
    this.#endings = [() => resized.disconnect(), watchTheme(() => this.#forget())];
  }

  /** Draws a payload at the next frame. */
  update(payload: GatesPayload, choice: GatesChoice): void {
    if (payload !== this.#payload) {
      this.#heats.clear();
      this.#labels = payload.tokens.map(labelOf);
    }
    if (choice.layer !== this.#choice.layer || choice.plane !== this.#choice.plane) this.#look(undefined);
    this.#payload = payload;
    this.#choice = choice;
    this.#frame.request();
  }

  dispose(): void {
    for (const end of this.#endings) end();
    this.#frame.cancel();
  }

  #listen(): void {
    this.scroller.addEventListener('scroll', () => this.#scrolled());
    this.#canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
      if (this.#drawn) this.#look(hitTest(this.#drawn.layout, offsetX + this.scroller.scrollLeft, offsetY));
    });
    this.#canvas.addEventListener('pointerleave', () => this.#look(undefined));
    this.#canvas.addEventListener('blur', () => this.#look(undefined));
    this.#canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Other values come under the pointer; those that keys lead to stay. */
  #scrolled(): void {
    if (!this.#revealing) this.#look(undefined);
    this.#revealing = false;
    this.#frame.request();
  }

  #forget(): void {
    this.#heats.clear();
    this.#frame.request();
  }

  #draw(): void {
    const [payload, width] = [this.#payload, this.scroller.clientWidth];
    const layer = payload?.layers[this.#choice.layer];
    if (!payload || !layer || width === 0) return;
    const [labels, planes] = [this.#labels, shownPlanes(payload, this.#choice)];
    const layout = layoutGates({ labels, units: layer.units, planes, available: width });
    const theme = readTheme(this.scroller);
    const heats = planes.map((plane) => this.#heat(payload, plane, layout, theme.dark));
    this.#drawn = { layout, heats, payload, layer: this.#choice.layer };
    const context = this.#fit(layout, width);
    if (!context) return;
    const left = this.scroller.scrollLeft;
    context.translate(-left, 0);
    const shapes = gatesScene({ layout, heats, labels, theme, texts: this.texts, left, width });
    if (this.#place) shapes.push(...markShapes(layout, this.#place, theme, left));
    paint(context, shapes, theme);
  }

  #heat(payload: GatesPayload, plane: number, layout: GatesLayout, dark: boolean): Heat {
    const { layer } = this.#choice;
    const rows = Math.round(layout.units * Math.min(1, layout.cellHeight * devicePixelRatio));
    const key = `${layer} ${plane} ${rows}`;
    const found = payload.layers[layer]?.planes[plane];
    const heat = this.#heats.get(key) ?? (found && heatOf(found, layout.steps, layout.units, rows, dark));
    if (!heat) throw new RangeError(`plane must be below ${layout.panels.length}; got ${plane}`);
    this.#heats.set(key, heat);
    return heat;
  }

  /** Gives the canvas the size of the view, sharp on any display. */
  #fit({ width: whole, height }: GatesLayout, width: number): CanvasRenderingContext2D | null {
    const [columns, rows] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    this.#spread.style.width = `${Math.max(whole, width)}px`;
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${height}px` });
    if (this.#canvas.width !== columns) this.#canvas.width = columns;
    if (this.#canvas.height !== rows) this.#canvas.height = rows;
    const context = this.#canvas.getContext('2d');
    context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }

  #look(place: Place | undefined): void {
    this.#place = place;
    this.#frame.request();
    const [reading, cell] = [this.#reading(), place && this.#drawn && cellBox(this.#drawn.layout, place)];
    const x = (cell ? cell.x + cell.width : 0) - this.scroller.scrollLeft;
    this.looking.look(cell && reading, x, this.scroller.offsetTop + (cell?.y ?? 0));
  }

  #key(event: KeyboardEvent): void {
    const place = this.#drawn && movePlace(this.#drawn.layout, this.#place, event.key);
    if (!place) return;
    // Else the notebook scrolls or moves to the next cell.
    event.preventDefault();
    event.stopPropagation();
    this.#reveal(place);
    this.#look(place);
    const reading = this.#reading();
    if (reading) this.looking.say(reading);
  }

  #reveal(place: Place): void {
    const cell = this.#drawn && cellBox(this.#drawn.layout, place);
    if (!cell) return;
    const { scrollLeft, clientWidth } = this.scroller;
    const [first, last] = [cell.x + cell.width - clientWidth, cell.x - GUTTER];
    this.scroller.scrollLeft = Math.max(first, Math.min(last, scrollLeft));
    this.#revealing = this.scroller.scrollLeft !== scrollLeft;
  }

  #reading(): Reading | undefined {
    if (!this.#drawn || !this.#place) return undefined;
    const { heats, layer, layout, payload } = this.#drawn;
    const { panel, step, unit } = this.#place;
    return { heats, panel, layer, step, unit, units: layout.units, token: payload.tokens[step] ?? '' };
  }
}
