/** What was taken for what, as a heatmap: a row for each answer. */
import type { Confusion } from '../../protocol/result.ts';
import type { Texts } from '../texts.ts';
import { shorten } from '../tokens.ts';
import { confusionTable } from './confusion.ts';
import { shadeOf } from './shade.ts';

const [CELL_WIDTH, CELL_HEIGHT, LABEL] = [42, 26, 120];

export function confusionSpec(confusion: Confusion, classes: number, texts: Texts): object {
  const { rows, columns } = confusionTable(confusion, classes, texts);
  // Numbered, so that two labels that are the same when they are shortened stay two.
  const named = (labels: string[]) => labels.map((label) => shorten(label, LABEL));
  const values = rows.flatMap(({ cells }, answer) => {
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
        axis: { ...axis(named(columns)), orient: 'top', labelAngle: -45, titleAnchor: 'start', titleAlign: 'left' },
      },
      y: {
        field: 'answer',
        type: 'ordinal',
        title: texts.answerAxis,
        axis: { ...axis(named(rows.map(({ label }) => label))), titleX: -8, titleAlign: 'right' },
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
