/** The element of the training panel: keeps the form, talks with the host, shows one run. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { LiveRuns } from '../charts/runs/live-runs.ts';
import { RunView } from '../charts/runs/run-view.ts';
import { textsFor } from '../charts/texts.ts';
import views from '../charts/views.css';
import type { RunSummary, SourceChoice, ToPanel } from '../protocol/renderer.ts';
import { isOver, type Run } from '../protocol/run.ts';
import type { Estimate } from '../protocol/session.ts';
import { type Fault, formFaults, formOptions, isMore } from './form.ts';
import { formTemplate } from './form-template.ts';
import panelStyles from './panel.css';
import { runsTemplate } from './runs-template.ts';
import { connect, type PanelState } from './state.ts';

/** Typing settles before an estimate is asked for. */
const SETTLED_MS = 300;

export class TrainingPanel extends LitElement {
  static override styles = [css`${unsafeCSS(views)}`, css`${unsafeCSS(panelStyles)}`];

  readonly #texts = textsFor(document.documentElement.lang);
  readonly #host;
  readonly #live: LiveRuns;
  #state: PanelState;
  #sources: SourceChoice[] | undefined;
  #faults: Fault[] = [];
  #estimate: Estimate | undefined | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #runs: RunSummary[] = [];
  #shown: string | undefined;
  #picked = '';
  #run: Run | undefined;
  #view: RunView | undefined;

  constructor() {
    super();
    const { host, state } = connect();
    this.#host = host;
    this.#state = state;
    this.#live = new LiveRuns((message) => host.post(message), this.#texts);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // VS Code gives the body of a webview a padding; the panel has its own.
    document.body.style.padding = '0';
    addEventListener('message', this.#receive);
    addEventListener('focus', this.#tryAgain);
    this.#host.post({ kind: 'ready' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('message', this.#receive);
    removeEventListener('focus', this.#tryAgain);
  }

  override render(): TemplateResult {
    const [texts, state] = [this.#texts, this.#state];
    const form = formTemplate({
      texts,
      state,
      sources: this.#sources,
      faults: this.#faults,
      estimate: this.#estimate,
      change: (change) => this.#change(change),
      pickSource: () => this.#host.post({ kind: 'pickSource' }),
      useActiveEditor: () => this.#host.post({ kind: 'useActiveEditor' }),
      start: () => this.#start(),
    });
    const runs = runsTemplate({ texts, runs: this.#runs, picked: this.#picked, pick: (id) => this.#pick(id) });
    return html`${form}<section class="runs">${runs}<div id="run-view"></div></section>`;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const box = this.renderRoot.querySelector('#run-view') as HTMLElement;
    this.#view = new RunView(box, this.#texts, {
      gates: false,
      actions: (run) => this.#actions(run),
      ...(this.#live.stop && { stop: this.#live.stop }),
    });
    this.#showRun(this.#run);
  }

  /** Only a language model writes on from any text; of a run that ended without one there is none. */
  #actions(run: Run): TemplateResult | typeof nothing {
    const { id, model, prepared } = run;
    if ((prepared && prepared.task !== 'language-model') || (isOver(run) && !model)) return nothing;
    const insert = () => this.#host.post({ kind: 'insertSample', runId: id });
    return html`<vscode-button class="insert" secondary block ?disabled=${!model} @click=${insert}
      >${this.#texts.insertSample}</vscode-button
    >`;
  }

  readonly #receive = ({ data }: MessageEvent<ToPanel>): void => {
    switch (data.kind) {
      case 'sources':
        this.#sources = data.sources;
        this.#choose(data);
        break;
      case 'runs':
        this.#runs = data.runs;
        this.#shown = data.shown;
        this.#picked = data.followed ?? '';
        break;
      case 'estimate':
        this.#estimate = data.estimate;
        this.#faults = [];
        break;
      case 'fault':
        this.#complain([{ field: data.field, message: data.message }]);
        this.#estimate = null;
        break;
      case 'run':
        if (this.#shown === undefined || data.run.id === this.#shown) this.#showRun(data.run);
        break;
      case 'unknown':
      case 'report':
        this.#live.receive(data);
        break;
      default:
        data satisfies never;
    }
    this.requestUpdate();
  };

  #choose({ sources, selected, preferred }: Extract<ToPanel, { kind: 'sources' }>): void {
    const known = (uri: string) => sources.some((source) => source.uri === uri);
    const first = preferred ?? sources[0]?.uri ?? '';
    const source = selected ?? (known(this.#state.source) ? this.#state.source : first);
    this.#change({ source });
  }

  #change(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.save(this.#state);
    this.requestUpdate();
    if (!('form' in change || 'source' in change)) return;
    this.#complain(formFaults(this.#state.form));
    clearTimeout(this.#timer);
    const { source } = this.#state;
    this.#estimate = source === '' || this.#faults.length > 0 ? null : undefined;
    if (this.#estimate === undefined) this.#timer = setTimeout(() => this.#ask(), SETTLED_MS);
  }

  /** A field that is wrong must be seen. */
  #complain(faults: Fault[]): void {
    this.#faults = faults;
    if (faults.some(({ field }) => isMore(field))) this.#change({ open: true });
  }

  /** What only the host can know, such as what is in a file, may have changed since it complained. */
  readonly #tryAgain = (): void => {
    if (this.#faults.length > 0) this.#change({ source: this.#state.source });
  };

  #ask(): void {
    const { source, form } = this.#state;
    this.#host.post({ kind: 'estimate', uri: source, options: formOptions(form) });
  }

  #start(): void {
    const { source, form } = this.#state;
    this.#picked = '';
    this.requestUpdate();
    this.#host.post({ kind: 'start', uri: source, options: formOptions(form) });
  }

  #pick(runId: string): void {
    this.#picked = runId;
    this.requestUpdate();
    this.#host.post({ kind: 'follow', ...(runId === '' ? {} : { runId }) });
  }

  #showRun(run: Run | undefined): void {
    const [before, view] = [this.#run, this.#view];
    this.#run = run;
    if (!view || !run) return;
    if (before && before.id !== run.id) this.#live.unwatch(before.id, view);
    if (before?.id === run.id) this.#live.receive({ kind: 'run', run });
    this.#live.watch(run, view, true);
  }
}
