/**
 * The gallery's page: ?view=outputs&theme=dark&width=700&case=running shows outputs through the real renderer: the
 * cases named, separated by commas, or all of them.
 */
import type { OutputItem, RendererContext } from 'vscode-notebook-renderer';
import { activate } from '../../../src/renderer/index.ts';
import { OUTPUTS } from './cases.ts';
import { applyTheme } from './themes.ts';

const wanted = new URLSearchParams(location.search);
const theme = wanted.get('theme') ?? 'dark';
const width = Number(wanted.get('width') ?? 760);
const only = wanted.get('case')?.split(',');

applyTheme(theme, 'editor');
document.body.style.cssText += 'display: flex; flex-wrap: wrap; align-items: flex-start; gap: 24px';
const context = { postMessage: () => {}, onDidReceiveMessage: undefined, workspace: { isTrusted: true } };
const renderer = await activate(context as unknown as RendererContext<unknown>);

for (const [name, { mime, data }] of Object.entries(OUTPUTS)) {
  if (only && !only.includes(name)) continue;
  const place = document.body.appendChild(document.createElement('section'));
  place.style.cssText = `width:${width}px; padding: 8px; box-sizing: border-box`;
  const item = { id: name, mime, metadata: {}, json: () => structuredClone(data) } as unknown as OutputItem;
  renderer?.renderOutputItem(item, place.appendChild(document.createElement('div')), new AbortController().signal);
}
