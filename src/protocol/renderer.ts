/**
 * Notebook renderer and sidebar panel <-> host. A view says which run it draws (`hello`), the host answers with the
 * whole state, then with increments. Saved outputs draw without any of this.
 */

import type { Message } from '../messages/message.ts';
import type { TrainOptionsInput } from './options.ts';
import type { Run, RunReport } from './run.ts';
import type { Estimate } from './session.ts';

export const RUN_MIME = 'application/vnd.unroll.run+json';
export const GATES_MIME = 'application/vnd.unroll.gates+json';
export const RESULT_MIME = 'application/vnd.unroll.result+json';

/** To the notebook renderer and to the panel. */
export type ToView =
  /** The whole state of a run. */
  | { kind: 'run'; run: Run }
  /** The host does not know this run (VS Code was restarted): what was stored in the output is all there is. */
  | { kind: 'unknown'; runId: string }
  | { kind: 'report'; runId: string; seq: number; report: RunReport };

/** From the notebook renderer and from the panel. */
export type FromView =
  /** I draw this run: tell me all of it. */
  { kind: 'hello'; runId: string } | { kind: 'stop'; runId: string };

/** One line of the list of runs. */
export interface RunSummary {
  id: string;
  title: string;
  state: Run['state'];
}

/** A text file offered by the panel. */
export interface SourceChoice {
  /** URI as text. */
  uri: string;
  /** Path relative to the workspace, or the document's title. */
  label: string;
}

/** To the panel only. */
export type ToPanel =
  | ToView
  /**
   * `shown`: the run that the panel shows; `followed`: the one that was picked, absent while the newest is followed.
   */
  | { kind: 'runs'; runs: RunSummary[]; shown?: string; followed?: string }
  /** `selected` is chosen in any case, `preferred` where nothing is chosen yet. */
  | { kind: 'sources'; sources: SourceChoice[]; selected?: string; preferred?: string }
  | { kind: 'estimate'; estimate: Estimate }
  /** Why it can't start; `field` names the option, '' the source. */
  | { kind: 'fault'; field: string; message: Message };

/** From the panel only. */
export type FromPanel =
  | FromView
  | { kind: 'ready' }
  | { kind: 'pickSource' }
  | { kind: 'useActiveEditor' }
  | { kind: 'estimate'; uri: string; options: TrainOptionsInput }
  | { kind: 'start'; uri: string; options: TrainOptionsInput }
  /** Show this run and stay with it; without an id, follow the newest. */
  | { kind: 'follow'; runId?: string }
  | { kind: 'insertSample'; runId: string };
