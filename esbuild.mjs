// Builds every bundle of the extension into dist/, or into the folder given. `--watch` rebuilds on change, `--minify` is for
// the package:  node esbuild.mjs [--watch] [--minify] [FOLDER]
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, context } from 'esbuild';
import { writeKernels } from './scripts/kernels.mjs';
import { writePictureAssets } from './scripts/picture-assets.mjs';
import { thirdPartyNotices } from './scripts/third-party.mjs';

const minify = process.argv.includes('--minify');
const outdir = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'dist';
const common = {
  bundle: true,
  sourcemap: !minify,
  minify,
  metafile: minify,
  logLevel: 'warning',
  outdir,
  loader: { '.css': 'text' },
  alias: {
    // vega-lite takes four helpers of vega's from the whole of it; they are vega-util's.
    vega: 'vega-util',
    // Its build for Node looks for a native canvas, which pictures do without.
    'vega-canvas': path.resolve('node_modules/vega-canvas/build/vega-canvas.browser.js'),
  },
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', outExtension: { '.js': '.cjs' } };
const web = { ...common, platform: 'browser', format: 'esm', target: 'es2022' };

const bundles = [
  { ...node, entryPoints: { extension: 'src/host/extension.ts' }, external: ['vscode', './pictures.cjs'] },
  { ...node, entryPoints: { session: 'src/worker/session/main.ts', compute: 'src/worker/compute/main.ts' } },
  { ...node, entryPoints: { pictures: 'src/pictures/index.ts' } },
  { ...node, entryPoints: { drawing: 'src/host/drawing/thread.ts' }, external: ['./pictures.cjs'] },
  { ...web, entryPoints: { renderer: 'src/renderer/index.ts', panel: 'src/panel/index.ts' } },
];

await writeKernels(path.join(outdir, 'kernels'));
if (!existsSync(path.join(outdir, 'font.ttf.br'))) await writePictureAssets(outdir);

if (process.argv.includes('--watch')) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build({ ...options, write: false })));
  for (const { outputFiles } of built) write(outputFiles);
  if (minify) {
    const notices = thirdPartyNotices(built.map(({ metafile }) => metafile));
    writeFileSync(path.join(outdir, 'THIRD-PARTY-NOTICES.txt'), notices);
  }
}

/** Replaces what has changed in one step, so that a VS Code that is running never reads half a file. */
function write(files) {
  for (const { path: file, contents } of files) {
    if (existsSync(file) && readFileSync(file).equals(contents)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, contents);
    renameSync(`${file}.${process.pid}`, file);
  }
}
