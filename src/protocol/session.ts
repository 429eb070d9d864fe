/**
 * Host <-> session thread. The host calls `SessionCalls`, the session calls `HostCalls`; both over one message port
 * with birpc, which rejects every pending call when the channel is closed.
 */
import type { Message } from '../messages/message.ts';
import type { GatesPayload } from './gates.ts';
import type { Documents, KernelSetting, SampleOptionsInput, Task, TrainOptions, TrainOptionsInput } from './options.ts';
import type { ResultPayload } from './result.ts';
import type { DocumentFacts, ExampleFacts, RunReport, Source, SourcePart, SourceRecord } from './run.ts';

/** Of the names of model files. */
export const MODEL_EXTENSION = '.safetensors';

/**
 * A variable that a session declares in the scope of its cells once async hooks are enabled in its thread: code in it
 * cannot be ended from outside any more, and the host looks for that name before it tries.
 */
export const ASYNC_HOOKS_ENABLED = 'unrollAsyncHooksEnabled';

/** What a session thread is started with (`workerData`). */
export interface SessionSettings {
  /** The folder that relative paths and `require` start from. */
  folder: string;
  /** The user's language, as VS Code names it: that of texts which the session writes. */
  language: string;
  /** The folder that model files are written to, made when the first is written. */
  modelsFolder: string;
  /** Absolute path of the bundle that compute threads are started from. */
  computeScript: string;
  /** Absolute path of the folder of the compiled kernels. */
  kernelsFolder: string;
}

/** A cell as the host knows it. `label` is what error positions show: "Cell 3". */
export interface CellRef {
  /** Unique for each execution: outputs that come late find their place, or are dropped. */
  execution: string;
  label: string;
}

/** A position in a cell, counted from 1. */
export interface CellPosition {
  line: number;
  column: number;
}

export interface CellError {
  name: string;
  /** In English, as the code of a cell sees it. */
  message: string;
  /** The same to be worded in the user's language, where it is one of our messages. */
  told?: Message;
  /** Frames inside cells only, one a line: "    at f (Cell 3:2:7)". */
  stack: string;
  /** Where in the cell that was run. */
  position?: CellPosition;
}

export type CellResult =
  | {
      kind: 'ok';
      /** Of the last expression's value; absent for undefined. */
      text?: string;
      /** The same to be drawn, where it is what calls of `rnn` gave: each kind of an array on its own. */
      drawn?: { text: string; payload: ResultPayload }[];
    }
  | { kind: 'error'; error: CellError }
  | { kind: 'interrupted' };

/** What a cell shows besides its result, in order. */
export type CellOutput =
  | { kind: 'stdout' | 'stderr'; text: string }
  /** A run that began in this cell: its curve is drawn here, live. */
  | { kind: 'run'; runId: string }
  | { kind: 'gates'; gates: GatesPayload }
  /** What the session itself has to say, to be shown as errors are that a cell prints. */
  | { kind: 'notice'; message: Message };

/** What 32-bit WebAssembly can address, less a page: a network that needs more is refused. */
export const MOST_MEMORY_BYTES = 2 ** 32 - 2 ** 16;

/** What a source is taken for. */
export interface Recognised {
  task: Task;
  /** Absent for a language model. */
  examples?: ExampleFacts;
}

export interface Estimate extends Recognised {
  /** What a token is. */
  level: 'characters' | 'words';
  /** Of a language model only, which has no `examples`. */
  text?: DocumentFacts;
  documents: Documents;
  trainTokens: number;
  parameters: number;
  epochs: number;
  memoryBytes: number;
  /** From the speed of the kernels, measured on this machine just now. */
  milliseconds: number;
  /** What of the data is not as one may expect. */
  notices: Message[];
}

export interface SampleRequest {
  /** Model file; absolute path. */
  model: string;
  options: SampleOptionsInput;
}

export interface SessionCalls {
  /** Answers at once, whatever else goes on: the proof that the session is never busy for long. */
  ping(): 'pong';
  /**
   * Runs a cell. Cells queue in the order of the calls. Trainings started by the cell have ended when this resolves.
   */
  evaluate(cell: CellRef, code: string): Promise<CellResult>;
  /** Stops the cell's training and ends the cell that is running; cells still queued resolve as 'interrupted'. */
  interrupt(): Promise<void>;
  /** Trains for the panel or a command. Resolves when the run has ended, however it ended; the reports tell how. */
  train(runId: string, source: Source, options: TrainOptionsInput): Promise<void>;
  /** Stops a run of this session within 300 ms; its best weights are kept. Unknown or ended runs are left alone. */
  stop(runId: string): void;
  /** What a source is taken for, read with the default options. */
  recognise(source: Source): Promise<Recognised>;
  /**
   * What a training would take that may use so many cores. A form asks with every change, so only the newest of these
   * calls is answered; those before it are rejected.
   */
  estimate(source: Source, options: TrainOptionsInput, cores: number): Promise<Estimate>;
  /** Samples from a model file. Tokens arrive through `sampled`; resolves when the last one has been sent. */
  sample(sampleId: string, request: SampleRequest): Promise<SampleSummary>;
  /** Ends a sampling, with what was written, or a scoring, which is then rejected. */
  cancel(callId: string): void;
  /** How likely a language model finds a text; a model of lines or sentences reads each on its own. */
  score(model: string, text: string, callId?: string): Promise<ScoreSummary>;
}

export interface SampleSummary {
  text: string;
  /** Characters of the priming text that the model has never seen, and so did not read. */
  unknown: string[];
  ended: 'end of sequence' | 'length' | 'cancelled';
}

export interface ScoreSummary {
  /** -ln of its probability; of a model of lines or sentences, that of all with their ends. */
  nats: number;
  /** Tokens predicted. */
  tokens: number;
  /** Graphemes of the text, and the ends of lines or sentences. */
  characters: number;
  /** Tokens that the model has never seen: it reads UNK, and predicts that, in their place. */
  unknown: string[];
}

export interface HostCalls {
  /** A cell wants to train: the host makes the run. Its id comes back at once. */
  createRun(request: { source: SourceRecord; options: TrainOptions }): Promise<string>;
  /**
   * Waits for cores of the machine's budget, at most so many. At least one is given; false when the run was stopped
   * while it waited.
   */
  acquireThreads(runId: string, most: number): Promise<number | false>;
  /** The user's choice of kernels, as it is now. */
  kernelSetting(): Promise<KernelSetting>;
  /** Gives back the run's cores except for so many; 0 when it is over as far as cores are concerned. */
  releaseThreads(runId: string, kept: number): void;
  report(runId: string, report: RunReport): void;
  output(execution: string, output: CellOutput): void;
  sampled(sampleId: string, text: string): void;
  /** Where the text of a path comes from: the editor when it has unsaved changes, else the file. */
  resolveSource(path: string): Promise<SourcePart>;
}
