/**
 * Where the heatmaps of a layer stand: one panel a gate, side by side while there is room, below each other when the
 * text is long. Pure geometry in CSS pixels; nothing here draws.
 */
import { estimateWidth, type Label } from '../tokens.ts';

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
/** Room of a full-width character; a label that needs more is a word, and stands up in a column of a line's height. */
const WIDEST_CHARACTER = 18;
const ACROSS_A_LINE = 14;

interface LayoutRequest {
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
  const widest = labels.reduce((width, label) => Math.max(width, room(label)), 8);
  const { columns, cellWidth, across } = grid({ steps, widest, panels: planes.length, available });
  const cellHeight = unitHeight(units, alone);
  const labelRoom = across ? 18 : Math.min(LONGEST_LABEL, Math.max(18, widest)) + 12;
  const plot = { width: steps * cellWidth, height: units * cellHeight };
  const panel = { width: panelWidth(steps, cellWidth), height: TITLE + plot.height + labelRoom };
  const panels = planes.map((plane, i): Panel => {
    const x = (i % columns) * (panel.width + GAP);
    const y = Math.floor(i / columns) * (panel.height + GAP);
    return { plane, x, y, ...panel, plot: { x: x + GUTTER, y: y + TITLE, ...plot } };
  });
  return {
    width: columns * (panel.width + GAP) - GAP,
    height: Math.ceil(planes.length / columns) * (panel.height + GAP) - GAP,
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

interface GridRequest {
  steps: number;
  /** Width of the widest label. */
  widest: number;
  panels: number;
  available: number;
}

/** As many columns as have room, rows of equal length where possible, then steps as wide as the columns allow. */
function grid({ steps, widest, panels, available }: GridRequest) {
  const fitting = (columns: number) => Math.floor(((available - (columns - 1) * GAP) / columns - GUTTER - 2) / steps);
  const label = Math.ceil(widest + 4);
  const across = label <= WIDEST_CHARACTER || (panels === 1 && label <= fitting(1));
  const least = across ? Math.max(NARROWEST_STEP, label) : ACROSS_A_LINE;
  const width = panelWidth(steps, Math.max(least, ACROSS_A_LINE));
  const room = Math.max(1, Math.min(panels, Math.floor((available + GAP) / (width + GAP))));
  const columns = Math.ceil(panels / Math.ceil(panels / room));
  const most = panels === 1 ? Math.max(26, least) : Math.max(22, least);
  return { columns, across, cellWidth: Math.max(least, Math.min(most, fitting(columns))) };
}

function panelWidth(steps: number, cellWidth: number): number {
  return Math.max(NARROWEST, GUTTER + steps * cellWidth + 2);
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
