/**
 * Layers on top of each other (1.12): levels, each reading the activations of the one below in one direction or both
 * (1.11). It knows where everything stands; threads compute it together, each calling the same methods.
 */
import { type Address, type Kernels, plus, sizeOf } from '../../kernels/kernels.ts';
import { cellType } from '../cells/index.ts';
import type { RecurrentLayer } from '../cells/layer.ts';
import { embeddingWidth, type NetworkConfig, vectorWidth } from '../config.ts';
import type { Arena, Range } from '../memory/arena.ts';
import { Sequence, Steps } from '../memory/steps.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import { Dropout, TokenDropout } from './dropout.ts';
import { type Input, RealInput, TokenInput } from './inputs.ts';
import { FirstLayerInput, type LayerInput, LowerLayerInput } from './layer-input.ts';
import type { StackParameters } from './parameters.ts';

/** The layers that read the same: one, or one for each direction. */
interface Level {
  /** Absent where tokens are read. */
  source: LayerInput | undefined;
  layers: readonly RecurrentLayer[];
  inputs: readonly Input[];
}

export interface StackShape {
  window: number;
  batch: number;
  dropout: number;
  /** Left out: 0. */
  inputDropout?: number;
  /** Whether it will go backward. */
  training: boolean;
}

/** What is done on the way back with each level, from the top down. */
export interface LevelHooks {
  /** Before its layers go back, when dL/da of all steps is what comes from above. */
  before?(thread: Thread, l: number): void;
  /** When they have: dL/da<0> is there. */
  after?(thread: Thread, l: number): void;
}

/** Rows whose input is multiplied at a time where threads share units: the weights are read once for all of them. */
const INPUT_ROWS = 120;

export class Stack {
  readonly steps: Steps;
  /** Ids read, in the order of the rows: step after step. None where vectors are read. */
  readonly inputs: Range;
  /** The ids as the second direction reads them; empty with one. */
  readonly reversedInputs: Range;
  /** Vectors read, [rows, width]; undefined where tokens are. */
  readonly vectors: Range | undefined;
  readonly levels: readonly Level[];
  /** One between each level and the next; none at a rate of 0. */
  readonly dropouts: readonly Dropout[];
  /** Before the first level; undefined at a rate of 0. */
  readonly inputDropout: Dropout | TokenDropout | undefined;
  /** a<t-1> for every row, where sequences have different lengths: [rows, H]. */
  private readonly previous: Range;

  constructor(
    arena: Arena,
    readonly config: NetworkConfig,
    private readonly parameters: StackParameters,
    { window, batch, dropout, inputDropout = 0, training }: StackShape,
  ) {
    const { layers, hidden: H, directions = 1 } = config;
    const rows = window * batch;
    const steps = new Steps(arena, window, batch);
    this.steps = steps;
    const vectors = vectorWidth(config);
    this.inputs = arena.ids(vectors > 0 ? 0 : rows);
    this.reversedInputs = arena.ids(vectors > 0 || directions === 1 ? 0 : rows);
    this.previous = arena.reals(training ? rows : 0, H);
    const das = Array.from({ length: directions }, () => new Sequence(arena, steps, 0, training ? H : 0));
    const dropped = dropout === 0 || !training ? 0 : layers - 1;
    this.dropouts = Array.from({ length: dropped }, () => new Dropout(arena, dropout, rows, directions * H));
    this.inputDropout = training && inputDropout > 0 ? this.dropoutOf(arena, inputDropout) : undefined;
    const tokens = this.inputDropout instanceof TokenDropout ? this.inputDropout : undefined;
    const levels: Level[] = [];
    for (let l = 0; l < layers; l++) {
      const below = levels[l - 1]?.layers;
      const source = below
        ? new LowerLayerInput(arena, steps, below, directions, this.dropouts[l - 1], training)
        : this.firstSource(arena, training);
      const made = das.map((da, d) =>
        cellType(config).make({ arena, steps, config, weights: parameters.layers[l]![d]!, training, da }),
      );
      const inputs = made.map((layer, d) =>
        source
          ? new RealInput(arena, layer, steps, source, d, training)
          : new TokenInput(arena, layer, steps, this.idsOf(d), tokens && { tokens, direction: d }),
      );
      levels.push({ source, layers: made, inputs });
    }
    this.levels = levels;
    this.vectors = vectors > 0 ? (levels[0]!.source as FirstLayerInput).values[0] : undefined;
  }

  /** All layers, from the bottom up, both directions of each level. */
  get layers(): readonly RecurrentLayer[] {
    return this.levels.flatMap(({ layers }) => layers);
  }

  /** Those that read from the end to the beginning: they begin anew in every window. */
  get backwardLayers(): readonly RecurrentLayer[] {
    return this.levels.flatMap(({ layers }) => layers.slice(1));
  }

  /** Takes over the weights of now: to be called when they have changed. */
  pack(thread: Thread): void {
    for (const { layers, inputs } of this.levels) {
      for (const layer of layers) layer.pack(thread);
      for (const input of inputs) input.pack(thread);
    }
  }

  /** The state before a document. By one thread. */
  resetState(k: Kernels): void {
    for (const { layers } of this.levels) for (const layer of layers) layer.resetState(k);
  }

  /** The state after this window becomes the state before the next; what reads backward begins anew. By one thread. */
  carryState(k: Kernels): void {
    for (let l = 0; l < this.levels.length; l++) {
      const { layers } = this.levels[l]!;
      layers[0]!.carryState(k);
      layers[1]?.resetState(k);
    }
  }

  /**
   * Activations of all layers and steps, from what is read and the state. `training`: with what was drawn to be
   * dropped.
   */
  read(thread: Thread, training: boolean): void {
    if (this.inputDropout instanceof TokenDropout) this.inputDropout.dropping = training;
    for (let l = 0; l < this.levels.length; l++) {
      const { source, layers, inputs } = this.levels[l]!;
      source?.forward(thread, training);
      for (let d = 0; d < layers.length; d++) this.readThroughTime(thread, layers[d]!, inputs[d]!);
    }
  }

  /** Adds to the `gradients` of the parameters, when dL/da of the top layers is there; once after `read`. */
  readBackward(thread: Thread, gradients: StackParameters, hooks: LevelHooks = {}): void {
    for (let l = this.levels.length - 1; l >= 0; l--) {
      const { source, layers, inputs } = this.levels[l]!;
      hooks.before?.(thread, l);
      for (const [direction, layer] of layers.entries()) {
        const d = gradients.layers[l]![direction]!;
        layer.backwardThroughTime(thread);
        layer.parameterGradients(thread, d, this.previousOf(thread, layer));
        thread.sync();
      }
      hooks.after?.(thread, l);
      for (const [direction, input] of inputs.entries()) input.backward(thread, gradients.layers[l]![direction]!);
      thread.sync();
      if (source?.wantsGradient) source.backward(thread, gradients);
    }
  }

  /** The layer's part of the thread, from the first step to the last. */
  private readThroughTime(thread: Thread, layer: RecurrentLayer, input: Input): void {
    const { steps } = this;
    const { part } = layer;
    part.take(thread);
    let read = 0;
    for (let t = 1; t <= steps.count; t++) {
      part.at(t);
      if (part.hasAllUnits) input.forward(part, steps.rowsBetween(1, t) + part.row, part.n);
      else
        for (; read < t; ) {
          const from = read + 1;
          do read++;
          while (read < steps.count && steps.rowsBetween(from, read + 1) < INPUT_ROWS);
          input.forward(part, steps.rowsBetween(1, from), steps.rowsBetween(from, read + 1));
        }
      layer.forward(part, t);
    }
    thread.sync();
  }

  /** Address of a<t-1> for every row: where it stands, or where it is brought together. */
  private previousOf(thread: Thread, { a, H }: RecurrentLayer): Address {
    const { steps, previous } = this;
    if (steps.uniform) return a.at(0);
    const { kernels: k } = thread;
    const from = partStart(thread, steps.total);
    const ids = plus(steps.previous.address, from * Int32Array.BYTES_PER_ELEMENT);
    const rows = partEnd(thread, steps.total) - from;
    k.pickRows(plus(previous.address, from * H * sizeOf(k.precision)), H, a.at(0), H, ids, rows, H);
    thread.sync();
    return previous.address;
  }

  /** Drops numbers where the first layer reads such, else tokens. */
  private dropoutOf(arena: Arena, rate: number): Dropout | TokenDropout {
    const { config, steps } = this;
    const width = vectorWidth(config) || embeddingWidth(config);
    const rows = steps.window * steps.batch;
    return width > 0
      ? new Dropout(arena, rate, rows, width)
      : new TokenDropout(arena, rate, rows, config.directions ?? 1);
  }

  private firstSource(arena: Arena, training: boolean): LayerInput | undefined {
    const { steps, config, parameters } = this;
    const dropout = this.inputDropout instanceof Dropout ? this.inputDropout : undefined;
    const { directions = 1 } = config;
    const vectors = vectorWidth(config);
    if (vectors > 0) return new FirstLayerInput(arena, steps, vectors, directions, undefined, dropout, training);
    const width = embeddingWidth(config);
    if (width === 0) return undefined;
    const ids = Array.from({ length: directions }, (_, d) => this.idsOf(d));
    return new FirstLayerInput(
      arena,
      steps,
      width,
      directions,
      { weights: parameters.embedding, ids },
      dropout,
      training,
    );
  }

  private idsOf(direction: number): Range {
    return direction === 0 ? this.inputs : this.reversedInputs;
  }
}
