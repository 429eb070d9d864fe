import { message } from '../../../messages/message.ts';
import { type PredictOptions, type PredictOptionsInput, parsePredictOptions } from '../../../protocol/options.ts';
import { OptionError } from '../../../protocol/parse-options.ts';
import { type Cell, Interrupted } from '../cells/cell.ts';
import type { ModelData } from '../models/model.ts';
import { LongestInput } from '../tasks/longest-input.ts';
import type { Input } from '../tasks/predictions.ts';
import type { AnyPrediction } from '../tasks/task-kind.ts';
import { kindOf } from '../tasks/task-table.ts';
import { type ApiContext, dataOf, warn } from './api-calls.ts';

export async function predictWith(
  cell: Cell,
  context: ApiContext,
  model: unknown,
  given: unknown,
  input: unknown = {},
): Promise<AnyPrediction | AnyPrediction[]> {
  const data = await dataOf(model, 'rnn.predict', context);
  const options = parsePredictOptions(input);
  const { predicting } = kindOf(data);
  if (!predicting)
    throw new TypeError(
      'rnn.predict needs a model that tells classes, tags or numbers; this one writes: use rnn.sample or rnn.next.',
    );
  if (!predicting.takesOptions) refuseWriting(data, options, input as object);
  const many = predicting.isMany(data, given);
  const longest = new LongestInput(data);
  const inputs = (many ? (given as unknown[]) : [given]).map((each, i) => {
    const read = predicting.read(data, each, longest.steps);
    longest.check((read.tokens ?? read.vectors!).length, many ? i : undefined);
    return read;
  });
  if (inputs.length === 0) throw new TypeError('rnn.predict needs something to read; got an empty array.');
  warn(cell, unknownOf(data, inputs), true);
  const tools = { createKernels: await context.kernels.create(), goOn: () => !cell.interrupted };
  const found = await predicting.predict(data, inputs, options, tools);
  if (!found) throw new Interrupted();
  return many ? found : found[0]!;
}

/** Options of what is written are mistakes where a model only tells. Throws OptionError. */
function refuseWriting({ task }: ModelData, options: PredictOptions, given: object): void {
  const names = Object.keys(options) as (keyof PredictOptions)[];
  const name = names.find((each) => (given as PredictOptionsInput)[each] !== undefined);
  if (name === undefined) return;
  throw new OptionError(name, message('optionOfTranslations', { option: name, task }));
}

function unknownOf({ vocabulary }: ModelData, inputs: readonly Pick<Input, 'tokens'>[]): string[] {
  const tokens = inputs.flatMap((input) => input.tokens ?? []);
  return [...new Set(tokens.filter((token) => !vocabulary.knows(token)))];
}
