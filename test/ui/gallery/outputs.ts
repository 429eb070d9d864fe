/**
 * The gallery's page: outputs.html?theme=dark&width=700&case=running,failed shows outputs through the real renderer:
 * the cases named, separated by commas, or all of them. `gallery` plays the host.
 */
import type { OutputItem, RendererContext } from 'vscode-notebook-renderer';
import type { FromView, ToView } from '../../../src/protocol/renderer.ts';
import { activate } from '../../../src/renderer/index.ts';
import { OUTPUTS } from './cases.ts';
import { applyTheme } from './themes.ts';

const wanted = new URLSearchParams(location.search);
const width = Number(wanted.get('width') ?? 760);
const only = wanted.get('case')?.split(',');
const posted: FromView[] = [];
let receive: (message: ToView) => void = () => {};

applyTheme(wanted.get('theme') ?? 'dark', 'editor');
document.body.style.cssText += 'display: flex; flex-wrap: wrap; align-items: flex-start; gap: 24px';
const context = {
  postMessage: (message: FromView) => posted.push(message),
  onDidReceiveMessage: (listener: typeof receive) => {
    receive = listener;
  },
  workspace: { isTrusted: true },
};
const renderer = await activate(context as unknown as RendererContext<unknown>);

for (const name of Object.keys(OUTPUTS)) {
  if (only && !only.includes(name)) continue;
  const place = document.body.appendChild(document.createElement('section'));
  place.style.cssText = `width:${width}px; padding: 8px; box-sizing: border-box`;
  place.appendChild(document.createElement('div')).id = name;
  show(name);
}

/** Renders a case, again when it is there already, as VS Code does after replaceOutputItems. */
function show(name: string, change: object = {}): void {
  const { mime, data } = OUTPUTS[name] ?? {};
  const text = JSON.stringify({ ...data, ...change });
  const item = { id: name, mime, metadata: {}, text: () => text, json: () => JSON.parse(text) };
  const element = document.getElementById(name) as HTMLElement;
  renderer?.renderOutputItem(item as unknown as OutputItem, element, new AbortController().signal);
}

const gallery = {
  show,
  posted,
  receive: (message: ToView) => receive(message),
  dispose: (name: string) => renderer?.disposeOutputItem?.(name),
  applyTheme,
};
export type Gallery = typeof gallery;
Object.assign(globalThis, { gallery });
