/** Writing with a model: from its priming text to the last token, in slices. */
import { sample } from '../../../engine/reading/sample.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { type Message, message } from '../../../messages/message.ts';
import type { SampleOptions } from '../../../protocol/options.ts';
import type { SampleSummary } from '../../../protocol/session.ts';
import { EOS, UNK } from '../../../text/tokens/vocabulary.ts';
import type { ModelData } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';
import { openReader, type State } from './state.ts';
import { kindOf } from './task-table.ts';

type Writer = Pick<ModelData, 'task' | 'network' | 'weights' | 'vocabulary' | 'documents' | 'labels'>;

/**
 * `onText` is given the text slice by slice and says whether to go on. The text is what was written, without the prime.
 */
export async function sampleText(
  model: Writer,
  options: SampleOptions,
  createKernels: CreateKernels,
  onText: (text: string) => boolean,
  state?: State,
): Promise<SampleSummary> {
  const { vocabulary } = model;
  const { length, temperature, topK, topP, refuseUnknown, seed = randomSeed() } = options;
  const first = kindOf(model).firstId(model, options.label);
  const { reader, start, text: open, isAnew } = openReader(model, options.prime, createKernels, state);
  const prime = vocabulary.encodeKnown(open);
  const refuse = refuseUnknown ? [UNK] : [];
  const sampling = { first, ...start, prime: prime.ids, length, temperature, topK, topP, seed, refuse, stop: EOS };
  let text = '';
  let last = prime.ids.at(-1) ?? start.first ?? first;
  const ending = await inSlices(sample(reader, sampling), (ids) => {
    last = ids.findLast((id) => id !== undefined) ?? last;
    const written = vocabulary.decode(ids.filter((id) => id !== undefined));
    text += written;
    return onText(written);
  });
  // Behind the end of a document another begins. Where it was cancelled, the state stays where it was.
  if (ending === 'stop' || (ending && isAnew)) state?.reset();
  if (ending === 'length') state?.advance(reader, vocabulary.decode(prime.ids) + text, last);
  const ended = ending === 'stop' ? 'end of sequence' : (ending ?? 'cancelled');
  return { text, unknown: prime.unknown, ended };
}

/**
 * What the user should know of tokens that the model has never seen; undefined when it knows all. `kept`: read as UNK.
 */
export function unknownNotice(unknown: string[], kept = false): Message | undefined {
  if (unknown.length === 0) return undefined;
  const tokens = unknown.slice(0, 20);
  return message('sample.unknown-tokens', { tokens, more: unknown.length - tokens.length, kept });
}

function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
