/** The place under the pointer, shown in every panel: its step as a column, its unit as a row, its cell as a frame. */

import type { Theme } from '../theme.ts';
import { cellBox, type GatesLayout, GUTTER, type Place } from './layout.ts';
import type { Shape } from './scene.ts';

/** `left` is where the view begins; nothing is drawn over the numbers of units. */
export function markShapes(layout: GatesLayout, place: Place, theme: Theme, left: number): Shape[] {
  return layout.panels.map((panel, i) => {
    const x = Math.max(panel.x, left) + GUTTER - 2;
    const cell = cellBox(layout, { ...place, panel: i }) ?? panel.plot;
    const column: Shape = { kind: 'outline', colour: theme.focus, ...panel.plot, x: cell.x, width: cell.width };
    const shapes: Shape[] = [column];
    if (i === place.panel || cell.height >= 4)
      shapes.push({ kind: 'outline', colour: theme.focus, ...atLeast(cell, 3) });
    return { kind: 'clip', ...panel, x, width: panel.x + panel.width - x, shapes };
  });
}

function atLeast(cell: { x: number; y: number; width: number; height: number }, height: number) {
  const more = Math.max(0, height - cell.height);
  return { ...cell, y: cell.y - more / 2, height: cell.height + more };
}
