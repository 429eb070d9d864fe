/** A training as lines of text: the loss as it falls, an epoch a line. */
import { formatNorm, formatValue } from '../../../src/charts/format.ts';
import { textsFor } from '../../../src/charts/texts.ts';
import { sayEnglish } from '../../../src/messages/message.ts';
import { tokenLoss } from '../../../src/protocol/loss.ts';
import { epochsOf, isOver, lossKind, newestValidation, type Progress, type Run } from '../../../src/protocol/run.ts';

const texts = textsFor('en');

/** Lines that say what has happened in a run since those printed before; keeps in mind what it has said. */
export class RunLines {
  #begun = false;
  #epoch = 0;
  #notices = 0;
  #over = false;

  next(run: Run): string[] {
    if (this.#over) return [];
    const lines = [...this.#heading(run), ...this.#epochs(run)];
    lines.push(...run.notices.slice(this.#notices).map(sayEnglish));
    this.#notices = run.notices.length;
    if (!isOver(run)) return lines;
    this.#over = true;
    return [...lines, ...ending(run)];
  }

  #heading({ options, source, prepared }: Run): string[] {
    if (this.#begun || !prepared) return [];
    this.#begun = true;
    const shape = `${options.layers} x ${options.hidden}`;
    const size = `${count(prepared.parameters)} parameters, ${count(prepared.trainTokens)} tokens`;
    return [`training ${options.cell} ${shape} on ${source.name}: ${size}`];
  }

  /** Epochs that are over: the next has begun, the held-out loss of its end is known, or the run has ended. */
  #epochs(run: Run): string[] {
    const last = run.progress?.epoch ?? 0;
    const validated = !run.options.validateEvery && newestValidation(run)?.epoch === last;
    const over = isOver(run) || validated ? last : last - 1;
    const lines: string[] = [];
    for (let epoch = this.#epoch + 1; epoch <= over; epoch++) lines.push(...epochLine(run, epoch));
    this.#epoch = Math.max(this.#epoch, over);
    return lines;
  }
}

/** Nothing for an epoch that was over before anything was reported of it. */
function epochLine(run: Run, epoch: number): string[] {
  const { training, validation } = run;
  const progress = run.progress?.epoch === epoch ? run.progress : undefined;
  const newest = progress ?? training.findLast((point) => point.epoch === epoch);
  const heldOut = [...validation, ...(run.validated ? [run.validated] : [])].findLast((point) => point.epoch === epoch);
  const losses = [
    newest ? [`loss ${formatValue(newest.loss, texts)}`] : [],
    heldOut ? [`held out ${formatValue(heldOut.loss, texts)}`] : [],
    tokenUnits(run, heldOut ?? newest),
    progress ? norms(progress) : [],
  ].flat();
  return losses.length > 0 ? [`epoch ${epoch}/${epochsOf(run)}: ${losses.join(', ')}`] : [];
}

/** The loss of tokens in other units. */
function tokenUnits(run: Run, point: { loss: number } | undefined): string[] {
  if (!point || lossKind(run) !== 'tokens') return [];
  const { bits, perplexity } = tokenLoss(point.loss);
  return [`perplexity ${formatValue(perplexity, texts)}`, `${formatValue(bits, texts)} bits`];
}

function norms({ gradientNorm, updateRatio }: Progress): string[] {
  const ratio = updateRatio === undefined ? [] : [`update ratio ${formatNorm(updateRatio, texts)}`];
  return [`gradient norm ${formatNorm(gradientNorm, texts)}`, ...ratio];
}

function ending(run: Run): string[] {
  const { state, message, progress, sample, model } = run;
  const unit = lossKind(run) === 'tokens' ? texts.tokensPerSecond : texts.predictionsPerSecond;
  const speed = progress
    ? `, ${count(progress.tokensPerSecond)} ${unit}, ${(progress.elapsedMs / 1000).toFixed(1)} s`
    : '';
  return [
    `${state}${speed}${message === undefined ? '' : `: ${sayEnglish(message)}`}`,
    ...(sample ? [`sample: ${sample.text}`] : []),
    ...(model ? [`model: ${model.path}`] : []),
  ];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
