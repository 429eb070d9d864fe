/**
 * A run: one training, from the moment somebody asks for it until its model file is complete. The session reports,
 * the host's store keeps the whole state, and every view applies the same reports with the same function.
 */
import type { Message } from '../messages/message.ts';
import type { GatesPayload } from './gates.ts';
import type { Documents, Task, TrainOptions } from './options.ts';

/** Where a run's text comes from. A saved file is read by the session; anything else is sent by the host as text. */
export type Source = SourcePart | { kind: 'several'; name: string; parts: SourcePart[] };

/** One file or text. */
export type SourcePart =
  | { kind: 'file'; path: string; encoding?: string }
  /** `unit`: what a line was, for messages; left out, a line. */
  | { kind: 'text'; text: string; name: string; unit?: 'item' };

/** The files and texts of a source, in the order in which they are read. */
export function partsOf(source: Source): SourcePart[] {
  return source.kind === 'several' ? source.parts : [source];
}

/** What a run remembers of its source. */
export interface SourceRecord {
  /** File name or title, for people. */
  name: string;
  /** Absolute path of the file; absent for text sent by the host. */
  path?: string;
  /** SHA-256 of the text's UTF-8 bytes, hexadecimal; absent until the session has read it. */
  sha256?: string;
  /** Of examples: which of them were held out, as a number that changes with them, hexadecimal. */
  split?: string;
}

export type RunState = 'waiting' | 'preparing' | 'running' | 'stopping' | 'finished' | 'stopped' | 'failed';

/**
 * A loss, `step` optimiser steps from the start: the mean of -ln P of what was to be predicted, tokens (EOS included)
 * or classes, in nats; of numbers their mean squared error.
 */
export interface CurvePoint {
  step: number;
  epoch: number;
  loss: number;
  /** Reports whose mean this is, up to `step`; 1 when left out. */
  reports?: number;
}

export interface Progress {
  epoch: number;
  step: number;
  /** Steps of the whole run. */
  steps: number;
  /** Mean since the last report of a step, or over the epoch. */
  loss: number;
  /** Of the last step, before clipping. */
  gradientNorm: number;
  /** ||step|| / ||weights before it|| of the last step that was reported; absent in outputs of earlier versions. */
  updateRatio?: number;
  tokensPerSecond: number;
  elapsedMs: number;
  remainingMs: number;
}

/**
 * What is known of documents before they are trained on; of running text, `train` and `validation` count its blocks.
 */
export interface DocumentFacts {
  train: number;
  validation: number;
  /** Steps of the longest. */
  longest: number;
  /** The first of them, in a line each. */
  preview: string[];
}

/** Of examples. */
export interface ExampleFacts extends DocumentFacts {
  labels: { label: string; count: number }[];
}

/** What the session found out when it read the source. */
export interface Prepared {
  source: SourceRecord;
  task: Task;
  examples?: ExampleFacts;
  documents: Documents;
  /** In which layers read, those of the encoder of a translation; absent in outputs of earlier versions. */
  directions?: 1 | 2;
  /** Tokens of the training and the validation part, EOS included. */
  trainTokens: number;
  validationTokens: number;
  vocabularySize: number;
  parameters: number;
  memoryBytes: number;
  window: number;
  epochs: number;
  steps: number;
}

/** What came before a report, too fast to be told one by one. */
interface Points {
  /**
   * Training losses at the ends of epochs, that of a report of an epoch included: each the mean since the point before
   * it.
   */
  trained?: CurvePoint[];
  /** Validation losses. */
  earlier?: CurvePoint[];
}

/** What a run reports. Steps come at most ten a second. */
export type RunReport =
  | { kind: 'waiting'; reason: Message }
  | { kind: 'preparing' }
  | { kind: 'prepared'; prepared: Prepared }
  | ({ kind: 'step'; progress: Progress } & Points)
  | ({ kind: 'epoch'; progress: Progress; validationLoss?: number; best: boolean } & Points)
  | { kind: 'sample'; epoch: number; text: string }
  | { kind: 'gates'; epoch: number; gates: GatesPayload }
  | { kind: 'notice'; message: Message }
  | { kind: 'saved'; path: string; epoch: number; validationLoss?: number }
  | { kind: 'stopping' }
  | { kind: 'end'; state: 'finished' | 'stopped' | 'failed'; message?: Message };

/** The whole state of a run, as a view gets it when it becomes visible. JSON, so that a notebook can keep it. */
export interface Run {
  id: string;
  /** Number of the newest report that is in here. */
  seq: number;
  /** Who started it: the panel, a command, or a notebook's path. */
  owner: string;
  source: SourceRecord;
  options: TrainOptions;
  /** Compute threads it was given; 0 while it waits. */
  threads: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  state: RunState;
  training: CurvePoint[];
  validation: CurvePoint[];
  /**
   * The newest validation, which a long curve holds within the lowest of its neighbours. Absent in outputs of earlier
   * versions.
   */
  validated?: CurvePoint;
  notices: Message[];
  prepared?: Prepared;
  progress?: Progress;
  sample?: { epoch: number; text: string };
  gates?: { epoch: number; gates: GatesPayload };
  model?: { path: string; epoch: number; validationLoss?: number };
  /** Why it waits, or how it failed. */
  message?: Message;
}

/**
 * Points that a curve stays below. When it gets there, neighbours become one point, their mean in training and the
 * lower of them in validation, and from then on every point stands for twice as many reports: a long run's first minute
 * keeps as many points as its last.
 */
export const CURVE_POINTS = 1000;

/** Applies report number `seq` to a run, in place. A report that is already in there changes nothing. */
export function applyReport(run: Run, seq: number, report: RunReport): void {
  if (seq <= run.seq) return;
  run.seq = seq;
  switch (report.kind) {
    // A run that is stopping stays so until it ends: what the session reports may have crossed the wish to stop.
    case 'waiting':
      if (run.state === 'stopping') return;
      run.state = 'waiting';
      run.message = report.reason;
      return;
    case 'preparing':
      if (run.state === 'stopping') return;
      run.state = 'preparing';
      delete run.message;
      return;
    case 'prepared':
      run.prepared = report.prepared;
      run.source = report.prepared.source;
      return;
    case 'step':
      if (run.state === 'preparing') run.state = 'running';
      run.progress = report.progress;
      extendBoth(run, report);
      extend(run.training, report.progress, report.progress.loss, mean);
      return;
    case 'epoch':
      if (run.state === 'preparing') run.state = 'running';
      // It may have been held back while a step was told.
      if (report.progress.step >= (run.progress?.step ?? 0)) run.progress = report.progress;
      extendBoth(run, report);
      if (report.validationLoss !== undefined) validate(run, report.progress, report.validationLoss);
      return;
    case 'sample':
      run.sample = { epoch: report.epoch, text: report.text };
      return;
    case 'gates':
      run.gates = { epoch: report.epoch, gates: report.gates };
      return;
    case 'notice':
      run.notices.push(report.message);
      return;
    case 'saved': {
      const { kind: _, ...model } = report;
      run.model = model;
      return;
    }
    case 'stopping':
      run.state = 'stopping';
      return;
    case 'end':
      run.state = report.state;
      if (report.message === undefined) delete run.message;
      else run.message = report.message;
      return;
  }
  report satisfies never;
}

/** What a loss of the run is the mean of: of -ln P(token), of -ln P(class), or of the squared error of each number. */
export function lossKind({ prepared }: Run): 'tokens' | 'classes' | 'squares' {
  if (!prepared?.examples || prepared.task === 'generation' || prepared.task === 'translation') return 'tokens';
  return prepared.examples.labels.length > 0 ? 'classes' : 'squares';
}

/** Passes over the training part; undefined until it is known how long that is. */
export function epochsOf({ prepared, options }: Run): number | undefined {
  return prepared?.epochs ?? (options.epochs === 'auto' ? undefined : options.epochs);
}

/** Whether a run is over. */
export function isOver(run: Run): boolean {
  return run.state === 'finished' || run.state === 'stopped' || run.state === 'failed';
}

/** The newest validation, as it was. */
export function newestValidation({ validated, validation }: Run): CurvePoint | undefined {
  return validated ?? validation.at(-1);
}

function validate(run: Run, { step, epoch }: Pick<CurvePoint, 'step' | 'epoch'>, loss: number): void {
  // What was held back while a later one was told is none.
  if (step >= (run.validated?.step ?? 0)) run.validated = { step, epoch, loss };
  extend(run.validation, { step, epoch }, loss, lower);
}

function extendBoth(run: Run, { trained = [], earlier = [] }: Points): void {
  for (const point of trained) extend(run.training, point, point.loss, mean);
  for (const point of earlier) validate(run, point, point.loss);
}

/** How two neighbours become one point that stands for the reports of both. */
type Together = (earlier: CurvePoint, later: CurvePoint) => CurvePoint;

function extend(
  curve: CurvePoint[],
  { step, epoch }: Pick<CurvePoint, 'step' | 'epoch'>,
  loss: number,
  together: Together,
): void {
  const last = curve.at(-1);
  // The first point is complete, so it tells how many reports the others take.
  if (last && (last.reports ?? 1) < (curve[0]?.reports ?? 1))
    curve.splice(-1, 1, together(last, { step, epoch, loss }));
  else curve.push({ step, epoch, loss });
  if (curve.length >= CURVE_POINTS) curve.splice(0, curve.length, ...thinned(curve, 2, together));
}

/** A curve on which every `stretch` neighbours have become one point; at its end it may be fewer. */
export function thinned(curve: readonly CurvePoint[], stretch: number, together: Together): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (let from = 0; from < curve.length; from += stretch)
    points.push(curve.slice(from, from + stretch).reduce(together));
  return points;
}

/** Two validation losses as the lower of them, where it stands: the best epoch of a long run stays what it was. */
export function lower(earlier: CurvePoint, later: CurvePoint): CurvePoint {
  return { ...(later.loss < earlier.loss ? later : earlier), reports: reportsOf(earlier) + reportsOf(later) };
}

/** Two training losses as the mean of all their reports, at the place of the later. */
export function mean(earlier: CurvePoint, later: CurvePoint): CurvePoint {
  const [before, after] = [reportsOf(earlier), reportsOf(later)];
  const reports = before + after;
  return { ...later, loss: (earlier.loss * before + later.loss * after) / reports, reports };
}

function reportsOf({ reports = 1 }: CurvePoint): number {
  return reports;
}
