/** A training as lines of text: the loss as it falls, an epoch a line. */
import { isOver, type Run } from '../../../src/protocol/run.ts';

/** Lines that say what has happened in a run since those printed before; keeps in mind what it has said. */
export class RunLines {
  #begun = false;
  #epoch = 0;
  #notices = 0;
  #over = false;

  next(run: Run): string[] {
    if (this.#over) return [];
    const lines = [...this.#heading(run), ...this.#epochs(run)];
    lines.push(...run.notices.slice(this.#notices));
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

  /** Epochs that are over: the next has begun, the held-out loss is known, or the run has ended. */
  #epochs(run: Run): string[] {
    const last = run.progress?.epoch ?? 0;
    const over = isOver(run) || run.validation.at(-1)?.epoch === last ? last : last - 1;
    const lines: string[] = [];
    for (let epoch = this.#epoch + 1; epoch <= over; epoch++) {
      const training = run.training.findLast((point) => point.epoch === epoch);
      const validation = run.validation.findLast((point) => point.epoch === epoch);
      const held = validation ? `, held out ${validation.lossNats.toFixed(3)}` : '';
      if (training) lines.push(`epoch ${epoch}/${run.options.epochs}: loss ${training.lossNats.toFixed(3)}${held}`);
    }
    this.#epoch = Math.max(this.#epoch, over);
    return lines;
  }
}

function ending({ state, message, progress, sample, model }: Run): string[] {
  const speed = progress
    ? `, ${count(progress.tokensPerSecond)} tokens/s, ${(progress.elapsedMs / 1000).toFixed(1)} s`
    : '';
  return [
    `${state}${speed}${message === undefined ? '' : `: ${message}`}`,
    ...(sample ? [`sample: ${sample.text}`] : []),
    ...(model ? [`model: ${model.path}`] : []),
  ];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
