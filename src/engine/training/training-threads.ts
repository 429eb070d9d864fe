/**
 * The threads of one training at work. The leading thread decides what is done next and with which window, writes it
 * into the memory and does its part; the others wait for such an order and do theirs. Nothing else passes between them.
 */
import { type Kernels, plus, sizeOf } from '../../kernels/kernels.ts';
import { DEFAULT_OPTIMISER, type TrainingConfig } from '../config.ts';
import { doublesOf, idsOf } from '../memory/memory.ts';
import { NORM_PIECE, type TrainingPlan } from '../network/plan.ts';
import type { Barrier } from '../threads/barrier.ts';
import { CrewLost, Interruption, partEnd, partStart, type Thread } from '../threads/thread.ts';
import { type OptimiserPlaces, optimise } from './optimiser.ts';

/** Where an order's numbers stand in `plan.orders`. */
const [ORDER, SEQUENCES, COUNT, SCALE, LEARNING_RATE, STEP, MEASURED] = [0, 1, 2, 3, 4, 5, 6] as const;
const orders = ['pack', 'gradient', 'update', 'loss'] as const;
type Order = (typeof orders)[number];

/** What comes with an order. */
interface Details {
  /** Lengths of this many sequences stand in `plan.lengths`. */
  sequences?: number;
  /** Targets of the window that count. */
  count?: number;
  /** Factor for the gradients before they are used. */
  scale?: number;
  learningRate?: number;
  /** Steps of the optimiser, this one included. */
  step?: number;
  /** Whether an update measures how far it moves the weights. */
  measured?: boolean;
}

/** One thread of a crew. */
export class TrainingThread {
  readonly thread: Thread;
  readonly #orders: Float64Array;
  readonly #lengths: Int32Array;
  readonly #sourceLengths: Int32Array;
  readonly #squares: Float64Array;
  readonly #weightSquares: Float64Array;
  readonly #stepSquares: Float64Array;
  readonly #places: OptimiserPlaces;
  readonly #barrier: Barrier | undefined;

  /** `barrier` is that of the crew; undefined for a thread that works alone. */
  constructor(
    readonly plan: TrainingPlan,
    memory: WebAssembly.Memory,
    kernels: Kernels,
    private readonly training: Pick<TrainingConfig, 'optimiser' | 'clipValue'>,
    { index, count, barrier }: { index: number; count: number; barrier?: Barrier },
  ) {
    this.#barrier = barrier;
    this.thread = { index, count, kernels, sync: () => barrier?.wait() };
    this.#orders = doublesOf(memory, plan.orders);
    this.#lengths = idsOf(memory, plan.lengths);
    this.#sourceLengths = idsOf(memory, plan.sourceLengths);
    this.#squares = doublesOf(memory, plan.squares);
    this.#weightSquares = doublesOf(memory, plan.weightSquares);
    this.#stepSquares = doublesOf(memory, plan.stepSquares);
    const { parameters, gradients, moments } = plan;
    this.#places = {
      parameters: parameters.address,
      gradients: gradients.address,
      moments: moments.map(({ address }) => address),
    };
  }

  /** What the leading thread calls: all threads do it, and are done when this returns with what it came to. */
  lead(order: Order, details: Details = {}): number {
    const { sequences = 0, count = 1, scale = 1, learningRate = 0, step = 0, measured = false } = details;
    const own = this.#orders;
    own[ORDER] = orders.indexOf(order);
    own[SEQUENCES] = sequences;
    own[COUNT] = count;
    own[SCALE] = scale;
    own[LEARNING_RATE] = learningRate;
    own[STEP] = step;
    own[MEASURED] = Number(measured);
    this.thread.sync();
    return this.#do(order);
  }

  /** What the other threads call: they do what the leading thread orders until it lets them go. */
  follow(): void {
    try {
      for (;;) this.#followOrder();
    } catch (error) {
      if (!(error instanceof CrewLost || error instanceof Interruption)) throw error;
    }
  }

  /** Lets all other threads go, wherever they are. Nothing can be done together after it. */
  release(): void {
    this.#barrier?.abort();
  }

  #followOrder(): void {
    this.thread.sync();
    const { steps, encoder } = this.plan.network;
    const order = orders[this.#orders[ORDER]!]!;
    if (order === 'gradient' || order === 'loss') {
      steps.set(this.#lengths, this.#orders[SEQUENCES]!);
      encoder?.steps.set(this.#sourceLengths, this.#orders[SEQUENCES]!);
    }
    this.#do(order);
  }

  #do(order: Order): number {
    const { thread } = this;
    const { network } = this.plan;
    switch (order) {
      case 'pack':
        network.pack(thread);
        return 0;
      case 'gradient':
        return this.#gradient();
      case 'update':
        this.#update();
        return 0;
      case 'loss':
        network.forward(thread);
        return network.loss(thread);
    }
    return order satisfies never;
  }

  #gradient(): number {
    const { thread, plan } = this;
    const { gradients, gradientsOf, network } = plan;
    const from = partStart(thread, gradients.length, NORM_PIECE);
    const to = partEnd(thread, gradients.length, NORM_PIECE);
    const at = plus(gradients.address, from * sizeOf(thread.kernels.precision));
    thread.kernels.fill(at, 0, to - from);
    network.forward(thread, true); // after it, all threads have passed the line above
    const nats = network.lossAndGradient(thread, gradientsOf, this.#orders[COUNT]!);
    this.#sumSquares(from, to);
    thread.sync();
    return nats;
  }

  #sumSquares(from: number, to: number): void {
    const { kernels } = this.thread;
    const size = sizeOf(kernels.precision);
    for (let piece = from; piece < to; piece += NORM_PIECE) {
      const address = plus(this.plan.gradients.address, piece * size);
      this.#squares[piece / NORM_PIECE] = kernels.sumSquares(address, Math.min(NORM_PIECE, to - piece));
    }
  }

  #update(): void {
    const { thread, training, plan } = this;
    const { kernels } = thread;
    const own = this.#orders;
    const from = partStart(thread, plan.table.count, NORM_PIECE);
    const to = partEnd(thread, plan.table.count, NORM_PIECE);
    const at = plus(plan.gradients.address, from * sizeOf(kernels.precision));
    if (own[SCALE]! !== 1) kernels.scale(at, own[SCALE]!, to - from);
    if (training.clipValue) kernels.clamp(at, training.clipValue, to - from);
    if (own[MEASURED] === 0) this.#step(from, to);
    else
      for (let piece = from; piece < to; piece += NORM_PIECE)
        this.#measuredStep(piece, Math.min(piece + NORM_PIECE, to));
    thread.sync();
    plan.network.pack(thread);
  }

  /** A step of the weights [from, to). */
  #step(from: number, to: number): void {
    const { thread, training } = this;
    const own = this.#orders;
    const optimiser = training.optimiser ?? DEFAULT_OPTIMISER;
    optimise(thread.kernels, optimiser, this.#places, from, to, own[LEARNING_RATE]!, own[STEP]!);
  }

  /** The same of a piece, which stays in the core's cache meanwhile. */
  #measuredStep(from: number, to: number): void {
    const { thread, plan } = this;
    const { kernels: k } = thread;
    const weights = plus(plan.parameters.address, from * sizeOf(k.precision));
    const before = plan.before[thread.index]!.address;
    k.copy(before, weights, to - from);
    this.#step(from, to);
    this.#weightSquares[from / NORM_PIECE] = k.sumSquares(before, to - from);
    this.#stepSquares[from / NORM_PIECE] = k.sumSquaredDifferences(weights, before, to - from);
  }

  /** Norm of the gradient; after 'gradient'. */
  get gradientNorm(): number {
    return normOf(this.#squares);
  }

  /** Norm of what the last measured 'update' added to the weights, divided by their norm before it. */
  get updateRatio(): number {
    return normOf(this.#stepSquares) / normOf(this.#weightSquares);
  }
}

/** From the squares of the pieces, added in their order. */
function normOf(squares: Float64Array): number {
  let sum = 0;
  for (const square of squares) sum += square;
  return Math.sqrt(sum);
}
