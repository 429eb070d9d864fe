/** What a run tells about itself in words and numbers: its network, its state, its speed. Same words in every view. */
import { tokenLoss } from '../../protocol/loss.ts';
import { CELL_NAMES, TASK_NAMES } from '../../protocol/options/names.ts';
import { type CurvePoint, epochsOf, isOver, lossKind, newestValidation, type Run } from '../../protocol/run.ts';
import { formatCount, formatDuration, formatNorm, formatRate, formatValue } from '../format.ts';
import type { Texts } from '../texts.ts';

export interface Fact {
  label: string;
  value: string;
}

/** LSTM 2 × 128, both directions, the task where it is not to write on, 20 epochs: what is known of it by now. */
export function networkText(run: Run, texts: Texts): string {
  const { options, prepared } = run;
  const { cell, layers, hidden } = options;
  const epochs = epochsOf(run);
  return [
    `${texts.words(CELL_NAMES[cell])} ${layers} × ${hidden}`,
    ...(prepared?.directions === 2 ? [texts.bothDirections] : []),
    ...(prepared && prepared.task !== 'language-model' ? [texts.words(TASK_NAMES[prepared.task])] : []),
    ...(epochs === undefined ? [] : [texts.epochs(formatCount(epochs, texts))]),
  ].join(' · ');
}

/** The part of the training that is done, from 0 to 1. */
export function progressShare({ progress, state }: Run): number {
  if (state === 'finished') return 1;
  return progress && progress.steps > 0 ? Math.min(1, progress.step / progress.steps) : 0;
}

/**
 * Epoch, loss, of tokens perplexity and bits, norms of the newest step, speed, time. Empty before the first step. The
 * loss is validation's where there is one: of a run that is over that of the model that was kept, before that the
 * newest.
 */
export function runFacts(run: Run, texts: Texts): Fact[] {
  const { progress } = run;
  if (!progress) return [];
  const kind = lossKind(run);
  const over = isOver(run);
  const kept = over ? run.model : undefined;
  const epochs = formatCount(epochsOf(run) ?? progress.epoch, texts);
  const { label, loss } = lossShown(run, texts);
  const { bits, perplexity } = tokenLoss(loss);
  return [
    {
      label: kept ? texts.keptEpoch : texts.epoch,
      value: `${formatCount(kept?.epoch ?? progress.epoch, texts)} / ${epochs}`,
    },
    { label, value: formatValue(loss, texts) },
    ...(kind === 'tokens'
      ? [
          { label: texts.perplexity, value: formatValue(perplexity, texts) },
          { label: texts.bitsPerToken, value: formatValue(bits, texts) },
        ]
      : []),
    {
      label: over ? texts.lastGradientNorm : texts.gradientNorm,
      value: formatNorm(progress.gradientNorm, texts),
    },
    ...(progress.updateRatio === undefined
      ? []
      : [
          {
            label: over ? texts.lastUpdateRatio : texts.updateRatio,
            value: formatNorm(progress.updateRatio, texts),
          },
        ]),
    {
      label: kind === 'tokens' ? texts.tokensPerSecond : texts.predictionsPerSecond,
      value: formatRate(progress.tokensPerSecond, texts),
    },
    over
      ? { label: texts.timeTaken, value: formatDuration(progress.elapsedMs, texts) }
      : { label: texts.timeLeft, value: formatDuration(progress.remainingMs, texts) },
  ];
}

/** The loss that says how good the network is, and of what it is. */
function lossShown(run: Run, texts: Texts): { label: string; loss: number } {
  const squares = lossKind(run) === 'squares';
  const { progress, model } = run;
  if (isOver(run) && model?.validationLoss !== undefined)
    return { label: squares ? texts.validationError : texts.validationLoss, loss: model.validationLoss };
  const newest = newestValidation(run);
  if (!newest) return { label: squares ? texts.squaredError : texts.loss, loss: progress?.loss ?? Number.NaN };
  const epoch = formatCount(newest.epoch, texts);
  return { label: squares ? texts.validationErrorAt(epoch) : texts.validationLossAt(epoch), loss: newest.loss };
}

/** The newest losses, for the key of the curve: those of a run that is over say when that was. */
export function newestLosses(run: Run, texts: Texts): { name: 'training' | 'validation'; loss: string; at?: string }[] {
  const at = ({ epoch }: CurvePoint) => texts.ofEpoch(formatCount(epoch, texts));
  const [training, validation] = [run.training.at(-1), newestValidation(run)];
  return [
    ...(training
      ? [
          {
            name: 'training' as const,
            loss: formatValue(training.loss, texts),
            ...(isOver(run) && { at: at(training) }),
          },
        ]
      : []),
    ...(validation
      ? [{ name: 'validation' as const, loss: formatValue(validation.loss, texts), at: at(validation) }]
      : []),
  ];
}

/**
 * The model file as it stands in its folder, `.unroll/names.safetensors`: not where the workspace lies on this machine.
 */
export function savedModelName({ model }: Run): string | undefined {
  return model?.path.split(/[\\/]/).slice(-2).join('/');
}
