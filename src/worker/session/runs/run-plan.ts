/** Data and options -> what will be trained: the network, window and batch as the data allow, and all the numbers. */
import { fitToData, stepsPerEpoch } from '../../../engine/batches/batches.ts';
import type {
  InitialisationConfig,
  NetworkConfig,
  OptimiserConfig,
  ScheduleConfig,
  TrainingConfig,
} from '../../../engine/config.ts';
import { trainingFlops } from '../../../engine/network/flops.ts';
import { parameterTable } from '../../../engine/network/parameters.ts';
import { planTraining } from '../../../engine/network/plan.ts';
import { threadsWorth } from '../../../engine/training/cost.ts';
import { type Message, message } from '../../../messages/message.ts';
import type { Destination } from '../../../protocol/options/option.ts';
import { type EngineNames, optionsFor, type TrainOptions } from '../../../protocol/options.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import type { Prepared, SourceRecord } from '../../../protocol/run.ts';
import type { PreparedData } from '../../compute/task.ts';
import { sizeOf, type TaskKind } from '../tasks/task-kind.ts';
import { kindOf } from '../tasks/task-table.ts';
import { fitNotices, idleNotices, validationNotices } from './plan-notices.ts';

export interface RunPlan {
  network: NetworkConfig;
  training: TrainingConfig;
  stepsPerEpoch: number;
  /** How many work on it. */
  threads: number;
  prepared: Prepared;
  /** What is not as it was asked for. */
  notices: Message[];
}

/** `cores`: how many there are for it. Throws OptionError where an option does not suit the task. */
export function planRun(data: PreparedData, options: TrainOptions, source: SourceRecord, cores = 1): RunPlan {
  const { task, documents, trainTokens, validationTokens, examples } = data;
  const network = networkOf(options, data);
  const fitted = fitToData(data.data, options);
  const { window, batch } = fitted;
  const perEpoch = stepsPerEpoch(data.data, fitted);
  const epochs = options.epochs === 'auto' ? epochsFor(network, trainTokens, perEpoch) : options.epochs;
  const training = { ...trainingOf(options, epochs), ...fitted };
  const stepTokens = trainTokens / perEpoch;
  const worth = threadsWorth(stepTokens * trainingFlops(network), stepTokens / batch, cores);
  const threads = options.threads === 'auto' ? worth : Math.min(options.threads, cores);
  const parameters = parameterTable(network).count;
  const memoryBytes = planTraining(network, training, 'f32', threads).bytes;
  const numbers = {
    trainTokens,
    validationTokens,
    vocabularySize: sizeOf(data.vocabulary),
    parameters,
    memoryBytes,
    window,
  };
  return {
    network,
    training,
    stepsPerEpoch: perEpoch,
    threads,
    prepared: {
      directions: network.encoder?.directions ?? network.directions ?? 1,
      ...{ source, task, documents, ...numbers, epochs, steps: perEpoch * epochs },
      ...(examples && { examples }),
    },
    notices: [
      ...data.notices,
      ...(examples ? [] : fitNotices(options, { window, batch }, documents)),
      ...idleNotices(options, data),
      ...validationNotices(options, validationTokens, perEpoch * training.epochs),
    ],
  };
}

/**
 * Epochs that are enough for most texts; steps below which little is learned; operations of a minute or two on two
 * cores.
 */
const [ENOUGH_EPOCHS, LEAST_STEPS, MOST_FLOPS] = [20, 1500, 6e12];

/** A short text is read more often, a long one less. The best weights are kept, so more epochs do no harm. */
function epochsFor(network: NetworkConfig, trainTokens: number, perEpoch: number): number {
  const wanted = Math.max(ENOUGH_EPOCHS, Math.ceil(LEAST_STEPS / perEpoch));
  return Math.max(1, Math.min(wanted, Math.floor(MOST_FLOPS / (trainTokens * trainingFlops(network)))));
}

/** What a configuration takes of the options by name: the compiler refuses a name or a type that it has not. */
type Named<Config, D extends Destination> = EngineNames<D> extends keyof Config ? Pick<Config, EngineNames<D>> : never;

function networkOf(options: TrainOptions, data: PreparedData): NetworkConfig {
  const named: Named<NetworkConfig, 'network'> = optionsFor('network', options);
  const { embedding } = options;
  const tokens = embedding === 0 ? ('one-hot' as const) : { embedding };
  const input = data.width > 0 ? { vectors: data.width } : tokens;
  const directions = directionsOf(options, kindOf(data));
  return kindOf(data).network({ ...named, input }, data, directions);
}

/** What reads from both ends must not be asked for what comes next. */
function directionsOf({ directions }: TrainOptions, kind: TaskKind): 1 | 2 {
  if (kind.writes && directions === 2)
    throw new OptionError('directions', message('directionsOfWriting', { given: directions }));
  return (directions ?? kind.directions) as 1 | 2;
}

function trainingOf(options: TrainOptions, epochs: number): TrainingConfig {
  const training: Named<TrainingConfig, 'training'> = optionsFor('training', options);
  const optimiser: Named<OptimiserConfig, 'optimiser'> = optionsFor('optimiser', options);
  const schedule: Named<ScheduleConfig, 'schedule'> = optionsFor('schedule', options);
  const initialisation: Named<InitialisationConfig, 'initialisation'> = optionsFor('initialisation', options);
  return {
    epochs,
    ...training,
    optimiser: { kind: options.optimiser, ...optimiser },
    schedule: { kind: options.schedule, every: options.decayEvery, ...schedule },
    initialisation: { kind: options.initialisation, ...initialisation },
  };
}
