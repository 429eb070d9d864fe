/**
 * The memory of a training, planned from its options before it begins: every buffer is a range of one memory, which is
 * then made once and never grows. Nothing is allocated for a step.
 */
import type { Precision } from '../kernels/kernels.ts';
import { Arena, type Range } from './arena.ts';
import type { NetworkConfig, TrainingConfig } from './config.ts';
import { Network } from './network.ts';
import { locate, type NetworkParameters, type ParameterTable, parameterTable } from './parameters.ts';

/** A network with its parameters. */
export interface ReadingPlan {
  precision: Precision;
  /** Size of the memory. */
  bytes: number;
  /** Every range handed out, in order. */
  ranges: readonly Range[];
  table: ParameterTable;
  /** [table.count], in the order of the table. */
  parameters: Range;
  network: Network;
}

/** The same, and what a training needs. All ranges are [table.count], in the order of the table. */
export interface TrainingPlan extends ReadingPlan {
  gradients: Range;
  gradientsOf: NetworkParameters;
  /** Adam's moments. */
  m: Range;
  v: Range;
  /** The best parameters so far. */
  best: Range;
}

/** Plans a training whose window and batch fit its corpus (`fitToCorpus`). */
export function planTraining(
  network: NetworkConfig,
  training: Pick<TrainingConfig, 'window' | 'batch' | 'dropout'>,
  precision: Precision = 'f32',
): TrainingPlan {
  const arena = new Arena(precision);
  const plan = planNetwork(arena, network, training);
  const { table } = plan;
  const gradients = arena.reals(table.count);
  const [m, v, best] = [arena.reals(table.count), arena.reals(table.count), arena.reals(table.count)];
  const gradientsOf = locate(table, gradients.address, precision);
  return { ...plan, gradients, gradientsOf, m, v, best, bytes: arena.bytes };
}

/** Plans a network that reads one token at a time. */
export function planReading(network: NetworkConfig, precision: Precision = 'f32'): ReadingPlan {
  const arena = new Arena(precision);
  return planNetwork(arena, network, { window: 1, batch: 1, dropout: 0 });
}

function planNetwork(
  arena: Arena,
  config: NetworkConfig,
  training: Pick<TrainingConfig, 'window' | 'batch' | 'dropout'>,
): ReadingPlan {
  const table = parameterTable(config);
  const parameters = arena.reals(table.count);
  const places = locate(table, parameters.address, arena.precision);
  const network = new Network(arena, config, places, training);
  const { precision, bytes, ranges } = arena;
  return { precision, bytes, ranges, table, parameters, network };
}
