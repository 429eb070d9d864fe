/** A loss curve in the page. It follows its run: new points go into the view that is there, nothing is drawn anew. */
import { html } from 'lit/html.js';
import { lossKind, type Run } from '../../protocol/run.ts';
import { formatCount, formatValue } from '../format.ts';
import { Frame } from '../frame.ts';
import type { Texts } from '../texts.ts';
import { readTheme, watchTheme } from '../theme.ts';
import { Tip } from '../tip.ts';
import { DATA_SETS, liveCurveSpec, SIGNALS } from './curve.ts';
import { type CurveData, countsEpochs, curveData, type Dot } from './curve-data.ts';
import { changeset, makeView, type VegaView } from './vega.ts';

const HEIGHT = 236;

export class CurveView {
  readonly #chart: HTMLElement;
  readonly #line: HTMLElement;
  readonly #tip: Tip;
  readonly #frame = new Frame(() => this.#draw());
  readonly #endings: (() => void)[];
  #view: VegaView | undefined;
  #run: Run | undefined;
  /** Run and width that the view was made for. */
  #made = '';
  #width = 0;
  #data: CurveData | undefined;

  /** `parent` is empty and positioned; the curve takes its width. */
  constructor(
    private readonly parent: HTMLElement,
    private readonly texts: Texts,
  ) {
    this.#chart = parent.appendChild(document.createElement('div'));
    this.#line = parent.appendChild(document.createElement('div'));
    this.#line.className = 'crosshair';
    this.#line.hidden = true;
    this.#tip = new Tip(parent);
    const resized = new ResizeObserver(() => this.#frame.request());
    resized.observe(parent);
    this.#endings = [() => resized.disconnect(), watchTheme(() => this.#restart())];
    parent.addEventListener('pointermove', (event) => this.#point(event));
    parent.addEventListener('pointerleave', () => this.#leave());
  }

  /** Draws the run as it is at the next frame. */
  update(run: Run): void {
    this.#run = run;
    this.#frame.request();
  }

  dispose(): void {
    for (const end of this.#endings) end();
    this.#frame.cancel();
    this.#view?.finalize();
  }

  #restart(): void {
    this.#made = '';
    this.#frame.request();
  }

  #draw(): void {
    const [run, width] = [this.#run, this.parent.clientWidth];
    if (!run || width === 0) return;
    this.#data = curveData(run);
    const made = `${run.id} ${countsEpochs(run)} ${run.options.validation} ${lossKind(run)}`;
    if (this.#view && made === this.#made) this.#patch(this.#view, this.#data, width);
    else this.#make(run, width);
    this.#made = made;
  }

  #make(run: Run, width: number): void {
    this.#view?.finalize();
    const style = { theme: readTheme(this.parent), texts: this.texts, width, height: HEIGHT, legend: false };
    this.#view = makeView(liveCurveSpec(run, style), 'svg').initialize(this.#chart);
    this.#width = width;
    this.#view.run();
  }

  #patch(view: VegaView, data: CurveData, width: number): void {
    // Vega numbers the objects that it is given: a dot that is in two sets must be two objects.
    for (const name of DATA_SETS)
      view.change(
        name,
        changeset()
          .remove(() => true)
          .insert(data[name].map((dot) => ({ ...dot }))),
      );
    for (const name of SIGNALS) view.signal(name, data[name]);
    if (width !== this.#width) view.width(width);
    this.#width = width;
    view.run();
  }

  #point({ clientX }: PointerEvent): void {
    const [view, data, run] = [this.#view, this.#data, this.#run];
    if (!view || !data || !run) return;
    const box = this.parent.getBoundingClientRect();
    const scale = view.scale('x') as ((x: number) => number) & { invert(pixel: number): number };
    const [left = 0] = view.origin();
    const dot = nearest(data.training, scale.invert(clientX - box.left - left));
    if (!dot) {
      this.#leave();
      return;
    }
    const x = left + scale(dot.x);
    this.#line.hidden = false;
    this.#line.style.left = `${x}px`;
    this.#tip.show(this.#content(run, dot, nearest(data.validation, dot.x)), x, 12);
  }

  #content(run: Run, dot: Dot, validation: Dot | undefined) {
    const { texts } = this;
    const step = `${texts.step} ${formatCount(dot.step, texts)}`;
    const head = countsEpochs(run) ? `${texts.epoch} ${formatCount(dot.epoch, texts)} · ${step}` : step;
    const row = (name: 'training' | 'validation', loss: number) =>
      html`<div class="row"><i class="key ${name}"></i>${texts[name]}<b>${formatValue(loss, texts)}</b></div>`;
    return html`<div class="head">${head}</div>
      ${row('training', dot.loss)} ${validation ? row('validation', validation.loss) : ''}`;
  }

  #leave(): void {
    this.#line.hidden = true;
    this.#tip.hide();
  }
}

/** The dot whose x is nearest; dots are in the order of x. */
function nearest(dots: Dot[], x: number): Dot | undefined {
  let [low, high] = [0, dots.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dots[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [dots[low - 1], dots[low]];
  return before && after && x - before.x < after.x - x ? before : after;
}
