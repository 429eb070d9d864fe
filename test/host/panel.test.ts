/** The panel's side in the host, with a stand-in for the webview; the page itself is tested in the browser. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TrainingPanel } from '../../src/host/panel.ts';
import { sayEnglish } from '../../src/messages/message.ts';
import type { FromPanel, ToPanel } from '../../src/protocol/renderer.ts';
import { endOf, quiet, unroll, writeNames } from './api.ts';
import { closeAll, inWorkspace, openText, until, writeFile } from './support.ts';

type Of<K extends ToPanel['kind']> = Extract<ToPanel, { kind: K }>;

class Page {
  readonly messages: ToPanel[] = [];
  readonly inserted: (string | undefined)[] = [];
  html = '';
  hide: () => void = () => undefined;
  #receive: (message: FromPanel) => void = () => undefined;

  /** Opens a panel of its own beside the real one. */
  static async open(): Promise<Page> {
    const { store, sessions } = await unroll();
    const page = new Page();
    const dist = vscode.Uri.joinPath(vscode.extensions.getExtension('unroll.unroll')!.extensionUri, 'dist');
    const inserter = { insert: async (model?: string) => void page.inserted.push(model) };
    const context = { dist, store, sessions, inserter };
    const panel = new TrainingPanel(context as unknown as ConstructorParameters<typeof TrainingPanel>[0]);
    panel.resolveWebviewView(page.#view() as vscode.WebviewView);
    return page;
  }

  send(message: FromPanel): void {
    this.#receive(message);
  }

  last<K extends ToPanel['kind']>(kind: K): Of<K> | undefined {
    return this.messages.findLast((message): message is Of<K> => message.kind === kind);
  }

  heard<K extends ToPanel['kind']>(kind: K, fits: (message: Of<K>) => boolean = () => true): Promise<Of<K>> {
    return until(`a message '${kind}'`, () => {
      const message = this.last(kind);
      return message && fits(message) && message;
    });
  }

  #view(): unknown {
    const page = this;
    const webview = {
      cspSource: 'https://source',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: (receive: (message: FromPanel) => void) => {
        page.#receive = receive;
      },
      postMessage: async (message: ToPanel) => page.messages.push(structuredClone(message)),
      set html(html: string) {
        page.html = html;
      },
    };
    const onDidChangeVisibility = (hidden: () => void) => {
      page.hide = hidden;
    };
    return { webview, onDidDispose: () => undefined, onDidChangeVisibility };
  }
}

describe('panel', () => {
  let uri: string;
  before(async () => {
    uri = (await writeNames('list.txt')).toString();
  });
  afterEach(quiet);

  it('has a page that allows no remote content, and one script', async () => {
    const { html } = await Page.open();
    const nonce = /script-src 'nonce-([^']+)'/.exec(html)?.[1];
    assert.match(html, /default-src 'none'/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(html.includes(`<script type="module" nonce="${nonce}"`));
  });

  it('offers the active document first, then the text files of the workspace', async () => {
    await openText('list.txt');
    const page = await Page.open();
    page.send({ kind: 'ready' });
    const { sources } = await page.heard('sources');
    assert.equal(sources[0]?.label, 'list.txt');
    assert.ok(sources.some(({ label }) => label === 'names.txt'));
    page.send({ kind: 'useActiveEditor' });
    await page.heard('sources', ({ selected }) => selected === uri);
  });

  it('estimates what a training takes', async () => {
    const page = await Page.open();
    page.send({ kind: 'estimate', uri, options: { hidden: 16, epochs: 3 } });
    const { estimate } = await page.heard('estimate');
    assert.equal(estimate.documents, 'lines');
    assert.ok(estimate.memoryBytes > 0 && estimate.milliseconds > 0 && estimate.parameters > 0);
  });

  it('names the option that is not allowed, and starts nothing', async () => {
    const { store } = await unroll();
    const before = store.list().length;
    const page = await Page.open();
    page.send({ kind: 'start', uri, options: { hidden: 0 } });
    const fault = await page.heard('fault');
    assert.equal(fault.field, 'hidden');
    assert.match(sayEnglish(fault.message), /got 0/);
    assert.equal(store.list().length, before);
  });

  it('names what is wrong with a source', async () => {
    const empty = await writeFile('empty.txt', '');
    const page = await Page.open();
    page.send({ kind: 'estimate', uri: empty.toString(), options: {} });
    const fault = await page.heard('fault');
    assert.equal(fault.field, '');
    assert.match(sayEnglish(fault.message), /empty\.txt is empty/);
  });

  it('starts a run, shows it whole, then its reports, and stops it', async () => {
    const page = await Page.open();
    page.send({ kind: 'start', uri, options: { hidden: 16, epochs: 100_000 } });
    const { run } = await page.heard('run');
    assert.equal(run.owner, 'panel');
    await page.heard('runs', ({ shown }) => shown === run.id);
    await page.heard('report', ({ report }) => report.kind === 'step');
    page.send({ kind: 'stop', runId: run.id });
    await page.heard('report', ({ report }) => report.kind === 'end' && report.state === 'stopped');
    await page.heard('runs', ({ runs }) => runs[0]?.state === 'stopped');
  });

  it('follows the newest run, or the one that is picked', async () => {
    const { store } = await unroll();
    const page = await Page.open();
    const first = store.newest()!;
    page.send({ kind: 'follow', runId: first.id });
    const id = await vscode.commands.executeCommand<string>('unroll.train', vscode.Uri.file(inWorkspace('list.txt')));
    await page.heard('runs', ({ runs, shown }) => runs[0]?.id === id && shown === first.id);
    page.send({ kind: 'follow' });
    await page.heard('runs', ({ shown }) => shown === id);
    assert.equal((await page.heard('run', ({ run }) => run.id === id)).run.id, id);
    store.stop(id);
    await endOf(store.get(id)!);
  });

  it('a page that was hidden and comes back is told which run was picked', async () => {
    const { store } = await unroll();
    const page = await Page.open();
    page.send({ kind: 'follow', runId: store.newest()!.id });
    page.hide();
    page.messages.length = 0;
    page.send({ kind: 'ready' });
    const { followed, shown } = await page.heard('runs');
    assert.deepEqual([followed, shown], [store.newest()!.id, store.newest()!.id]);
    page.send({ kind: 'follow' });
    await page.heard('runs', (message) => message.followed === undefined);
  });

  it('selects the file that Train on File trains on, once there is a page to tell', async () => {
    const { store } = await unroll();
    const page = await Page.open();
    const train = async () =>
      store.stop(await vscode.commands.executeCommand<string>('unroll.train', vscode.Uri.parse(uri)));
    await train();
    page.send({ kind: 'ready' });
    assert.equal((await page.heard('sources')).selected, uri);
    page.send({ kind: 'ready' });
    await page.heard('sources', ({ selected }) => selected === undefined);
    await train();
    await page.heard('sources', ({ selected }) => selected === uri);
  });

  it('prefers the file that was changed last and is not empty, where nothing is in front', async () => {
    await closeAll();
    await writeFile('aaa.txt', '');
    const newest = await writeFile('data.conll', 'a\tX\n'.repeat(9));
    const page = await Page.open();
    page.send({ kind: 'ready' });
    const { preferred, sources } = await page.heard('sources');
    assert.equal(preferred, newest.toString());
    assert.ok(sources.some((source) => source.uri === preferred));
  });

  it('does not know runs of an earlier window', async () => {
    const page = await Page.open();
    page.send({ kind: 'hello', runId: 'gone' });
    assert.equal((await page.heard('unknown')).runId, 'gone');
  });

  it('inserts from the model of the run that it shows', async () => {
    const { store } = await unroll();
    const page = await Page.open();
    const run = store.list().find(({ model }) => model);
    assert.ok(run);
    page.send({ kind: 'insertSample', runId: run.id });
    assert.deepEqual(page.inserted, [run.model?.path]);
  });
});
