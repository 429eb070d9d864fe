/** The training panel in the sidebar: form, estimate, Start and Stop, and the run that it shows. */
import * as vscode from 'vscode';
import { toldBy } from '../messages/message.ts';
import { parseTrainOptions, type TrainOptionsInput } from '../protocol/options.ts';
import { OptionError } from '../protocol/parse-options.ts';
import type { FromPanel, RunSummary, ToPanel } from '../protocol/renderer.ts';
import type { Run } from '../protocol/run.ts';
import type { Inserter } from './commands/insert-sample.ts';
import { browse } from './commands/train.ts';
import { panelHtml } from './panel-html.ts';
import { activeDocument, PanelSources, preferredSource } from './panel-sources.ts';
import type { Sessions } from './sessions.ts';
import { sourceOf } from './sources.ts';
import { changeMessage, type RunChange, type RunStore } from './store.ts';

const VIEW = 'unroll.training';

interface PanelContext {
  /** Folder of the bundles. */
  dist: vscode.Uri;
  store: RunStore;
  sessions: Sessions;
  inserter: Inserter;
}

export function registerPanel(context: PanelContext): vscode.Disposable {
  const panel = new TrainingPanel(context);
  return vscode.Disposable.from(panel, vscode.window.registerWebviewViewProvider(VIEW, panel));
}

/** Exported for its test, which stands in for the webview. */
export class TrainingPanel implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #sources = new PanelSources();
  readonly #watching: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #followed: string | undefined;
  /** Whether the page listens: a hidden one is given up by VS Code. */
  #listens = false;
  /** To be selected as soon as it does. */
  #chosen: vscode.Uri | undefined;
  #estimates = 0;
  #toldRuns = '';

  constructor(private readonly context: PanelContext) {
    this.#watching = context.store.onDidChange((change) => this.#tellChange(change));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { dist } = this.context;
    this.#view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    view.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message));
    view.onDidChangeVisibility(() => {
      this.#listens = false;
    });
    view.onDidDispose(() => {
      this.#listens = false;
      if (this.#view === view) this.#view = undefined;
    });
    view.webview.html = panelHtml(view.webview, dist);
  }

  dispose(): void {
    this.#watching.dispose();
  }

  async #receive(message: FromPanel): Promise<void> {
    const { store, inserter } = this.context;
    switch (message.kind) {
      case 'ready':
        this.#listens = true;
        this.#tellShown();
        return this.#tellSources(this.#chosen);
      case 'hello':
        return this.#tellRun(store.get(message.runId), message.runId);
      case 'stop':
        return store.stop(message.runId);
      case 'follow':
        this.#followed = message.runId;
        return this.#tellShown();
      case 'pickSource':
        return this.#pickSource();
      case 'useActiveEditor':
        return this.#tellSources(activeDocument());
      case 'estimate':
        return this.#estimate(vscode.Uri.parse(message.uri), message.options);
      case 'start':
        return this.#start(vscode.Uri.parse(message.uri), message.options);
      case 'insertSample':
        return inserter.insert(store.get(message.runId)?.model?.path);
    }
    message satisfies never;
  }

  async #pickSource(): Promise<void> {
    const uri = await browse();
    if (!uri) return;
    this.#sources.add(uri);
    await this.#tellSources(uri);
  }

  /** Only the newest question is answered: the form has changed since the others. */
  async #estimate(uri: vscode.Uri, options: TrainOptionsInput): Promise<void> {
    const question = ++this.#estimates;
    const answer = await orFault(options, async () => {
      const { thread, cores } = this.context.sessions.shared(uri);
      return { kind: 'estimate', estimate: await thread.calls.estimate(await sourceOf(uri), options, cores.total()) };
    });
    if (question === this.#estimates) this.#tell(answer);
  }

  async #start(uri: vscode.Uri, options: TrainOptionsInput): Promise<void> {
    this.#followed = undefined;
    const answer = await orFault(options, async () => {
      const { run } = this.context.sessions.shared(uri).train('panel', await sourceOf(uri), options);
      return { kind: 'run', run };
    });
    if (answer.kind === 'fault') this.#tell(answer);
  }

  #tellChange(change: RunChange): void {
    this.#tellRuns();
    if (change.kind === 'start' && change.run.owner === 'command') this.#select(change.run);
    if (change.run !== this.#shown()) return;
    const message = changeMessage(change);
    if (message) this.#tell(message);
  }

  /** What Train on File trains on stands in the form as well. */
  #select({ source }: Run): void {
    if (source.path === undefined) return;
    this.#chosen = vscode.Uri.file(source.path);
    this.#sources.add(this.#chosen);
    if (this.#listens) void this.#tellSources(this.#chosen);
  }

  #tellShown(): void {
    this.#toldRuns = '';
    this.#tellRuns();
    this.#tellRun(this.#shown());
  }

  /** Sends the list of runs when it is another one than before. */
  #tellRuns(): void {
    const runs: RunSummary[] = this.context.store
      .list()
      .map(({ id, source, state }) => ({ id, title: source.name, state }));
    const shown = this.#shown()?.id;
    const message = {
      kind: 'runs' as const,
      runs,
      ...(shown && { shown }),
      ...(this.#followed && { followed: this.#followed }),
    };
    const told = JSON.stringify(message);
    if (told === this.#toldRuns) return;
    this.#toldRuns = told;
    this.#tell(message);
  }

  #tellRun(run: Run | undefined, runId?: string): void {
    if (run) this.#tell({ kind: 'run', run });
    else if (runId !== undefined) this.#tell({ kind: 'unknown', runId });
  }

  async #tellSources(selected: vscode.Uri | undefined): Promise<void> {
    this.#chosen = undefined;
    const sources = await this.#sources.list();
    const preferred = selected ? undefined : await preferredSource();
    this.#tell({
      ...{ kind: 'sources', sources },
      ...(selected && { selected: selected.toString() }),
      ...(preferred && { preferred: preferred.toString() }),
    });
  }

  #shown(): Run | undefined {
    const { store } = this.context;
    return (this.#followed === undefined ? undefined : store.get(this.#followed)) ?? store.newest();
  }

  #tell(message: ToPanel): void {
    void this.#view?.webview.postMessage(message);
  }
}

/** Asks once the options are sound; what is wrong becomes an answer that says where. */
async function orFault(options: TrainOptionsInput, ask: () => Promise<ToPanel>): Promise<ToPanel> {
  try {
    parseTrainOptions(options);
    return await ask();
  } catch (error) {
    const field = error instanceof OptionError ? error.field : '';
    return { kind: 'fault', field, message: toldBy(error) };
  }
}
