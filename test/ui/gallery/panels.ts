/** Panels side by side in several widths: panels.html?theme=dark&case=running,fault&widths=170,300,500&lang=zh-cn. */
import { PANELS } from './panel-cases.ts';

const wanted = new URLSearchParams(location.search);
const list = (name: string, otherwise: string[]) => wanted.get(name)?.split(',') ?? otherwise;

document.body.style.cssText = 'margin: 0; display: flex; flex-wrap: wrap; gap: 12px; background: #888';
for (const name of list('case', Object.keys(PANELS)))
  for (const width of list('widths', ['170', '240', '300', '500'])) {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const query = { theme: wanted.get('theme') ?? 'dark', lang: wanted.get('lang') ?? 'en', case: name };
    frame.src = `panel.html?${new URLSearchParams(query)}`;
    frame.style.cssText = `border: 0; width: ${width}px; height: ${wanted.get('height') ?? 1000}px`;
  }
