/** Runs and gates as lines of text, for viewers that show nothing else. */

import { formatCount, formatGate, formatValue } from '../charts/format.ts';
import { curveData } from '../charts/runs/curve-data.ts';
import { networkText, runFacts, savedModelName } from '../charts/runs/run-facts.ts';
import { textsFor } from '../charts/texts.ts';
import { labelOf } from '../charts/tokens.ts';
import { sayEnglish } from '../messages/message.ts';
import { decodePlane, type GatesPayload } from '../protocol/gates.ts';
import { CELL_NAMES } from '../protocol/options/names.ts';
import type { Run } from '../protocol/run.ts';

const texts = textsFor('en');

/** A run in a few lines: what it is, how far it is, its latest sample. */
export function runText(run: Run): string {
  const { best } = curveData(run);
  const name = savedModelName(run);
  const facts = runFacts(run, texts).map(({ label, value }) => `${label}: ${value}`);
  if (best[0]) facts.push(texts.bestAt(formatValue(best[0].loss, texts), formatCount(best[0].epoch, texts)));
  const lines = [
    [run.source.name, networkText(run, texts), texts.states[run.state]].join(' · '),
    ...(run.message ? [sayEnglish(run.message)] : []),
    ...(facts.length > 0 ? [facts.join(' · ')] : []),
    ...(run.sample ? [`${texts.sampleAt(formatCount(run.sample.epoch, texts))}:`, run.sample.text] : []),
    ...run.notices.map(sayEnglish),
    ...(name ? [texts.savedTo(name)] : []),
  ];
  return lines.join('\n');
}

/** Gates in a line a plane: the range and the mean of their values. */
export function gatesText({ model, cell, tokens, layers }: GatesPayload): string {
  const read = tokens.map((token) => {
    const label = labelOf(token);
    return label.kind === 'text' ? label.text : (SIGNS[label.mark] ?? '');
  });
  const lines = layers.flatMap(({ units, planes }, i) => [
    `${texts.layer(String(i + 1))} · ${texts.units(formatCount(units, texts))}`,
    ...planes.map((plane) => {
      const name = texts.planeNames[plane.name] ?? plane.name;
      return `  ${plane.symbol.padEnd(2)}  ${name.padEnd(10)}  ${spread(decodePlane(plane))}`;
    }),
  ]);
  return [
    `${model} · ${texts.words(CELL_NAMES[cell])} · ${texts.steps(formatCount(tokens.length, texts))}: ${read.join(' ')}`,
    ...lines,
  ].join('\n');
}

const SIGNS: Record<string, string> = { zero: '∅', space: '␣', newline: '⏎', tab: '⇥', end: '<EOS>', unknown: '<UNK>' };

function spread(values: Float32Array): string {
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) [low, high, sum] = [Math.min(low, value), Math.max(high, value), sum + value];
  if (values.length === 0) return '–';
  return `${formatGate(low)} to ${formatGate(high)}, mean ${formatGate(sum / values.length)}`;
}
