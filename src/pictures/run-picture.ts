/** A run as a picture: name, key, curve, numbers, latest sample. Looks like the live view, black on white. */

import { formatCount, formatValue } from '../charts/format.ts';
import { curveSpec } from '../charts/runs/curve.ts';
import { curveData } from '../charts/runs/curve-data.ts';
import { networkText, newestLosses, runFacts } from '../charts/runs/run-facts.ts';
import { makeView } from '../charts/runs/vega.ts';
import { textsFor } from '../charts/texts.ts';
import { PAPER } from '../charts/theme.ts';
import { shorten } from '../charts/tokens.ts';
import { sayEnglish } from '../messages/message.ts';
import type { Run } from '../protocol/run.ts';
import { type Block, factsBlock, INSIDE, stacked } from './blocks.ts';
import { escaped, moved, svgText } from './svg.ts';

const CURVE_HEIGHT = 236;
const SAMPLE_LINES = 8;
const LINE_HEIGHT = 20;
const FACTS_IN_ROW = 4;

const texts = textsFor('en');

/** The picture as SVG, 720 px wide. */
export async function runPicture(run: Run): Promise<string> {
  const facts = factsBlock(runFacts(run, texts), FACTS_IN_ROW);
  return stacked([headline(run), message(run), key(run), await curve(run), facts, sample(run)], 0);
}

function headline(run: Run): Block {
  const name = shorten(run.source.name, 270);
  const network = networkText(run, texts);
  // One text, so that the second part begins where the first ends.
  const svg = svgText(name, 0, 12, 15, PAPER.foreground).replace(
    '</text>',
    `<tspan dx="10" font-size="13" fill="${PAPER.muted}">${escaped(network)}</tspan></text>`,
  );
  return { width: INSIDE, height: 34, svg: svg + svgText(texts.states[run.state], INSIDE, 12, 13, PAPER.muted, 'end') };
}

/** Why it failed or waits. */
function message({ message }: Run): Block {
  if (!message) return { width: INSIDE, height: 0, svg: '' };
  const rows = wrapped(sayEnglish(message), 610, 4);
  const bar = `<rect width="3" height="${rows.length * LINE_HEIGHT}" fill="#cf222e"/>`;
  const svg = rows.map((row, i) => svgText(row, 12, (i + 0.5) * LINE_HEIGHT, 12, PAPER.foreground)).join('');
  return { width: INSIDE, height: rows.length * LINE_HEIGHT + 10, svg: bar + svg };
}

function key(run: Run): Block {
  const { best } = curveData(run);
  const entries = [
    ...newestLosses(run, texts).map(({ name, loss, at }) => ({
      mark: `<path d="M0 8H14" stroke="${PAPER[name]}" stroke-width="${name === 'training' ? 2 : 3}"/>`,
      text: [`${texts[name]} ${loss}`, ...(at ? [at] : [])].join(' '),
    })),
    best[0] && {
      mark: `<circle cx="7" cy="8" r="4.3" fill="none" stroke="${PAPER.foreground}" stroke-width="1.5"/>`,
      text: texts.bestAt(formatValue(best[0].loss, texts), formatCount(best[0].epoch, texts)),
    },
  ].filter((entry) => entry !== undefined);
  const svg = entries.map(({ mark, text }, i) => moved(i * 210, 0, mark + svgText(text, 20, 8, 12, PAPER.muted)));
  return { width: INSIDE, height: 30, svg: svg.join('') };
}

async function curve(run: Run): Promise<Block> {
  const style = { theme: PAPER, texts, width: INSIDE, height: CURVE_HEIGHT, legend: false };
  const view = makeView(curveSpec(run, style), 'none');
  const svg = await view.toSVG();
  view.finalize();
  return { width: INSIDE, height: CURVE_HEIGHT + 14, svg: svg.replace('<svg ', '<svg overflow="visible" ') };
}

function sample({ sample }: Run): Block {
  if (!sample) return { width: INSIDE, height: 0, svg: '' };
  const rows = sample.text === '' ? [texts.emptySample] : wrapped(sample.text, 590, SAMPLE_LINES);
  const height = rows.length * LINE_HEIGHT + 12;
  const box = `<rect y="20" width="${INSIDE}" height="${height}" fill="#f6f8fa"/><rect y="20" width="2" height="${height}" fill="${PAPER.faint}"/>`;
  const lines = rows.map((row, i) => svgText(row, 12, 26 + (i + 0.5) * LINE_HEIGHT, 13, PAPER.foreground));
  const label = svgText(texts.sampleAt(formatCount(sample.epoch, texts)), 0, 8, 11, PAPER.muted);
  return { width: INSIDE, height: height + 24, svg: label + box + lines.join('') };
}

/** Lines of a text, broken at an estimated width (that of 11 px), at most `most`; the last one then ends with '…'. */
function wrapped(text: string, width: number, most: number): string[] {
  const rows: string[] = [];
  for (const line of text.replaceAll('\t', '    ').split('\n', most + 1)) {
    let rest = line;
    do {
      const head = shorten(rest, width);
      const cut = head === rest ? rest.length : breakAt(rest, head.length - 1);
      rows.push(rest.slice(0, cut));
      rest = rest.slice(cut).trimStart();
    } while (rest !== '' && rows.length <= most);
    if (rows.length > most) return [...rows.slice(0, most - 1), `${rows[most - 1]}…`];
  }
  return rows;
}

/** The last space before `end`, if it is not far off. */
function breakAt(text: string, end: number): number {
  const space = text.lastIndexOf(' ', end);
  return space > end * 0.7 ? space + 1 : Math.max(1, end);
}
