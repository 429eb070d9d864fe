/** What a run tells about itself in words and numbers: its network, its state, its speed. Same words in every view. */
import { tokenLoss } from '../protocol/loss.ts';
import { epochsOf, isOver, lossKind, type Run } from '../protocol/run.ts';
import { formatCount, formatDuration, formatNorm, formatRate, formatValue } from './format.ts';
import type { Texts } from './texts.ts';

export interface Fact {
  label: string;
  value: string;
}

/** LSTM 2 × 128. */
export function networkName(run: Run, texts: Texts): string {
  const { cell, layers, hidden } = run.options;
  return `${texts.choices.cell.names[cell]} ${layers} × ${hidden}`;
}

/** The part of the training that is done, from 0 to 1. */
export function progressShare({ progress, state }: Run): number {
  if (state === 'finished') return 1;
  return progress && progress.steps > 0 ? Math.min(1, progress.step / progress.steps) : 0;
}

/** "20 epochs", once it is known how many. */
export function epochsText(run: Run, texts: Texts): string[] {
  const epochs = epochsOf(run);
  return epochs === undefined ? [] : [texts.epochs(formatCount(epochs, texts))];
}

/** Epoch, loss, of tokens perplexity and bits, norms of the newest step, speed, time. Empty before the first step. The loss is validation's where there is one. */
export function runFacts(run: Run, texts: Texts): Fact[] {
  const { progress } = run;
  if (!progress) return [];
  const kind = lossKind(run);
  const validation = run.validation.at(-1)?.lossNats;
  const loss = validation ?? progress.lossNats;
  const { bits, perplexity } = tokenLoss(loss);
  return [
    {
      label: texts.epoch,
      value: `${formatCount(progress.epoch, texts)} / ${formatCount(epochsOf(run) ?? progress.epoch, texts)}`,
    },
    { label: lossName(kind, validation !== undefined, texts), value: formatValue(loss, texts) },
    ...(kind === 'tokens'
      ? [
          { label: texts.perplexity, value: formatValue(perplexity, texts) },
          { label: texts.bitsPerToken, value: formatValue(bits, texts) },
        ]
      : []),
    { label: texts.gradientNorm, value: formatNorm(progress.gradientNorm, texts) },
    ...(progress.updateRatio === undefined
      ? []
      : [{ label: texts.updateRatio, value: formatNorm(progress.updateRatio, texts) }]),
    {
      label: kind === 'tokens' ? texts.tokensPerSecond : texts.predictionsPerSecond,
      value: formatRate(progress.tokensPerSecond, texts),
    },
    isOver(run)
      ? { label: texts.timeTaken, value: formatDuration(progress.elapsedMs, texts) }
      : { label: texts.timeLeft, value: formatDuration(progress.remainingMs, texts) },
  ];
}

function lossName(kind: ReturnType<typeof lossKind>, validated: boolean, texts: Texts): string {
  if (kind === 'squares') return validated ? texts.validationError : texts.squaredError;
  return validated ? texts.validationLoss : texts.loss;
}

/** The model file as it stands in its folder, `.unroll/names.safetensors`: not where the workspace lies on this machine. */
export function modelName({ model }: Run): string | undefined {
  return model?.path.split(/[\\/]/).slice(-2).join('/');
}
