/**
 * The reports of one run on their way to the host. Epochs of a small text end faster than anybody can look: they travel
 * together, and none is lost.
 */
import type { CurvePoint, RunReport } from '../../../protocol/run.ts';
import type { Host } from '../support/host.ts';

/** Least time between two reports of epochs: with the other reports of a run it makes less than ten a second. */
const EPOCH_MS = 300;

type EpochReport = Extract<RunReport, { kind: 'epoch' }>;
type StepReport = Extract<RunReport, { kind: 'step' }>;

export class Reports {
  #held: EpochReport | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Pick<Host, 'report'>,
    readonly runId: string,
  ) {}

  send(report: RunReport): void {
    if (report.kind === 'end' || report.kind === 'saved') this.#flush();
    if (report.kind === 'epoch') this.#epoch(report);
    else if (report.kind === 'step') this.#post(this.#inOrder(report));
    else this.#post(report);
  }

  /** Points that are held come before those of a step, which is not held. */
  #inOrder(report: StepReport): StepReport {
    if (!this.#held) return report;
    const { trained, earlier, ...held } = this.#held;
    this.#held = held;
    return { ...report, ...joined(trained, report.trained, 'trained'), ...joined(earlier, report.earlier, 'earlier') };
  }

  #epoch(report: EpochReport): void {
    this.#held = this.#held ? together(this.#held, report) : report;
    const waitMs = this.#sentAt + EPOCH_MS - performance.now();
    if (waitMs <= 0) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), waitMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#held) return;
    this.#sentAt = performance.now();
    this.#post(this.#held);
    this.#held = undefined;
  }

  #post(report: RunReport): void {
    void this.host.report.asEvent(this.runId, report);
  }
}

function together(before: EpochReport, report: EpochReport): EpochReport {
  const { progress, validationLoss, trained, earlier = [] } = before;
  const { step, epoch } = progress;
  const validated = validationLoss === undefined ? [] : [{ step, epoch, loss: validationLoss }];
  const points = {
    ...joined(trained, report.trained, 'trained'),
    ...joined([...earlier, ...validated], report.earlier, 'earlier'),
  };
  return { ...report, best: report.best || before.best, ...points };
}

function joined<K extends 'trained' | 'earlier'>(before: CurvePoint[] = [], after: CurvePoint[] = [], key: K) {
  const all = [...before, ...after];
  return (all.length > 0 ? { [key]: all } : {}) as { [key in K]?: CurvePoint[] };
}
