// Builds the gallery into out/gallery: pages that show the views without VS Code. `node test/ui/gallery/build.mjs`, then
// serve the folder and open outputs.html?theme=light&width=760 or panels.html?theme=dark&lang=zh-cn.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const folder = 'out/gallery';
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: {
    outputs: 'test/ui/gallery/outputs.ts',
    panel: 'test/ui/gallery/panel.ts',
    panels: 'test/ui/gallery/panels.ts',
  },
  bundle: true,
  format: 'esm',
  target: 'es2022',
  outdir: folder,
  loader: { '.css': 'text' },
  alias: { vega: 'vega-util' },
  logLevel: 'warning',
});
for (const page of ['outputs', 'panel', 'panels'])
  writeFileSync(
    `${folder}/${page}.html`,
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>${page}</title><body style="margin:0"><script type="module" src="${page}.js"></script></body></html>\n`,
  );
