/**
 * A deep recurrent network (1.12): layers on top of each other, each reading the activations of the one below, and a
 * softmax over the vocabulary on the topmost. It knows where everything stands and computes with the kernels it is given.
 */
import type { Kernels } from '../kernels/kernels.ts';
import type { Arena, Range } from './arena.ts';
import { cells } from './cells/index.ts';
import type { RecurrentLayer } from './cells/layer.ts';
import type { NetworkConfig } from './config.ts';
import { Dropout } from './dropout.ts';
import { Head } from './head.ts';
import { ActivationInput, type Input, TokenInput } from './inputs.ts';
import type { NetworkParameters } from './parameters.ts';
import { Sequence, Steps } from './steps.ts';

export class Network {
  readonly steps: Steps;
  /** Ids read and ids to predict, in the order of the rows: step after step. */
  readonly inputs: Range;
  readonly targets: Range;
  readonly layers: readonly RecurrentLayer[];
  readonly head: Head;
  /** One between each layer and the next; none at a rate of 0. */
  readonly dropouts: readonly Dropout[];
  private readonly reads: readonly Input[];
  /** dL/da of the layer at hand. */
  private readonly da: Sequence;

  constructor(
    arena: Arena,
    { cell, layers, hidden: H, vocabulary: V }: NetworkConfig,
    weights: NetworkParameters,
    { window, batch, dropout }: { window: number; batch: number; dropout: number },
  ) {
    const rows = window * batch;
    const steps = new Steps(window, batch);
    this.steps = steps;
    this.inputs = arena.ids(rows);
    this.targets = arena.ids(rows);
    const da = new Sequence(arena, steps, 0, H);
    this.da = da;
    this.layers = weights.layers.map((own) => new cells[cell]({ arena, steps, H, weights: own, da }));
    this.dropouts = dropout === 0 ? [] : Array.from({ length: layers - 1 }, () => new Dropout(arena, dropout, rows, H));
    this.reads = this.layers.map((_, l) => {
      const below = this.layers[l - 1];
      if (!below) return new TokenInput(steps, this.inputs.address);
      return new ActivationInput(steps, below, da, this.dropouts[l - 1]);
    });
    this.head = new Head(arena, H, V, weights.head, rows);
  }

  /** The zero state before a document. */
  resetState(k: Kernels): void {
    for (const layer of this.layers) layer.resetState(k);
  }

  /** The state after this window becomes the state before the next. */
  carryState(k: Kernels): void {
    for (const layer of this.layers) layer.carryState(k);
  }

  /** Activations of all layers and steps, from `inputs` and the state. With `dropout`, the masks must have been drawn. */
  forward(k: Kernels, dropout = false): void {
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l]!;
      this.reads[l]!.forward(k, layer, dropout);
      layer.forwardThroughTime(k);
    }
  }

  /** Logits into `head.logits`, for a window that fits in there at once; after `forward`. */
  predict(k: Kernels): void {
    this.head.forward(k, this.top.a.at(1), this.steps.total);
  }

  /** Sum over the window's targets of the loss in nats; after `forward`. */
  loss(k: Kernels): number {
    return this.head.loss(k, this.top.a.at(1), this.targets.address, this.steps.total);
  }

  /** The same; adds the gradient of the window's mean loss to the `gradients` of the parameters. After `forward`, once. */
  lossAndGradient(k: Kernels, gradients: NetworkParameters): number {
    const { da, steps, targets, top } = this;
    k.fill(da.at(0), 0, steps.rowsBetween(0, steps.count + 1) * top.H);
    const nats = this.head.lossAndGradient(k, top.a.at(1), targets.address, steps.total, da.at(1), gradients.head);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l]!;
      layer.backwardThroughTime(k, gradients.layers[l]!);
      this.reads[l]!.backward(k, layer, gradients.layers[l]!);
    }
    return nats;
  }

  private get top(): RecurrentLayer {
    return this.layers[this.layers.length - 1]!;
  }
}
