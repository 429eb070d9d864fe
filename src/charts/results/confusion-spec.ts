/** What was taken for what, as a heatmap: a row for each answer. */
import type { Confusion } from '../../protocol/result.ts';
import type { Texts } from '../texts.ts';
import { shorten } from '../tokens.ts';
import { shadeOf } from './shade.ts';

const [CELL_WIDTH, CELL_HEIGHT, LABEL] = [44, 26, 120];

export function confusionSpec({ labels, counts, others }: Confusion, texts: Texts): object {
  // Numbered, so that two labels that are the same when they are shortened stay two.
  const names = labels.map((label) => shorten(label, LABEL));
  const columns = others ? [...names, texts.others] : names;
  const values = counts.flatMap((row, answer) => {
    const cells = others ? [...row, others[answer] ?? 0] : row;
    const all = cells.reduce((sum, count) => sum + count, 0);
    return cells.map((count, prediction) => {
      const { background, text } = shadeOf(all > 0 ? count / all : 0, false);
      return { answer, prediction, count, background, text };
    });
  });
  const axis = (all: string[]) => ({
    labelExpr: `${JSON.stringify(all)}[datum.value]`,
    labelFontSize: 11,
    labelOverlap: false,
    domain: false,
  });
  return {
    data: { values },
    width: { step: CELL_WIDTH },
    height: { step: CELL_HEIGHT },
    encoding: {
      x: {
        field: 'prediction',
        type: 'ordinal',
        title: texts.predictionAxis,
        axis: { ...axis(columns), orient: 'top', labelAngle: -45, titleAnchor: 'start', titleAlign: 'left' },
      },
      y: {
        field: 'answer',
        type: 'ordinal',
        title: texts.answerAxis,
        axis: { ...axis(names), titleX: -8, titleAlign: 'right' },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 2 },
        encoding: { color: { field: 'background', type: 'nominal', scale: null } },
      },
      {
        mark: { type: 'text', fontSize: 11 },
        encoding: { text: { field: 'count' }, color: { field: 'text', type: 'nominal', scale: null } },
      },
    ],
  };
}
