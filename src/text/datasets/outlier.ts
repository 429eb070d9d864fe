/** The one example that is far longer than the others: it alone decides how much memory a training needs. */
import { type Message, message } from '../../messages/message.ts';
import type { Placed } from '../records/records.ts';

/** Times the mean of the others, from which on it is told. */
const FAR = 10;

/** It, with what to do; undefined where none is so long. */
export function outlierOf(records: readonly Placed[], starts: Uint32Array): Message | undefined {
  const lengthOf = (example: number) => starts[example + 1]! - starts[example]!;
  let longest = 0;
  for (let example = 1; example < records.length; example++)
    if (lengthOf(example) > lengthOf(longest)) longest = example;
  const length = lengthOf(longest);
  const others = (starts[records.length]! - length) / Math.max(1, records.length - 1);
  if (records.length < 2 || length < FAR * others) return undefined;
  return message('text.outlier', { place: records[longest]!.at, steps: length, others });
}
