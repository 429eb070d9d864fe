/** What a compute thread is started with, and what it says to its session. A thread does one task and ends. */
import type { ComputeEvent, ComputeJob, Corpus } from '../../protocol/compute.ts';
import type { TrainOptions } from '../../protocol/options.ts';
import type { Source } from '../../protocol/run.ts';
import type { VocabularyData } from '../../text/vocabulary.ts';

export type ComputeTask = ({ kind: 'train' } & ComputeJob) | PrepareTask;

/** Reading a text takes seconds when it is long, so it is not done where calls are answered. */
export interface PrepareTask {
  kind: 'prepare';
  source: Source;
  options: TextOptions;
}

/** The options that the reading of a text depends on. */
export type TextOptions = Pick<TrainOptions, 'level' | 'vocabulary' | 'documents' | 'validation'>;

export type TaskEvent =
  | ComputeEvent
  | { kind: 'prepared'; text: PreparedText }
  /** The text cannot be used. The message is for the user. */
  | { kind: 'refused'; message: string };

/** A source as it was read. The arrays of the corpus are in shared memory: handing them on copies nothing. */
export interface PreparedText {
  corpus: Corpus;
  vocabulary: VocabularyData;
  documents: 'lines' | 'text';
  trainTokens: number;
  validationTokens: number;
  firstHeldOut: string;
  notices: string[];
  /** SHA-256 of the text's UTF-8 bytes. */
  sha256: string;
  /** SHA-256 of the file's bytes; absent for text sent by the host. */
  fileSha256?: string;
}
