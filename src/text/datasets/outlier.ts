/** The one example that is far longer than the others: it alone decides how much memory a training needs. */
import { whole } from '../numbers.ts';

/** Times the mean of the others, from which on it is told. */
const FAR = 10;

/** A sentence about it, with what to do; undefined where none is so long. */
export function outlierOf(records: readonly { at: string }[], starts: Uint32Array): string | undefined {
  const lengthOf = (example: number) => starts[example + 1]! - starts[example]!;
  let longest = 0;
  for (let example = 1; example < records.length; example++)
    if (lengthOf(example) > lengthOf(longest)) longest = example;
  const length = lengthOf(longest);
  const others = (starts[records.length]! - length) / Math.max(1, records.length - 1);
  if (records.length < 2 || length < FAR * others) return undefined;
  return `${records[longest]!.at} is by far the longest, with ${whole(length)} steps; the others have ${whole(Math.round(others))} on average. Divide it, or leave it out.`;
}
