/**
 * The loss curve of a run as a Vega-Lite specification: every training loss as a faint line and their mean as a clear
 * one, validation as a strong line with a point an epoch, the best epoch ringed. Drawn the same in VS Code, in the
 * sidebar, in JupyterLab and in the stored picture.
 */

import type { TopLevelSpec } from 'vega-lite';
import { lossKind, type Run } from '../../protocol/run.ts';
import { formatValue } from '../format.ts';
import { textsFor } from '../texts.ts';
import { PAPER } from '../theme.ts';
import { type CurveData, countsEpochs, curveData, type Dot } from './curve-data.ts';
import { type CurveStyle, configOf } from './curve-style.ts';
import { networkText } from './run-facts.ts';

type LayeredSpec = Extract<TopLevelSpec, { layer: unknown; encoding?: unknown }>;

const STORED: CurveStyle = {
  // Whoever draws it has fonts of its own.
  theme: { ...PAPER, font: 'sans-serif' },
  texts: textsFor('en'),
  width: 'container',
  height: 300,
  legend: true,
};
/** Points of each line in a stored specification. */
const STORED_POINTS = 250;

/** The curve as a self-contained Vega-Lite v5 specification. A run without points gives empty axes. */
export function curveSpec(run: Run, style: Partial<CurveStyle> = {}): TopLevelSpec {
  const whole: CurveStyle = { ...STORED, ...style };
  const data = curveData(run);
  const { training, mean, validation } = data;
  const stored = { ...data, training: thinned(training), mean: thinned(mean), validation: thinned(validation) };
  return specOf({ run, data: stored, style: whole, live: false });
}

/** The same for a view whose data sets, and signals `xMax`, `yMin`, `yMax` and `pointSize`, follow the run. */
export function liveCurveSpec(run: Run, style: CurveStyle): TopLevelSpec {
  return specOf({ run, data: curveData(run), style, live: true });
}

interface Parts {
  run: Run;
  data: CurveData;
  style: CurveStyle;
  /** Ends of axes and sizes are signals, not numbers. */
  live: boolean;
}

function specOf(parts: Parts): TopLevelSpec {
  const { run, data, style } = parts;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    description: `${style.texts.curveLabel}: ${run.source.name}`,
    width: style.width,
    height: style.height,
    autosize: { type: 'fit', contains: 'padding' },
    ...(parts.live && { params: SIGNALS.map((name) => ({ name, value: data[name] })) }),
    ...(style.legend && { title: titleOf(run, data, style) }),
    datasets: Object.fromEntries(DATA_SETS.map((name) => [name, data[name].map((dot) => ({ ...dot }))])),
    encoding: axes(parts),
    layer: layers(parts),
    config: configOf(style),
  };
}

/** Parts of CurveData that are data sets, and those that are signals, of a live view. */
export const DATA_SETS = ['training', 'mean', 'validation', 'best', 'head'] as const;
export const SIGNALS = ['xMax', 'yMin', 'yMax', 'pointSize'] as const;

function signal({ live, data }: Parts, name: (typeof SIGNALS)[number]) {
  return live ? { expr: name } : data[name];
}

function axes(parts: Parts): NonNullable<LayeredSpec['encoding']> {
  const { run, style } = parts;
  const epochs = countsEpochs(run);
  return {
    x: {
      field: 'x',
      type: 'quantitative',
      title: epochs ? style.texts.epoch : style.texts.step,
      axis: epochs ? epochTicks(parts) : { format: '~s' },
      scale: { nice: false, domainMin: 0, domainMax: signal(parts, 'xMax') },
    },
    y: {
      field: 'loss',
      type: 'quantitative',
      title: style.texts.lossAxis[lossKind(run)],
      scale: { zero: false, nice: false, domainMin: signal(parts, 'yMin'), domainMax: signal(parts, 'yMax') },
    },
  };
}

/** Whole epochs. Vega-Lite 5 does not keep to a least step on a short axis with given ends. */
function epochTicks({ data, live }: Parts) {
  if (live || data.xMax > 10) return { tickMinStep: 1 };
  return { values: Array.from({ length: Math.floor(data.xMax) + 1 }, (_, epoch) => epoch) };
}

function layers(parts: Parts): LayeredSpec['layer'] {
  const { run, style } = parts;
  const bold = style.theme.contrast ? 1 : 0;
  // Without validation the mean of the training loss is what there is to look at.
  const mean = run.options.validation === 0 ? 2 : 1.4;
  const [training, validation] = [colour('training', parts), colour('validation', parts)];
  const size = signal(parts, 'pointSize');
  return [
    { data: { name: 'training' }, mark: { type: 'line', strokeWidth: 1 + bold, opacity: 0.32 }, encoding: training },
    { data: { name: 'mean' }, mark: { type: 'line', strokeWidth: mean + bold }, encoding: training },
    { data: { name: 'head' }, mark: { type: 'point', filled: true, opacity: 1, size: 26 }, encoding: training },
    { data: { name: 'validation' }, mark: { type: 'line', strokeWidth: 2 + bold }, encoding: validation },
    {
      data: { name: 'validation' },
      mark: { type: 'point', filled: true, opacity: 1, size, tooltip: true },
      encoding: validation,
    },
    {
      data: { name: 'best' },
      mark: { type: 'point', filled: false, opacity: 1, size: 130, strokeWidth: 1.5, color: style.theme.foreground },
    },
  ];
}

function colour(line: 'training' | 'validation', { style, run }: Parts) {
  const { theme, texts, legend } = style;
  const names = run.options.validation === 0 ? [texts.training] : [texts.training, texts.validation];
  return {
    color: {
      datum: texts[line],
      type: 'nominal',
      scale: { domain: names, range: [theme.training, theme.validation].slice(0, names.length) },
      legend: legend ? { symbolType: 'stroke', symbolStrokeWidth: 2, symbolOpacity: 1 } : null,
    },
  } as const;
}

function titleOf(run: Run, { best: [best] }: CurveData, { texts }: CurveStyle) {
  const text = [run.source.name, networkText(run, texts)].join(' · ');
  if (!best) return { text };
  return { text, subtitle: texts.bestAt(formatValue(best.loss, texts), String(best.epoch)) };
}

function thinned(dots: Dot[]): Dot[] {
  const every = Math.max(1, Math.ceil(dots.length / STORED_POINTS));
  return dots.filter((_, i) => (dots.length - 1 - i) % every === 0);
}
