/**
 * What stored outputs carry besides our own data: dist/pictures.cjs. It reads its font and resvg from its own folder.
 */
import type { Pictures } from '../protocol/pictures.ts';
import { gatesPicture } from './gates-picture.ts';
import { rasterizer } from './raster.ts';
import { resultPicture } from './result-picture.ts';
import { runPicture } from './run-picture.ts';

const rasterize = rasterizer(__dirname);

export const runPng: Pictures['runPng'] = async (run) => rasterize(await runPicture(run));
export const gatesPng: Pictures['gatesPng'] = (gates) => rasterize(gatesPicture(gates));
export const resultPng: Pictures['resultPng'] = async (result) => {
  const picture = await resultPicture(result);
  return picture === undefined ? undefined : rasterize(picture);
};
export { resultSpec } from '../charts/results/result-spec.ts';
export { curveSpec } from '../charts/runs/curve.ts';
export { gatesText, runText } from './texts.ts';
