/**
 * From an encoder to its decoder (1.5.1): the states that every sequence ends with there, summed over the directions,
 * are those that it begins with here; level by level. The gradient goes the other way. Both have their sequences in an
 * order of their own, longest first.
 */
import { ABSENT, plus, sizeOf } from '../../kernels/kernels.ts';
import type { Arena, Range } from '../memory/arena.ts';
import { partEnd, partStart, type Thread } from '../threads/thread.ts';
import type { LevelHooks, Stack } from './stack.ts';

const ID_BYTES = Int32Array.BYTES_PER_ELEMENT;

export class Bridge {
  /** For each sequence of the encoder, its place in the decoder: [batch]. */
  readonly places: Range;
  readonly decoderHooks: LevelHooks;
  readonly encoderHooks: LevelHooks;
  /** States, or gradients, of the encoder's sequences at their ends: [batch, H]. */
  readonly #ends: Range;
  /** Gradients by the last states, level by level: of a and, in an LSTM, of c. */
  readonly #gradients: Range[][];

  constructor(
    arena: Arena,
    private readonly encoder: Stack,
    private readonly decoder: Stack,
    training: boolean,
  ) {
    const { hidden: H, layers } = encoder.config;
    const { batch } = encoder.steps;
    this.places = arena.ids(batch);
    this.#ends = arena.reals(batch, H);
    const states = encoder.layers[0]!.stateSequences.length;
    this.#gradients = Array.from({ length: training ? layers : 0 }, () =>
      Array.from({ length: states }, () => arena.reals(batch, H)),
    );
    this.decoderHooks = { after: (thread, l) => this.#takeGradients(thread, l) };
    this.encoderHooks = { before: (thread, l) => this.#giveGradients(thread, l) };
  }

  /** The decoder's states before its first step; after the encoder has read. */
  forward(thread: Thread): void {
    const { kernels: k } = thread;
    const { H, row, rows, last, places, bytes } = this.#part(thread);
    const ends = plus(this.#ends.address, row * bytes);
    for (const [l, { layers }] of this.decoder.levels.entries()) {
      const [layer] = layers;
      layer!.takeState();
      for (const [s, beginning] of layer!.initialStates.entries()) {
        k.fill(plus(beginning, row * bytes), 0, rows * H);
        thread.sync();
        for (const reading of this.encoder.levels[l]!.layers) {
          k.pickRows(ends, H, reading.stateSequences[s]!.at(1), H, last, rows, H);
          k.scatterRows(beginning, H, ends, H, places, rows, H);
        }
      }
    }
    thread.sync();
  }

  /** Gradients by the decoder's first states, in the order of the encoder. */
  #takeGradients(thread: Thread, l: number): void {
    const { kernels: k } = thread;
    const { H, row, rows, places, bytes } = this.#part(thread);
    const [layer] = this.decoder.levels[l]!.layers;
    for (const [s, gradient] of layer!.initialGradients.entries())
      k.pickRows(plus(this.#gradients[l]![s]!.address, row * bytes), H, gradient, H, places, rows, H);
    thread.sync();
  }

  /** Adds them to the gradients by the encoder's last states. */
  #giveGradients(thread: Thread, l: number): void {
    const { kernels: k } = thread;
    const { H, row, rows, last, bytes } = this.#part(thread);
    const { levels, steps } = this.encoder;
    const [a, c] = this.#gradients[l]!;
    const isTop = l === levels.length - 1;
    const from = partStart(thread, steps.total);
    for (const layer of levels[l]!.layers) {
      const { da } = layer;
      // Nothing comes from above.
      if (isTop) k.fill(plus(da.at(1), from * bytes), 0, (partEnd(thread, steps.total) - from) * H);
      if (isTop) thread.sync();
      k.scatterRows(da.at(1), H, plus(a!.address, row * bytes), H, last, rows, H);
      layer.lastCellGradient = c?.address ?? ABSENT;
    }
    thread.sync();
  }

  /** The thread's part of the sequences: first row, rows, and the addresses of the ids of these. */
  #part(thread: Thread) {
    const { steps, config } = this.encoder;
    const row = partStart(thread, steps.sequences);
    return {
      H: config.hidden,
      row,
      rows: partEnd(thread, steps.sequences) - row,
      last: plus(steps.last.address, row * ID_BYTES),
      places: plus(this.places.address, row * ID_BYTES),
      bytes: config.hidden * sizeOf(thread.kernels.precision),
    };
  }
}
