/**
 * Where the heatmaps of a layer stand: one panel a gate, side by side while there is room, below each other when the
 * text is long. Pure geometry in CSS pixels; nothing here draws.
 */
import { estimateWidth, type Label } from './tokens.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Panel extends Box {
  /** Which plane of the layer. */
  plane: number;
  /** The cells alone: time across, units down. */
  plot: Box;
}

export interface GatesLayout {
  width: number;
  height: number;
  columns: number;
  steps: number;
  units: number;
  /** Width of a time step and height of a unit; below 1 px a unit shares its row with others. */
  cellWidth: number;
  cellHeight: number;
  /** Labels lie across their cells, or stand up when tokens are words. */
  labels: 'across' | 'up';
  /** Room for a label, along its text. */
  labelRoom: number;
  panels: Panel[];
}

export interface Place {
  panel: number;
  /** Step and unit, counted from 0. */
  step: number;
  unit: number;
}

/** Room left of the cells for the numbers of units, above them for the title, between panels. */
export const GUTTER = 30;
export const TITLE = 22;
const GAP = 18;
/** A title and its scale need as much. */
const NARROWEST = 176;
/** Below this width characters are no longer readable. */
const NARROWEST_STEP = 10;
const LONGEST_LABEL = 84;

export interface LayoutRequest {
  labels: Label[];
  units: number;
  /** Which planes of the layer to show. */
  planes: number[];
  /** Width that can be used without scrolling. */
  available: number;
}

/** Places the panels. `width` exceeds `available` when steps would become too narrow. */
export function layoutGates({ labels, units, planes, available }: LayoutRequest): GatesLayout {
  const alone = planes.length === 1;
  const steps = Math.max(1, labels.length);
  const { cellWidth, across } = stepWidth(labels, available, alone);
  const cellHeight = unitHeight(units, alone);
  const labelRoom = across ? 18 : Math.min(LONGEST_LABEL, Math.max(18, ...labels.map(room))) + 12;
  const plot = { width: steps * cellWidth, height: units * cellHeight };
  const panel = { width: Math.max(NARROWEST, GUTTER + plot.width + 2), height: TITLE + plot.height + labelRoom };
  const columns = Math.max(1, Math.min(planes.length, Math.floor((available + GAP) / (panel.width + GAP))));
  const panels = planes.map((plane, i): Panel => {
    const x = (i % columns) * (panel.width + GAP);
    const y = Math.floor(i / columns) * (panel.height + GAP);
    return { plane, x, y, ...panel, plot: { x: x + GUTTER, y: y + TITLE, ...plot } };
  });
  const rows = Math.ceil(planes.length / columns);
  return {
    width: columns * (panel.width + GAP) - GAP,
    height: rows * (panel.height + GAP) - GAP,
    columns,
    steps,
    units,
    cellWidth,
    cellHeight,
    labels: across ? 'across' : 'up',
    labelRoom,
    panels,
  };
}

/** The value under a point; undefined between the panels and on labels. */
export function hitTest(layout: GatesLayout, x: number, y: number): Place | undefined {
  const panel = layout.panels.findIndex(({ plot }) => inside(plot, x, y));
  const plot = layout.panels[panel]?.plot;
  if (!plot) return undefined;
  const step = Math.floor((x - plot.x) / layout.cellWidth);
  const unit = Math.floor((y - plot.y) / layout.cellHeight);
  return { panel, step: Math.min(layout.steps - 1, step), unit: Math.min(layout.units - 1, unit) };
}

/** The cell of a place. */
export function cellBox(layout: GatesLayout, place: Place): Box | undefined {
  const plot = layout.panels[place.panel]?.plot;
  if (!plot) return undefined;
  const { cellWidth: width, cellHeight: height } = layout;
  return { x: plot.x + place.step * width, y: plot.y + place.unit * height, width, height };
}

/** Units that get a number beside their row, counted from 1: the first, round ones, far enough apart. */
export function unitTicks(units: number, cellHeight: number): number[] {
  const apart = 24 / cellHeight;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, apart)));
  const every = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= apart) ?? 1);
  const ticks = [1];
  for (let unit = every === 1 ? 2 : every; unit <= units; unit += every) if (unit - 1 >= apart * 0.6) ticks.push(unit);
  return ticks;
}

/** The end of a signed scale: the next round number, so that it seldom moves while a model trains. */
export function roundLimit(scale: number): number {
  if (!(scale > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(scale));
  const factor = [1, 1.5, 2, 3, 5, 7].find((factor) => factor * power >= scale * (1 - 1e-6)) ?? 10;
  return Number((factor * power).toPrecision(2));
}

function stepWidth(labels: Label[], available: number, alone: boolean): { cellWidth: number; across: boolean } {
  const fitting = Math.floor((available - GUTTER - 2) / Math.max(1, labels.length));
  const widest = Math.max(...labels.map(room), 8) + 4;
  const across = widest <= 18 || (alone && widest <= fitting);
  const least = across ? Math.max(NARROWEST_STEP, Math.ceil(Math.min(widest, 18))) : 14;
  const most = alone ? Math.max(26, across ? Math.ceil(widest) : 0) : Math.max(14, least);
  return { cellWidth: Math.max(least, Math.min(most, fitting)), across };
}

function unitHeight(units: number, alone: boolean): number {
  if (alone) return Math.max(1, Math.min(18, Math.floor(420 / units)));
  return units <= 256 ? Math.max(1, Math.min(12, Math.floor(144 / units))) : 256 / units;
}

function room(label: Label): number {
  return label.kind === 'mark' ? 7 : estimateWidth(label.text);
}

function inside(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}
