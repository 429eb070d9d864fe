/**
 * Builds the gallery into out/gallery: pages that show the views without VS Code. `node test/ui/gallery/build.mjs`, then
 * serve the folder and open outputs.html?theme=light&width=760 or panels.html?theme=dark&lang=zh-cn.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const pages = ['outputs', 'panel', 'panels'];

/** Builds every page; gives the folder. */
export async function buildGallery(folder = 'out/gallery') {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: pages.map((page) => `test/ui/gallery/${page}.ts`),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    outdir: folder,
    loader: { '.css': 'text' },
    alias: { vega: 'vega-util' },
    logLevel: 'warning',
  });
  for (const page of pages) writeFileSync(`${folder}/${page}.html`, html(page));
  return folder;
}

/** With the content security policy of the panel, which forbids to make code from text. */
function html(page) {
  const policy =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; script-src 'self'; frame-src 'self'";
  return `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>${page}</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<body style="margin:0"><script type="module" src="${page}.js"></script></body></html>
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildGallery();
