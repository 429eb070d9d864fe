/** Results as Vega-Lite specifications, for those who open a notebook elsewhere, and for the stored picture. */
import type { TopLevelSpec } from 'vega-lite';
import type { ResultPayload } from '../../protocol/result.ts';
import { type CurveStyle, configOf } from '../runs/curve-style.ts';
import { textsFor } from '../texts.ts';
import { PAPER, type Theme } from '../theme.ts';
import { barBlocks } from './bar-blocks.ts';
import { barsSpec } from './bars-spec.ts';
import { confusionSpec } from './confusion-spec.ts';
import { tokenProbabilitiesSpec } from './token-probabilities-spec.ts';

// Whoever draws it has fonts of its own.
const STORED: Theme = { ...PAPER, font: 'sans-serif' };

/** A self-contained Vega-Lite v5 specification; undefined of results that no chart shows. */
export function resultSpec(payload: ResultPayload, theme: Theme = STORED): TopLevelSpec | undefined {
  const drawing = drawingOf(payload);
  return drawing && wholeSpec(drawing, theme);
}

/** A drawing with everything that stands around it. */
export function wholeSpec(drawing: object, theme: Theme): TopLevelSpec {
  const style: CurveStyle = { theme, texts: textsFor('en'), width: 'container', height: 0, legend: true };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    ...drawing,
    config: { ...configOf(style), padding: 2 },
  } as TopLevelSpec;
}

function drawingOf(payload: ResultPayload): object | undefined {
  const texts = textsFor('en');
  switch (payload.kind) {
    case 'classes':
    case 'translations':
    case 'next':
      return barsSpec(barBlocks(payload, texts), texts);
    case 'token-probabilities':
      return tokenProbabilitiesSpec(payload.items);
    case 'evaluations': {
      const tables = payload.items.flatMap((item) =>
        item.of === 'classes' ? [confusionSpec(item.confusion, item.classes, texts)] : [],
      );
      return tables.length > 1 ? { vconcat: tables } : tables[0];
    }
    case 'tags':
      return undefined;
  }
  return payload satisfies never;
}
