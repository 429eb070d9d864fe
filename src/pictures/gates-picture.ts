/** Gates as a picture: every gate of every layer, below each other. A long text makes it wide, up to a bound. */
import { formatCount } from '../charts/format.ts';
import { gatesScene, heatOf } from '../charts/gates/heatmap.ts';
import { layoutGates } from '../charts/gates/layout.ts';
import { textsFor } from '../charts/texts.ts';
import { PAPER } from '../charts/theme.ts';
import { labelOf } from '../charts/tokens.ts';
import type { GatesPayload } from '../protocol/gates.ts';
import { CELL_NAMES } from '../protocol/options/names.ts';
import { INSIDE, MARGIN } from './blocks.ts';
import { SCALE } from './raster.ts';
import { moved, svgDocument, svgShapes, svgText } from './svg.ts';

/** Steps beyond these are left out of the picture; the live view shows them. */
const MOST_STEPS = 120;

const texts = textsFor('en');

/** The picture as SVG, at least 720 px wide. */
export function gatesPicture(gates: GatesPayload): string {
  const tokens = gates.tokens.slice(0, MOST_STEPS);
  let [y, width] = [30, INSIDE];
  const parts = gates.layers.map((_, i) => {
    const layer = layerPart(gates, i, tokens);
    const title = gates.layers.length > 1 ? svgText(texts.layer(String(i + 1)), 0, y + 7, 12, PAPER.foreground) : '';
    const top = y + (title ? 24 : 0);
    y = top + layer.height + 22;
    width = Math.max(width, layer.width);
    return title + moved(0, top, layer.svg);
  });
  const content = svgText(headline(gates), 0, 8, 13, PAPER.foreground) + parts.join('');
  return svgDocument(Math.ceil(width + 2 * MARGIN), Math.ceil(y + MARGIN), moved(MARGIN, MARGIN, content));
}

function headline({ model, cell, tokens, layers }: GatesPayload): string {
  const all = formatCount(tokens.length, texts);
  const steps = tokens.length > MOST_STEPS ? texts.stepsShown(formatCount(MOST_STEPS, texts), all) : texts.steps(all);
  const units = layers[0] ? texts.units(formatCount(layers[0].units, texts)) : texts.noGates;
  return [model, texts.words(CELL_NAMES[cell]), units, steps].join(' · ');
}

function layerPart(gates: GatesPayload, index: number, tokens: string[]) {
  const { units, planes } = gates.layers[index] ?? { units: 0, planes: [] };
  const labels = tokens.map(labelOf);
  const layout = layoutGates({ labels, units, planes: planes.map((_, i) => i), available: INSIDE });
  const rows = Math.round(units * Math.min(1, layout.cellHeight * SCALE));
  const heats = planes.map((plane) => heatOf(plane, layout.steps, units, rows, false));
  const scene = { layout, heats, labels, theme: PAPER, texts, left: 0, width: layout.width };
  return { width: layout.width, height: layout.height, svg: svgShapes(gatesScene(scene)) };
}
