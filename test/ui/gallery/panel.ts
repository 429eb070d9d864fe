/** The sidebar's panel without VS Code: panel.html?theme=dark&case=running&lang=zh-cn, one state of it. */
import type { ToPanel } from '../../../src/protocol/renderer.ts';
import { PANELS } from './panel-cases.ts';
import { applyTheme } from './themes.ts';

const wanted = new URLSearchParams(location.search);
const shown = PANELS[wanted.get('case') ?? 'empty'];
if (!shown) throw new RangeError(`case must be one of ${Object.keys(PANELS).join(', ')}; got ${wanted.get('case')}`);

applyTheme(wanted.get('theme') ?? 'dark', 'sideBar');
document.documentElement.lang = wanted.get('lang') ?? 'en';
const told: unknown[] = [];
Object.assign(globalThis, {
  told,
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => told.push(message),
    getState: () => shown.state,
    setState: () => {},
  }),
});
await import('../../../src/panel/index.ts');
document.body.append(document.createElement('unroll-panel'));
for (const message of shown.messages as ToPanel[]) postMessage(message);
