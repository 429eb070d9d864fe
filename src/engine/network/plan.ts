/**
 * The memory of a training, planned from its options before it begins: every buffer is a range of one memory, which is
 * then made once and never grows. Nothing is allocated for a step.
 */
import { type Precision, SCRATCH_BYTES } from '../../kernels/kernels.ts';
import type { Shape } from '../batches/batches.ts';
import { DEFAULT_OPTIMISER, headOf, momentsOf, type NetworkConfig, type TrainingConfig } from '../config.ts';
import { Arena, type Range } from '../memory/arena.ts';
import { Network, type NetworkShape } from './network.ts';
import { locate, type NetworkParameters, type ParameterTable, parameterTable } from './parameters.ts';

/** A network with its parameters. */
export interface NetworkPlan {
  precision: Precision;
  /** Size of the memory. */
  bytes: number;
  /** Every range handed out, in order. */
  ranges: readonly Range[];
  table: ParameterTable;
  /** [table.count], in the order of the table. */
  parameters: Range;
  network: Network;
  /** What the kernels of each thread may use as they like. */
  scratch: readonly Range[];
}

/** The same, and what drawing the next token needs. */
interface ReadingPlan extends NetworkPlan {
  /** [outputs] */
  odds: Range;
}

/** The same, and what a training needs. Vectors of parameters are [table.count], in the order of the table. */
export interface TrainingPlan extends NetworkPlan {
  gradients: Range;
  gradientsOf: NetworkParameters;
  /** What the optimiser keeps from step to step. */
  moments: readonly Range[];
  /** The best parameters so far. */
  best: Range;
  /** Sums of the squares of pieces of NORM_PIECE gradients, in double precision. */
  squares: Range;
  /** Sums of the squares of pieces of the weights before the last measured update, and of how far it moved them. */
  weightSquares: Range;
  stepSquares: Range;
  /** A piece of the weights as it was before the update, for each thread: [NORM_PIECE]. */
  before: readonly Range[];
  /** What the next window begins with, while validation uses the layers: a range for each of the network's states. */
  heldStates: readonly Range[];
  /** Lengths of the sequences of a window, and of those that an encoder reads: [batch]. */
  lengths: Range;
  sourceLengths: Range;
  /** What the leading thread tells the others: see crew.ts. */
  orders: Range;
}

/** What the size of a training's memory depends on. */
type TrainingShape = Pick<
  TrainingConfig,
  'window' | 'batch' | 'sourceWindow' | 'dropout' | 'inputDropout' | 'optimiser' | 'validateEvery'
>;

/** Elements whose squares are summed by one thread: the order of the sum is the same for any number of threads. */
export const NORM_PIECE = 16_384;

/** Plans a training whose window and batch fit its corpus (`fitToData`). */
export function planTraining(
  network: NetworkConfig,
  training: TrainingShape,
  precision: Precision = 'f32',
  threads = 1,
): TrainingPlan {
  const arena = new Arena(precision);
  const plan = planNetwork(arena, network, { ...training, training: true }, threads);
  const { table } = plan;
  const gradients = arena.reals(table.count);
  const kept = momentsOf(training.optimiser ?? DEFAULT_OPTIMISER);
  const moments = Array.from({ length: kept }, () => arena.reals(table.count));
  const best = arena.reals(table.count);
  const gradientsOf = locate(network, gradients.address, precision);
  const pieces = Math.ceil(table.count / NORM_PIECE);
  const [squares, weightSquares, stepSquares] = [arena.doubles(pieces), arena.doubles(pieces), arena.doubles(pieces)];
  const before = Array.from({ length: threads }, () => arena.reals(Math.min(NORM_PIECE, table.count)));
  const states = training.validateEvery ? plan.network.layers.flatMap(({ initialStates }) => initialStates) : [];
  const heldStates = states.map(() => arena.reals(training.batch, network.hidden));
  const lengths = arena.ids(training.batch);
  const sourceLengths = arena.ids(network.encoder ? training.batch : 0);
  const orders = arena.doubles(ORDERS);
  return {
    ...plan,
    gradients,
    gradientsOf,
    moments,
    best,
    squares,
    weightSquares,
    stepSquares,
    before,
    heldStates,
    lengths,
    sourceLengths,
    orders,
    bytes: arena.bytes,
  };
}

/** Numbers in `orders`. */
const ORDERS = 8;

/** Plans a network that reads one token at a time; before it, an encoder up to `sourceWindow` tokens at once. */
export function planReading(network: NetworkConfig, precision: Precision = 'f32', sourceWindow = 1): ReadingPlan {
  const arena = new Arena(precision);
  const plan = planNetwork(arena, network, { window: 1, batch: 1, sourceWindow, dropout: 0, training: false }, 1);
  const odds = arena.reals(headOf(network).outputs);
  return { ...plan, odds, bytes: arena.bytes };
}

/** Plans a network that reads whole sequences, side by side. */
export function planPredicting(network: NetworkConfig, shape: Shape, precision: Precision = 'f32'): NetworkPlan {
  const arena = new Arena(precision);
  const plan = planNetwork(arena, network, { ...shape, dropout: 0, training: false }, 1);
  return { ...plan, bytes: arena.bytes };
}

function planNetwork(arena: Arena, config: NetworkConfig, shape: NetworkShape, threads: number): NetworkPlan {
  const scratch = Array.from({ length: threads }, () => arena.scratch(SCRATCH_BYTES));
  const table = parameterTable(config);
  const parameters = arena.reals(table.count);
  const places = locate(config, parameters.address, arena.precision);
  const network = new Network(arena, config, places, shape);
  const { precision, bytes, ranges } = arena;
  return { precision, bytes, ranges, table, parameters, network, scratch };
}
