/** Results as a picture. Looks like the view in VS Code, black on white. */
import { formatCount } from '../charts/format.ts';
import { confusionSpec } from '../charts/results/confusion-spec.ts';
import { evaluationFacts } from '../charts/results/evaluation-facts.ts';
import { resultSpec, wholeSpec } from '../charts/results/result-spec.ts';
import { likelihoods } from '../charts/results/totals.ts';
import { textsFor } from '../charts/texts.ts';
import { PAPER } from '../charts/theme.ts';
import { shorten } from '../charts/tokens.ts';
import type { ClassesEvaluated, ResultPayload, TokenProbabilitiesItem } from '../protocol/result.ts';
import { type Block, chartBlock, factsBlock, INSIDE, lineBlock, stacked } from './blocks.ts';
import { svgText } from './svg.ts';
import { tagsBlocks } from './tags-picture.ts';

/** Tokens of a text beyond these are left out of the picture; the view in VS Code shows more. */
const MOST_TOKENS = 110;

const texts = textsFor('en');

/** The picture as SVG; undefined where there is nothing to see but numbers, which the text has. */
export async function resultPicture(payload: ResultPayload): Promise<string | undefined> {
  const blocks = await blocksOf(payload);
  const left = payload.total - payload.items.length;
  const [shown, all] = [payload.items.length, payload.total].map((count) => formatCount(count, texts));
  if (left > 0) blocks.push(lineBlock(texts.resultsShown(shown ?? '', all ?? '')));
  return blocks.length > 0 ? stacked(blocks) : undefined;
}

async function blocksOf(payload: ResultPayload): Promise<Block[]> {
  switch (payload.kind) {
    case 'classes':
    case 'translations':
    case 'next': {
      const spec = resultSpec(payload, PAPER);
      return spec ? [await chartBlock(spec)] : [];
    }
    case 'tags':
      return tagsBlocks(payload.items);
    case 'token-probabilities':
      return tokenProbabilityBlocks(payload.items);
    case 'evaluations': {
      const classes = payload.items.filter((item) => item.of === 'classes');
      return (await Promise.all(classes.map(evaluationBlocks))).flat();
    }
  }
  return payload satisfies never;
}

async function tokenProbabilityBlocks(items: readonly TokenProbabilitiesItem[]): Promise<Block[]> {
  const totals = likelihoods(items, texts);
  const heads = items.map(({ text }, i): Block => {
    const name = shorten(text.replaceAll(/\s+/g, ' '), 500);
    const title = items.length > 1 ? `${i + 1}  ${name}` : name;
    const facts = svgText(totals[i]?.join('    ') ?? '', 0, 26, 12, PAPER.muted);
    return { width: INSIDE, height: 32, svg: svgText(title, 0, 8, 13, PAPER.foreground) + facts };
  });
  const shown = items.map((item) => ({ ...item, probabilities: item.probabilities.slice(0, MOST_TOKENS) }));
  const spec = resultSpec({ kind: 'token-probabilities', items: shown, total: shown.length }, PAPER);
  const notes = shown.flatMap(({ probabilities, length }, i) => {
    const left = length - probabilities.length;
    return left > 0 ? [lineBlock(`${i + 1}: ${texts.andMoreTokens(formatCount(left, texts))}`)] : [];
  });
  return [...heads, ...(spec ? [await chartBlock(spec)] : []), ...notes];
}

async function evaluationBlocks(item: ClassesEvaluated): Promise<Block[]> {
  const facts = evaluationFacts(item, texts);
  const { scores, confusion, classes } = item;
  return [
    factsBlock(facts, facts.length),
    scoresBlock(item),
    ...mostFrequent(scores.length, classes),
    await chartBlock(wholeSpec(confusionSpec(confusion, classes, texts), PAPER)),
    ...mostFrequent(confusion.labels.length, classes),
  ];
}

function scoresBlock({ scores }: ClassesEvaluated): Block {
  const head = [texts.label, texts.precision, texts.recall, 'F1', texts.support];
  const rows = scores.map(({ label, precision, recall, f1, support }) => [
    shorten(label, 180),
    ...[precision, recall, f1].map((score) => score.toFixed(3)),
    formatCount(support, texts),
  ]);
  const svg = [head, ...rows].map((row, y) =>
    row
      .map((cell, i) => {
        const fill = y === 0 ? PAPER.muted : PAPER.foreground;
        return i === 0
          ? svgText(cell, 0, y * 20 + 8, 12, fill)
          : svgText(cell, 200 + i * 80, y * 20 + 8, 12, fill, 'end');
      })
      .join(''),
  );
  return { width: INSIDE, height: (rows.length + 1) * 20, svg: svg.join('') };
}

function mostFrequent(shown: number, all: number): Block[] {
  if (shown >= all) return [];
  return [lineBlock(texts.mostFrequent(formatCount(shown, texts), formatCount(all, texts)))];
}
