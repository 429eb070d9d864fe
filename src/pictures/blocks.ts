/** Parts of a picture below each other, and charts as parts. */
import type { TopLevelSpec } from 'vega-lite';
import { makeView } from '../charts/runs/vega.ts';
import { PAPER } from '../charts/theme.ts';
import { moved, svgDocument, svgText } from './svg.ts';

export interface Block {
  width: number;
  height: number;
  svg: string;
}

export const MARGIN = 18;
const LEAST_WIDTH = 720;
/** Between the margins of a picture of the least width. */
export const INSIDE = LEAST_WIDTH - 2 * MARGIN;
/** Height of a caption with its value below. */
const FACT_HEIGHT = 48;

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

/** Captions with their values below, so many in a row. */
export function factsBlock(facts: readonly { label: string; value: string }[], columns: number): Block {
  const svg = facts.map(({ label, value }, i) =>
    moved(
      (i % columns) * (INSIDE / columns),
      Math.floor(i / columns) * FACT_HEIGHT,
      svgText(label, 0, 7, 11, PAPER.muted) + svgText(value, 0, 25, 14, PAPER.foreground),
    ),
  );
  return { width: INSIDE, height: Math.ceil(facts.length / columns) * FACT_HEIGHT, svg: svg.join('') };
}

/** A line of text; without a width of its own, as it is shortened to fit. */
export function lineBlock(text: string, size = 12, fill = PAPER.muted): Block {
  return { width: 0, height: size + 6, svg: svgText(text, 0, size / 2 + 2, size, fill) };
}
