/**
 * Texts as a heatmap of the probabilities of their tokens, that is broken into lines; what differs between texts is
 * framed.
 */
import type { TokenProbabilitiesItem } from '../../protocol/result.ts';
import { PAPER } from '../theme.ts';
import { labelOf, shorten } from '../tokens.ts';
import { formatProbability } from './numbers.ts';
import { shadeOf, surprisalShare } from './shade.ts';
import { type TokenColumn, tokenColumns } from './token-columns.ts';

const [CELL_WIDTH, CELL_HEIGHT, PER_LINE] = [66, 36, 10];

interface Cell {
  /** Of the drawing, from 0; a line without a cell parts those of a text from the next. */
  row: number;
  column: number;
  number: number;
  token: string;
  value: string;
  background: string;
  text: string;
  differs: boolean;
}

export function tokenProbabilitiesSpec(items: readonly TokenProbabilitiesItem[]): object {
  const cells = cellsOf(items);
  const rows = cells.reduce((most, { row }) => Math.max(most, row), 0) + 1;
  const numbers = Array.from({ length: rows }, (_, row) => cells.find((cell) => cell.row === row)?.number ?? '');
  const text = { color: { field: 'text', type: 'nominal', scale: null } };
  return {
    data: { values: cells },
    width: { step: CELL_WIDTH },
    height: { step: CELL_HEIGHT },
    encoding: {
      x: { field: 'column', type: 'ordinal', axis: null, scale: { paddingOuter: 0.05 } },
      y: {
        field: 'row',
        type: 'ordinal',
        title: null,
        scale: { domain: [...numbers.keys()] },
        axis: items.length > 1 ? { labelExpr: `${JSON.stringify(numbers)}[datum.value]`, domain: false } : null,
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 2 },
        encoding: { color: { field: 'background', type: 'nominal', scale: null } },
      },
      {
        transform: [{ filter: 'datum.differs' }],
        mark: { type: 'rect', fill: 'transparent', stroke: PAPER.foreground, strokeWidth: 2 },
      },
      { mark: { type: 'text', dy: -7, fontSize: 12 }, encoding: { text: { field: 'token' }, ...text } },
      { mark: { type: 'text', dy: 9, fontSize: 10 }, encoding: { text: { field: 'value' }, ...text } },
    ],
  };
}

function cellsOf(items: readonly TokenProbabilitiesItem[]): Cell[] {
  const compared = tokenColumns(items);
  const cells: Cell[] = [];
  let row = 0;
  const draw = (columns: readonly TokenColumn[], chosen: readonly number[]) => {
    for (let from = 0; from < columns.length; from += PER_LINE) {
      for (const [at, { places, differs }] of columns.slice(from, from + PER_LINE).entries())
        for (const [line, i] of chosen.entries()) {
          const token = items[i]?.probabilities[places[line] ?? -1];
          if (token) cells.push({ row: row + line, column: at, number: i + 1, differs, ...looksOf(token) });
        }
      row += chosen.length + 1;
    }
  };
  if (compared) draw(compared, [...items.keys()]);
  else for (const [i, item] of items.entries()) draw(alone(item), [i]);
  return cells;
}

function alone({ probabilities }: TokenProbabilitiesItem): TokenColumn[] {
  return probabilities.map((_, place) => ({ places: [place], differs: false }));
}

function looksOf({ token, probability }: TokenProbabilitiesItem['probabilities'][number]) {
  const label = labelOf(token);
  const name = label.kind === 'text' ? label.text : label.mark;
  const shade = shadeOf(surprisalShare(probability), false);
  return { token: shorten(name, CELL_WIDTH - 6), value: formatProbability(probability), ...shade };
}
