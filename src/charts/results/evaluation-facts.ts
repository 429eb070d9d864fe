/** What an evaluation tells in numbers. */
import { tokenLoss } from '../../protocol/loss.ts';
import type { EvaluationItem } from '../../protocol/result.ts';
import { formatCount, formatValue } from '../format.ts';
import type { Fact } from '../runs/run-facts.ts';
import type { Texts } from '../texts.ts';
import { formatPercent } from './numbers.ts';

export function evaluationFacts(item: EvaluationItem, texts: Texts): Fact[] {
  const value = (label: string, number: number | null) => ({ label, value: formatValue(number ?? Number.NaN, texts) });
  const percent = (label: string, share: number | null) => ({ label, value: formatPercent(share, texts) });
  const count = (label: string, number: number) => ({ label, value: formatCount(number, texts) });
  switch (item.of) {
    case 'classes': {
      // Tags: a sentence is right when all of its tags are.
      const tagged = item.answers !== item.examples;
      return [
        percent(texts.accuracy, item.accuracy),
        value(texts.macroF1, item.macroF1),
        value(texts.loss, item.lossNats),
        ...(tagged ? [percent(texts.exactMatch, item.exactMatch)] : []),
        ...(tagged ? [count(texts.tokensRead, item.answers)] : []),
        count(texts.examplesRead, item.examples),
      ];
    }
    case 'translations':
      return [
        percent(texts.exactMatch, item.exactMatch),
        value(texts.editDistance, item.editDistance),
        ...(item.lossNats === undefined ? [] : [value(texts.loss, item.lossNats)]),
        count(texts.examplesRead, item.examples),
      ];
    case 'language': {
      const { bits, perplexity } = tokenLoss(item.lossNats ?? Number.NaN);
      return [
        value(texts.loss, item.lossNats),
        value(texts.bitsPerToken, bits),
        value(texts.perplexity, perplexity),
        count(texts.tokensRead, item.tokens),
      ];
    }
    case 'numbers':
      return [
        value(texts.squaredError, item.meanSquaredError),
        value(texts.absoluteError, item.meanAbsoluteError),
        count(texts.examplesRead, item.examples),
      ];
  }
  return item satisfies never;
}
