/** Which part of a corpus trains and which validates: every k-th line or block is held out, never the tail only. */

/**
 * Tokens of a block of running text. Each held-out block is scored after a cold start and lies between training blocks
 * whose words it partly shares, so blocks should be long: 5000 characters are some two printed pages. But they should
 * also come from all over the text: at least 20 blocks, and at least two held out. Below 32 tokens a block says
 * nothing.
 */
const LONGEST_BLOCK = 5000;
const SHORTEST_BLOCK = 32;
const FEWEST_BLOCKS = 20;

/**
 * Half-open ranges of ids, [start, end, start, end, ...], and whether there were too few parts to hold out every k-th.
 */
export interface Split {
  train: number[];
  validation: number[];
  tooFew: boolean;
}

/**
 * Every line is a range: those that train and the every k-th that is held out. `bounds` has one more entry than lines.
 */
export function splitLines(bounds: ArrayLike<number>, every: number): Split {
  const split = emptySplit(bounds.length - 1, every);
  for (let line = 0; line + 1 < bounds.length; line++) {
    const part = isHeldOut(line, bounds.length - 1, every) ? split.validation : split.train;
    part.push(bounds[line]!, bounds[line + 1]!);
  }
  return split;
}

/** Blocks of a text of `length` ids. Training blocks side by side are one range, each held-out block is its own. */
export function splitText(length: number, every: number): Split {
  if (every === 0) return { train: [0, length], validation: [], tooFew: false };
  const size = blockSize(length, every);
  // What is left at the end is part of the last block.
  const blocks = Math.max(1, Math.floor(length / size));
  const split = emptySplit(blocks, every);
  for (let block = 0; block < blocks; block++) {
    const [start, end] = [block * size, block === blocks - 1 ? length : (block + 1) * size];
    if (isHeldOut(block, blocks, every)) split.validation.push(start, end);
    else if (split.train.at(-1) === start) split.train[split.train.length - 1] = end;
    else split.train.push(start, end);
  }
  return split;
}

/**
 * Numbers of the examples that train and validate. Every k-th is held out, counted on from class to class: those of one
 * key, then those of the next. Each class gives its share, small ones together; none gives all that it has.
 */
export function splitExamples(keys: readonly string[], every: number): Split {
  const split: Split = { train: [], validation: [], tooFew: false };
  const heldOut = new Set(every > 0 ? everyOf(classesOf(keys), every) : []);
  for (const example of keys.keys()) (heldOut.has(example) ? split.validation : split.train).push(example);
  split.tooFew = every > 0 && split.validation.length === 0;
  return split;
}

/** Numbers of the examples of each key, in the order in which keys appear. */
function classesOf(keys: readonly string[]): Iterable<number[]> {
  const classes = new Map<string, number[]>();
  for (const [example, key] of keys.entries()) {
    const found = classes.get(key);
    if (found) found.push(example);
    else classes.set(key, [example]);
  }
  return classes.values();
}

function* everyOf(classes: Iterable<number[]>, every: number): Generator<number> {
  let counted = 0;
  for (const examples of classes) {
    let left = examples.length - 1;
    for (const example of examples) {
      // One that a class could not give is given by the next: one, so that many small classes do not empty it.
      counted = Math.min(counted + 1, every);
      if (counted < every || left === 0) continue;
      counted = 0;
      left--;
      yield example;
    }
  }
}

/** Tokens in the ranges of a part. */
export function tokensIn(ranges: ArrayLike<number>): number {
  let tokens = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2) tokens += ranges[i + 1]! - ranges[i]!;
  return tokens;
}

function blockSize(length: number, every: number): number {
  const atLeast = Math.max(FEWEST_BLOCKS, 2 * every);
  return Math.min(LONGEST_BLOCK, Math.max(SHORTEST_BLOCK, Math.floor(length / atLeast)));
}

function emptySplit(parts: number, every: number): Split {
  return { train: [], validation: [], tooFew: every > 0 && parts < every };
}

// With fewer than k parts one in the middle is held out; a single part is needed for training.
function isHeldOut(part: number, parts: number, every: number): boolean {
  if (every === 0 || parts < 2) return false;
  return parts < every ? part === Math.floor(parts / 2) : (part + 1) % every === 0;
}
