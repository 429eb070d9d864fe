/** Probabilities as bars, a facet for each block. */
import type { Texts } from '../texts.ts';
import { PAPER } from '../theme.ts';
import { shorten, withVisibleEnds } from '../tokens.ts';
import { type BarBlock, barName } from './bar-blocks.ts';
import { formatPercent } from './numbers.ts';

const [WIDTH, ROW, LABEL, TITLE] = [360, 22, 160, 340];

export function barsSpec(blocks: readonly BarBlock[], texts: Texts): object {
  const values = blocks.flatMap((block, i) =>
    block.bars.map((bar, rank) => ({
      block: titleOf(block, i, blocks.length, texts),
      rank,
      label: shorten(barName(bar, block, texts), LABEL),
      probability: bar.probability,
      percent: formatPercent(bar.probability, texts),
    })),
  );
  const [first] = blocks;
  if (blocks.length === 1 && first)
    return { title: titleOf(first, 0, 1, texts), data: { values }, width: WIDTH, ...bars() };
  return {
    data: { values },
    facet: {
      row: {
        field: 'block',
        type: 'nominal',
        sort: null,
        header: {
          title: null,
          orient: 'top',
          labelAnchor: 'start',
          labelFontWeight: 600,
          labelColor: PAPER.foreground,
        },
      },
    },
    spec: { width: WIDTH, ...bars() },
    spacing: 12,
  };
}

function bars(): object {
  const y = {
    // Two labels that are the same when they are shortened stay two bars.
    field: 'rank',
    type: 'ordinal',
    title: null,
    axis: null,
  };
  const names = { align: 'right', baseline: 'middle', dx: -8, color: PAPER.foreground, fontSize: 12 };
  return {
    height: { step: ROW },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: 12, color: PAPER.training, tooltip: true },
        encoding: {
          x: { field: 'probability', type: 'quantitative', axis: null, scale: { domain: [0, 1] } },
          opacity: { condition: { test: 'datum.rank === 0', value: 1 }, value: 0.55 },
        },
      },
      { mark: { type: 'text', ...names }, encoding: { x: { value: 0 }, text: { field: 'label' } } },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 8, color: PAPER.muted, fontSize: 12 },
        encoding: { x: { value: WIDTH }, text: { field: 'percent' } },
      },
    ],
  };
}

/** Numbered where there are several: two may be the same. */
function titleOf({ title, note }: BarBlock, i: number, count: number, texts: Texts): string {
  const name = shorten(title === '' ? texts.beginning : withVisibleEnds(title).replaceAll(/\s+/g, ' '), TITLE);
  return [...(count > 1 ? [i + 1] : []), name, ...(note ? [`(${note})`] : [])].join('  ');
}
