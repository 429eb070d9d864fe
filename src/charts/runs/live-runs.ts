/**
 * The runs that a page shows. An output brings what was stored; the host, when it knows the run, brings the rest. Every
 * element that shows a run is told about every change.
 */
import { verbatim } from '../../messages/message.ts';
import type { FromView, ToView } from '../../protocol/renderer.ts';
import { applyReport, isOver, type Run } from '../../protocol/run.ts';
import type { Texts } from '../texts.ts';

/** What shows a run. */
interface Watcher {
  update(run: Run): void;
}

interface LiveRun {
  run: Run;
  watchers: Set<Watcher>;
  /** A hello is on its way: reports that leave a gap need no second one. */
  asked: boolean;
}

export class LiveRuns {
  readonly #runs = new Map<string, LiveRun>();

  /** Without `post` there is no host to talk to. */
  constructor(
    private readonly post: ((message: FromView) => void) | undefined,
    private readonly texts: Texts,
  ) {}

  /**
   * Shows a stored run, or what is known of it by now if that is newer. Asks the host for more unless it has just told.
   */
  watch(stored: Run, watcher: Watcher, told = false): void {
    const live = this.#runs.get(stored.id) ?? { run: stored, watchers: new Set(), asked: false };
    this.#runs.set(stored.id, live);
    live.watchers.add(watcher);
    if (stored.seq > live.run.seq) this.#replace(live, stored);
    else watcher.update(live.run);
    if (!told) this.#hello(live);
  }

  unwatch(runId: string, watcher: Watcher): void {
    const live = this.#runs.get(runId);
    live?.watchers.delete(watcher);
    if (live?.watchers.size === 0) this.#runs.delete(runId);
  }

  /** Asks the host to stop a run; undefined where there is no host. */
  get stop(): ((run: Run) => void) | undefined {
    const { post } = this;
    return post && (({ id }) => post({ kind: 'stop', runId: id }));
  }

  receive(message: ToView): void {
    const live = this.#runs.get(message.kind === 'run' ? message.run.id : message.runId);
    if (!live) return;
    switch (message.kind) {
      case 'run':
        live.asked = false;
        if (message.run.seq >= live.run.seq) this.#replace(live, message.run);
        return;
      case 'unknown':
        live.asked = false;
        if (!isOver(live.run))
          this.#replace(live, { ...live.run, state: 'stopped', message: verbatim(this.texts.cutOff) });
        return;
      case 'report':
        this.#report(live, message);
        return;
    }
    message satisfies never;
  }

  #report(live: LiveRun, { seq, report }: Extract<ToView, { kind: 'report' }>): void {
    if (seq <= live.run.seq) return;
    if (seq > live.run.seq + 1) {
      this.#hello(live);
      return;
    }
    applyReport(live.run, seq, report);
    for (const watcher of live.watchers) watcher.update(live.run);
  }

  /** The host does not keep the gates of old runs: those that were stored stay. */
  #replace(live: LiveRun, run: Run): void {
    live.run = { ...(live.run.gates && { gates: live.run.gates }), ...run };
    for (const watcher of live.watchers) watcher.update(live.run);
  }

  #hello(live: LiveRun): void {
    if (live.asked || !this.post) return;
    live.asked = true;
    this.post({ kind: 'hello', runId: live.run.id });
  }
}
