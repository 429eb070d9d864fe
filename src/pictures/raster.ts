/** SVG to PNG with resvg, which has no fonts of its own: one is bundled, Latin and Chinese. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Pixels of the picture for a pixel of the SVG. */
export const SCALE = 2;

/** Draws an SVG, white behind it, at twice its size. `folder` holds resvg.wasm and font.ttf.br; both are read once. */
export function rasterizer(folder: string): (svg: string) => Promise<Uint8Array> {
  let loaded: Promise<Uint8Array> | undefined;
  return async (svg) => {
    loaded ??= load(folder);
    const font = { fontBuffers: [await loaded], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' };
    const resvg = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE }, background: '#ffffff' });
    try {
      const image = resvg.render();
      const png = image.asPng();
      image.free();
      return png;
    } finally {
      resvg.free();
    }
  };
}

async function load(folder: string): Promise<Uint8Array> {
  const [wasm, font] = await Promise.all(
    ['resvg.wasm', 'font.ttf.br'].map((name) => readFile(path.join(folder, name))),
  );
  if (!wasm || !font) throw new Error(`${folder} must hold resvg.wasm and font.ttf.br.`);
  await initWasm(wasm);
  return promisify(brotliDecompress)(font);
}
