/** A text and options -> what will be trained: the network, window and batch as the text allows, and all the numbers. */
import { fitToData, stepsPerEpoch } from '../../engine/batches.ts';
import type { NetworkConfig, TrainingConfig } from '../../engine/config.ts';
import { parameterTable } from '../../engine/parameters.ts';
import { planTraining } from '../../engine/plan.ts';
import { parseTrainOptions, type TrainOptions } from '../../protocol/options.ts';
import type { Prepared, SourceRecord } from '../../protocol/run.ts';
import type { PreparedText } from '../compute/task.ts';

export interface RunPlan {
  network: NetworkConfig;
  training: TrainingConfig;
  stepsPerEpoch: number;
  prepared: Prepared;
  /** Sentences for the user: what is not as it was asked for. */
  notices: string[];
}

/** `threads`: how many will work on it. */
export function planRun(text: PreparedText, options: TrainOptions, source: SourceRecord, threads = 1): RunPlan {
  const { corpus, documents, trainTokens, validationTokens } = text;
  const vocabularySize = text.vocabulary.tokens.length + 2; // EOS and UNK
  const network = networkOf(options, vocabularySize);
  const { window, batch } = fitToData(corpus, options);
  const training = { ...trainingOf(options), window, batch };
  const perEpoch = stepsPerEpoch(corpus, training);
  const parameters = parameterTable(network).count;
  const memoryBytes = planTraining(network, training, 'f32', threads).bytes;
  const numbers = { trainTokens, validationTokens, vocabularySize, parameters, memoryBytes, window };
  return {
    network,
    training,
    stepsPerEpoch: perEpoch,
    prepared: { source, documents, ...numbers, steps: perEpoch * training.epochs },
    notices: [...text.notices, ...fitNotices(options, { window, batch }, documents)],
  };
}

function networkOf(options: TrainOptions, vocabulary: number): NetworkConfig {
  const { cell, activation, reset, output, peepholes, layers, hidden, initialState, embedding } = options;
  const cells = { rnn: { activation }, gru: { reset }, lstm: { output, peepholes } };
  const input = embedding === 0 ? ('one-hot' as const) : { embedding };
  return { cell, ...cells[cell], layers, hidden, initialState, vocabulary, input };
}

function trainingOf(options: TrainOptions): TrainingConfig {
  const { epochs, batch, window, learningRate, clip, clipValue, dropout, seed } = options;
  const { optimiser: kind, momentum, weightDecay, initialisation, forgetBias } = options;
  return {
    ...{ epochs, batch, window, learningRate, clip, clipValue, dropout, seed },
    optimiser: { kind, momentum, weightDecay },
    initialisation: { kind: initialisation, ...(forgetBias !== undefined && { forgetBias }) },
  };
}

const defaults = parseTrainOptions();

/** About what was asked for and does not fit. Defaults are nobody's wish: they give way in silence. */
function fitNotices(
  asked: TrainOptions,
  { window, batch }: Pick<TrainingConfig, 'window' | 'batch'>,
  documents: 'lines' | 'text',
): string[] {
  const notices: string[] = [];
  if (window < asked.window && asked.window !== defaults.window) {
    const longest = documents === 'lines' ? 'the longest line' : 'the whole text';
    notices.push(`Windows are ${window} steps long instead of ${asked.window}: ${longest} has no more tokens.`);
  }
  if (batch < asked.batch && asked.batch !== defaults.batch) {
    const reason = documents === 'lines' ? 'there are no more lines' : 'the text fills no more windows';
    notices.push(
      `${batch} ${batch === 1 ? 'sequence is' : 'sequences are'} trained at a time instead of ${asked.batch}: ${reason}.`,
    );
  }
  return notices;
}
