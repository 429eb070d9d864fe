/** How likely whole texts are, in words: each by itself, and against the likeliest. */
import type { TokenProbabilitiesItem } from '../../protocol/result.ts';
import { formatRate, formatValue } from '../format.ts';
import type { Texts } from '../texts.ts';
import { formatPower } from './numbers.ts';

/** A few words for each text: probability, its logarithm, perplexity, and how it compares. */
export function likelihoods(items: readonly TokenProbabilitiesItem[], texts: Texts): string[][] {
  const best = items.reduce(
    (most, { logProbability }) => Math.max(most, logProbability ?? Number.NEGATIVE_INFINITY),
    Number.NEGATIVE_INFINITY,
  );
  return items.map(({ logProbability, length }) => {
    const known = logProbability ?? Number.NaN;
    return [
      `P ${formatPower(logProbability)}`,
      `ln P ${formatValue(known, texts).replace('-', '−')}`,
      `${texts.perplexity} ${formatValue(Math.exp(-known / length), texts)}`,
      ...(items.length > 1 && logProbability !== null ? [compared(best - logProbability, texts)] : []),
    ];
  });
}

function compared(nats: number, texts: Texts): string {
  if (nats === 0) return texts.likeliest;
  const times = Math.exp(nats);
  return texts.timesLessLikely(times >= 1000 && times < 1e6 ? formatRate(times, texts) : formatPower(nats));
}
