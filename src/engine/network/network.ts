/**
 * A deep recurrent network: layers on top of each other, and a head that predicts; with an encoder, another stack whose
 * last states it begins with (1.5.1).
 */
import type { Kernels } from '../../kernels/kernels.ts';
import { encoderOf, headOf, type NetworkConfig, targetsPerRow } from '../config.ts';
import type { Arena, Range } from '../memory/arena.ts';
import type { Thread } from '../threads/thread.ts';
import { Bridge } from './bridge.ts';
import { Head } from './head.ts';
import { LastStepInput, type LayerInput, LowerLayerInput } from './layer-input.ts';
import type { NetworkParameters } from './parameters.ts';
import { Stack, type StackShape } from './stack.ts';

export interface NetworkShape extends StackShape {
  /** Steps of the longest source of an encoder. */
  sourceWindow?: number;
}

export class Network extends Stack {
  /** What is to be predicted, in the order of the rows: ids or, of a linear head, real numbers. */
  readonly targets: Range;
  readonly head: Head;
  readonly encoder: Stack | undefined;
  readonly bridge: Bridge | undefined;
  private readonly outputs: LayerInput;

  constructor(arena: Arena, config: NetworkConfig, weights: NetworkParameters, shape: NetworkShape) {
    super(arena, config, weights, shape);
    const { window, batch, training, sourceWindow = 1 } = shape;
    const head = headOf(config);
    const headRows = head.at === 'end' ? batch : window * batch;
    const targets = headRows * targetsPerRow(head);
    this.targets = head.kind === 'linear' ? arena.reals(targets) : arena.ids(targets);
    const top = this.levels.at(-1)!.layers;
    this.outputs =
      head.at === 'end'
        ? new LastStepInput(arena, this.steps, top, training)
        : new LowerLayerInput(arena, this.steps, top, 1, undefined, training);
    this.head = new Head(arena, head, this.outputs, weights.head, headRows, training);
    const encoder = encoderOf(config);
    if (!encoder) return;
    this.encoder = new Stack(arena, encoder, weights.encoder!, { ...shape, window: sourceWindow });
    this.bridge = new Bridge(arena, this.encoder, this, training);
  }

  override resetState(k: Kernels): void {
    this.encoder?.resetState(k);
    super.resetState(k);
  }

  override pack(thread: Thread): void {
    this.encoder?.pack(thread);
    super.pack(thread);
    this.head.pack(thread);
    thread.sync();
  }

  /**
   * Activations of all layers and steps, from what is read and the state. `training`: with what was drawn to be
   * dropped.
   */
  forward(thread: Thread, training = false): void {
    this.encode(thread, training);
    this.read(thread, training);
    this.outputs.forward(thread, training);
  }

  /** Reads the source, where there is an encoder: the state before the first step is then what it ends with. */
  encode(thread: Thread, training = false): void {
    this.encoder?.read(thread, training);
    this.bridge?.forward(thread);
  }

  /** The same without the source, from the state as it is. */
  decode(thread: Thread): void {
    this.read(thread, false);
    this.outputs.forward(thread, false);
  }

  /** Logits into `head.logits`, for a window that fits in there at once; after `forward`. */
  predict(thread: Thread): void {
    this.head.predict(thread);
  }

  /** Sum over the window's targets of the loss in nats; after `forward`. */
  loss(thread: Thread): number {
    return this.head.loss(thread, this.targets.address);
  }

  /**
   * The same; adds the gradient of that sum divided by `count` to the `gradients` of the parameters. After `forward`,
   * once.
   */
  lossAndGradient(thread: Thread, gradients: NetworkParameters, count: number): number {
    const { encoder, bridge } = this;
    const nats = this.head.lossAndGradient(thread, this.targets.address, count, gradients.head);
    this.outputs.backward(thread, gradients);
    this.readBackward(thread, gradients, bridge?.decoderHooks);
    encoder?.readBackward(thread, gradients.encoder!, bridge!.encoderHooks);
    return nats;
  }
}
