/**
 * Gates as drawings: one panel a gate, cells coloured by value, the text along the time axis, its scale in the title.
 */
import { decodePlane, type GatePlane } from '../../protocol/gates.ts';
import { colourIndex, divergingRamp, RAMP_COLOURS, type Ramp, sequentialRamp } from '../colours.ts';
import type { Texts } from '../texts.ts';
import type { Theme } from '../theme.ts';
import { type Label, shorten } from '../tokens.ts';
import { roundLimit, unitTicks } from './axis.ts';
import { type Box, type GatesLayout, GUTTER, type Panel, TITLE } from './layout.ts';
import { type Pixels, parseSymbol, type Shape } from './scene.ts';

/** A plane ready to be drawn. */
export interface Heat {
  plane: GatePlane;
  /** [steps, units] row-major. */
  values: Float32Array;
  /** Ends of its colour scale. */
  low: number;
  high: number;
  /** Cells, units down. */
  pixels: Pixels;
  /** Its colour scale, one row. */
  bar: Pixels;
}

/** Colours a plane. Where units are thinner than a row, `rows` < units, a row shows the mean of its units. */
export function heatOf(plane: GatePlane, steps: number, units: number, rows: number, dark: boolean): Heat {
  const values = decodePlane(plane);
  const high = plane.range === 'unit' ? 1 : roundLimit(plane.scale);
  const low = plane.range === 'unit' ? 0 : -high;
  const ramp = plane.range === 'unit' ? sequentialRamp(dark) : divergingRamp(dark);
  const means = rowMeans(values, steps, units, Math.min(rows, units));
  const indices = Float32Array.from({ length: RAMP_COLOURS }, (_, i) => i);
  return {
    plane,
    values,
    low,
    high,
    pixels: colour(means, steps, ramp, low, high),
    bar: colour(indices, RAMP_COLOURS, ramp, 0, RAMP_COLOURS - 1),
  };
}

interface GatesScene {
  layout: GatesLayout;
  /** One for each panel. */
  heats: Heat[];
  labels: Label[];
  theme: Theme;
  texts: Texts;
  /** The part of the layout's width that is in view; titles and units stay in it while cells scroll by. */
  left: number;
  width: number;
}

/** Everything but the pointer. */
export function gatesScene(scene: GatesScene): Shape[] {
  return scene.layout.panels.flatMap((panel, i) => {
    const heat = scene.heats[i];
    return heat ? panelShapes(scene, panel, heat) : [];
  });
}

function panelShapes(scene: GatesScene, panel: Panel, heat: Heat): Shape[] {
  const left = Math.max(panel.x, scene.left);
  const right = Math.min(panel.x + panel.width, scene.left + scene.width);
  const visible = { ...panel.plot, x: left + GUTTER, width: right - left - GUTTER };
  const cells: Shape = { kind: 'pixels', pixels: heat.pixels, ...panel.plot };
  const outline: Shape = { kind: 'outline', colour: scene.theme.faint, ...panel.plot };
  const { layout, labels } = scene;
  const first = Math.max(0, Math.floor((visible.x - panel.plot.x) / layout.cellWidth));
  const last = Math.min(labels.length, Math.ceil((right - panel.plot.x) / layout.cellWidth));
  const tokens = labels.slice(first, last).map((label, i) => tokenShape(scene, panel.plot, label, first + i));
  const room: Box = { x: left + GUTTER - 1, y: panel.y, width: right - left - GUTTER + 1, height: panel.height };
  return [
    ...titleShapes(scene, { x: left, y: panel.y, width: right - left, height: TITLE }, heat),
    ...unitShapes(scene, left, panel.plot),
    { kind: 'clip', ...room, shapes: [cells, outline, ...tokens] },
  ];
}

function titleShapes({ theme, texts }: GatesScene, box: Box, heat: Heat): Shape[] {
  const y = box.y + 8;
  const { name, symbol } = heat.plane;
  const [low, high] = [heat.low === 0 ? '0' : `−${heat.high}`, `${heat.high}`];
  const bar = { x: box.x + box.width - 9 - high.length * 6 - 40, y: y - 4, width: 40, height: 8 };
  const small = { kind: 'text', y, size: 10, colour: theme.muted } as const;
  return [
    {
      kind: 'title',
      x: box.x + GUTTER,
      y,
      symbol: parseSymbol(symbol),
      name: texts.planeNames[name] ?? name,
      colour: theme.foreground,
      muted: theme.muted,
    },
    { ...small, x: bar.x - 4, text: low, anchor: 'end' },
    { kind: 'pixels', pixels: heat.bar, ...bar },
    { kind: 'outline', colour: theme.faint, ...bar },
    { ...small, x: bar.x + bar.width + 4, text: high, anchor: 'start' },
  ];
}

function unitShapes({ theme, layout }: GatesScene, left: number, plot: Box): Shape[] {
  return unitTicks(layout.units, layout.cellHeight).map((unit) => ({
    kind: 'text',
    x: left + GUTTER - 5,
    y: plot.y + Math.max(layout.cellHeight / 2, 5) + (unit - 1) * layout.cellHeight,
    text: String(unit),
    size: 9.5,
    colour: theme.muted,
    anchor: 'end',
  }));
}

function tokenShape({ layout, theme }: GatesScene, plot: Box, label: Label, step: number): Shape {
  const x = plot.x + (step + 0.5) * layout.cellWidth;
  const top = plot.y + plot.height;
  if (label.kind === 'mark') return { kind: 'mark', x, y: top + 10, mark: label.mark, colour: theme.muted };
  const text = {
    kind: 'text',
    x,
    text: shorten(label.text, layout.labelRoom - 10),
    size: 11,
    colour: theme.foreground,
  } as const;
  if (layout.labels === 'up') return { ...text, y: top + 5, anchor: 'end', up: true };
  return { ...text, text: label.text, y: top + 10, anchor: 'middle', monospace: true };
}

function rowMeans(values: Float32Array, steps: number, units: number, rows: number): Float32Array {
  const means = new Float32Array(rows * steps);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [Math.floor((row * units) / rows), Math.floor(((row + 1) * units) / rows)];
    for (let step = 0; step < steps; step++) {
      let sum = 0;
      for (let unit = from; unit < to; unit++) sum += values[step * units + unit] ?? 0;
      means[row * steps + step] = sum / (to - from);
    }
  }
  return means;
}

function colour(values: Float32Array, columns: number, ramp: Ramp, low: number, high: number): Pixels {
  const bytes = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const index = colourIndex(value, low, high) * 3;
    bytes.set([ramp[index] ?? 0, ramp[index + 1] ?? 0, ramp[index + 2] ?? 0, 255], i * 4);
  });
  return { columns, rows: values.length / columns, bytes };
}
