/** How a curve looks: its theme as a Vega-Lite configuration. Horizontal titles, faint grid, no frame. */
import type { Config } from 'vega-lite';
import type { Texts } from '../texts.ts';
import type { Theme } from '../theme.ts';

export interface CurveStyle {
  theme: Theme;
  texts: Texts;
  /** Whole size in CSS pixels. */
  width: number | 'container';
  height: number;
  /** Names of the lines above the chart. */
  legend: boolean;
}

/** The configuration of a theme. */
export function configOf({ theme, legend }: CurveStyle): Config {
  const text = { labelColor: theme.muted, labelFont: theme.font, labelFontSize: 11, labelFontWeight: 400 } as const;
  const title = { titleColor: theme.muted, titleFont: theme.font, titleFontSize: 11, titleFontWeight: 400 } as const;
  return {
    background: 'transparent',
    font: theme.font,
    padding: legend ? 6 : 0,
    view: { stroke: null },
    line: { strokeCap: 'round', strokeJoin: 'round' },
    axis: { ...text, ...title, domain: false, ticks: false, labelPadding: 6, gridColor: theme.faint, gridWidth: 1 },
    axisX: {
      grid: false,
      titleAnchor: 'end',
      titleAlign: 'right',
      titlePadding: 2,
      domain: true,
      domainColor: theme.faint,
      labelFlush: true,
      labelOverlap: true,
      labelSeparation: 6,
    },
    axisY: {
      titleAngle: 0,
      titleAnchor: 'end',
      titleAlign: 'left',
      titleBaseline: 'bottom',
      titleX: 0,
      titleY: -8,
      tickCount: 5,
    },
    legend: { ...text, title: null, orient: 'top', direction: 'horizontal', offset: 22, symbolSize: 160 },
    title: {
      color: theme.foreground,
      subtitleColor: theme.muted,
      fontSize: 13,
      fontWeight: 600,
      subtitleFontSize: 11,
      anchor: 'start',
      offset: 6,
    },
  };
}
