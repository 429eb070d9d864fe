/**
 * A run in the page: what it is, its curve, its numbers, its latest sample, its gates. Used by notebook and sidebar.
 */
import { html, type nothing, render, type TemplateResult } from 'lit/html.js';
import { isOver, type Run } from '../../protocol/run.ts';
import { formatCount } from '../format.ts';
import { Frame } from '../frame.ts';
import { GatesView } from '../gates/gates-view.ts';
import type { Texts } from '../texts.ts';
import { CurveView } from './curve-view.ts';
import { runFoot, runHead } from './run-templates.ts';

interface RunViewOptions {
  /** Left out where nobody could be told: then there is no button. */
  stop?: (run: Run) => void;
  /** Below the sample. */
  actions?: (run: Run) => TemplateResult | typeof nothing;
  /** Whether the gates of the watched text are drawn. */
  gates: boolean;
}

export class RunView {
  readonly #head: HTMLElement;
  readonly #foot: HTMLElement;
  readonly #gatesBox: HTMLElement;
  readonly #curveBox: HTMLElement;
  readonly #curve: CurveView;
  readonly #frame = new Frame(() => this.#draw());
  #gates: GatesView | undefined;
  #drawnGates: Run['gates'];
  #run: Run | undefined;

  /** `parent` is empty. */
  constructor(
    private readonly parent: HTMLElement,
    private readonly texts: Texts,
    private readonly options: RunViewOptions,
  ) {
    parent.classList.add('run');
    this.#head = append(parent, 'head-part');
    this.#curveBox = append(parent, 'curve');
    this.#curve = new CurveView(this.#curveBox, texts);
    this.#foot = append(parent, 'foot-part');
    this.#gatesBox = append(parent, 'gates');
  }

  /** Draws the run as it is at the next frame. The run may be changed in place and given again. */
  update(run: Run): void {
    this.#run = run;
    this.#frame.request();
    this.#curve.update(run);
  }

  dispose(): void {
    this.#frame.cancel();
    this.#curve.dispose();
    this.#gates?.dispose();
  }

  #draw(): void {
    const run = this.#run;
    if (!run) return;
    this.parent.dataset.state = run.state;
    this.#curveBox.hidden = isOver(run) && run.training.length === 0;
    const { stop, actions } = this.options;
    render(runHead(run, this.texts, isOver(run) ? undefined : stop), this.#head);
    render(html`${runFoot(run, this.texts)}${actions?.(run)}`, this.#foot);
    this.#drawGates(run);
  }

  #drawGates({ gates }: Run): void {
    if (!gates || !this.options.gates || gates === this.#drawnGates) return;
    this.#drawnGates = gates;
    this.#gates ??= new GatesView(this.#gatesBox, this.texts);
    this.#gates.update(gates.gates, this.texts.gatesAt(formatCount(gates.epoch, this.texts)));
  }
}

function append(parent: HTMLElement, className: string): HTMLElement {
  const element = parent.appendChild(document.createElement('div'));
  element.className = className;
  return element;
}
