/** Parts of a picture below each other, and charts as parts. */
import type { TopLevelSpec } from 'vega-lite';
import { PAPER } from '../charts/theme.ts';
import { makeView } from '../charts/vega.ts';
import { moved, svgDocument, svgText } from './svg.ts';

export interface Block {
  width: number;
  height: number;
  svg: string;
}

const MARGIN = 18;
const LEAST_WIDTH = 720;

/** The whole picture, at least 720 px wide. */
export function stacked(blocks: readonly Block[], gap = 14): string {
  let y = MARGIN;
  const parts = blocks.map(({ height, svg }) => {
    const part = moved(MARGIN, y, svg);
    y += height + gap;
    return part;
  });
  const width = blocks.reduce((most, block) => Math.max(most, block.width + 2 * MARGIN), LEAST_WIDTH);
  return svgDocument(Math.ceil(width), Math.ceil(y - gap + MARGIN), parts.join(''));
}

/** A chart as it stands in a notebook. */
export async function chartBlock(spec: TopLevelSpec): Promise<Block> {
  const view = makeView(spec, 'none');
  try {
    const svg = await view.toSVG();
    const [, width = 0, height = 0] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
    return { width: Number(width), height: Number(height), svg };
  } finally {
    view.finalize();
  }
}

/** A line of text; without a width of its own, as it is shortened to fit. */
export function lineBlock(text: string, size = 12, fill = PAPER.muted): Block {
  return { width: 0, height: size + 6, svg: svgText(text, 0, size / 2 + 2, size, fill) };
}
