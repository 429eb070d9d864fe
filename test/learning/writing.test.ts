/** Networks that write: names for a gender, and the likelier of two sentences. */
import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../src/engine/config.ts';
import { createRandom, uniform } from '../../src/engine/memory/random.ts';
import { predict } from '../../src/engine/reading/predictor.ts';
import { Reader } from '../../src/engine/reading/reader.ts';
import { sample } from '../../src/engine/reading/sample.ts';
import { score } from '../../src/engine/reading/score.ts';
import { buildCorpus } from '../../src/text/datasets/corpus.ts';
import { buildExamples } from '../../src/text/datasets/examples.ts';
import { EOS, UNK, type Vocabulary } from '../../src/text/tokens/vocabulary.ts';
import { createKernels, train } from './learn.ts';
import { NAME_OPTIONS, nameRecords } from './tasks.ts';

const SEEDS = [1, 2, 3];
const common = { batch: 50, learningRate: 0.005, updates: Number.POSITIVE_INFINITY };
const median = (values: number[]) => values.sort((a, b) => a - b)[1]!;

describe('gender -> first name', () => {
  it('of names written for a gender at least 0.8 are classified as that, and at least 0.3 are new', () => {
    const records = nameRecords();
    const known = new Set(records.map(({ text }) => text));
    const reading = buildExamples({ task: 'classification', records }, NAME_OPTIONS);
    const classifier: NetworkConfig = {
      ...{ cell: 'lstm', layers: 1, hidden: 64, directions: 2, vocabulary: reading.vocabulary.size },
      head: { kind: 'sigmoid', outputs: 1, at: 'end' },
    };
    const judge = train(reading.data, classifier, { ...common, epochs: 8, seed: 1 });
    const results = SEEDS.map((seed) => {
      const { data: examples, vocabulary, labels } = buildExamples({ task: 'generation', records }, NAME_OPTIONS);
      const V = vocabulary.size;
      const network: NetworkConfig = {
        ...{ cell: 'lstm', layers: 1, hidden: 128, vocabulary: V + labels.length },
        head: { kind: 'softmax', outputs: V, at: 'steps' },
      };
      const reader = new Reader(network, train(examples, network, { ...common, epochs: 24, seed }), createKernels);
      const written = Array.from({ length: 200 }, (_, i) => write(reader, V + (i % 2), vocabulary, 1000 * seed + i));
      const judged = genders(classifier, judge, reading.vocabulary, written);
      const right = written.filter((_, i) => judged[i] === i % 2).length / written.length;
      return { right, fresh: written.filter((name) => !known.has(name)).length / written.length };
    });
    const [right, fresh] = [median(results.map((each) => each.right)), median(results.map((each) => each.fresh))];
    assert.ok(right >= 0.8 && fresh >= 0.3, JSON.stringify(results));
  });
});

describe('the apple and pear salad', () => {
  it('pear is at least 10 times likelier than pair', () => {
    const { corpus, vocabulary } = buildCorpus(fruitAndShoes().join('\n'), {
      ...{ level: 'words', vocabulary: 1000, documents: 'lines', validation: 0 },
    });
    const network: NetworkConfig = { cell: 'lstm', layers: 1, hidden: 64, vocabulary: vocabulary.size };
    const ratios = SEEDS.map((seed) => {
      const weights = train(corpus, network, { ...common, batch: 16, epochs: 20, seed });
      const nats = (fruit: string) => {
        const ids = [...vocabulary.encode(`The apple and ${fruit} salad was delicious.`), EOS];
        return [...score(new Reader(network, weights, createKernels), ids)].reduce((sum, loss) => sum + loss, 0);
      };
      return Math.exp(nats('pair') - nats('pear'));
    });
    assert.ok(median(ratios) >= 10, ratios.join());
  });
});

function write(reader: Reader, first: number, vocabulary: Vocabulary, seed: number): string {
  const options = { first, prime: [], length: 20, temperature: 1, seed, refuse: [UNK], stop: EOS };
  const ids = [...sample(reader, options)].filter((id) => id !== undefined);
  return vocabulary.decode(ids) || '?';
}

/** 0 female, 1 male, of each name. */
function genders(network: NetworkConfig, weights: Float32Array, vocabulary: Vocabulary, names: string[]): number[] {
  const tokens = names.map((name) => Array.from(vocabulary.encode(name)));
  const starts = [0];
  for (const { length } of tokens) starts.push(starts.at(-1)! + length);
  const examples = { starts: Uint32Array.from(starts), inputs: Uint32Array.from(tokens.flat()) };
  const found: number[] = [];
  for (const { example, outputs } of [
    ...predict(network, weights, examples, Uint32Array.from(names.keys()), createKernels),
  ].flat())
    found[example] = Number(outputs[0]! > 0);
  return found;
}

/** Sentences in which pear goes with fruit and pair with what is worn; the salad of the test is none of them. */
function fruitAndShoes(): string[] {
  const random = createRandom(11, 'order');
  const pick = <T>(items: readonly T[]) => items[Math.floor(uniform(random) * items.length)]!;
  const fruit = ['apple', 'plum', 'pear', 'peach', 'lemon'];
  const dishes = ['salad', 'tart', 'cake', 'soup'];
  const tastes = ['delicious', 'sweet', 'fresh', 'too sour'];
  const worn = ['shoes', 'gloves', 'socks', 'trousers'];
  const sentences = new Set<string>();
  while (sentences.size < 400) {
    const kind = uniform(random);
    if (kind < 0.5) sentences.add(`The ${pick(fruit)} and ${pick(fruit)} ${pick(dishes)} was ${pick(tastes)}.`);
    else if (kind < 0.75)
      sentences.add(
        `A pair of ${pick(worn)} and a ${pick(['hat', 'coat', 'scarf'])} lay on the ${pick(['bed', 'chair', 'floor'])}.`,
      );
    else
      sentences.add(
        `She bought a ${pick(['new', 'red', 'warm', 'cheap'])} pair of ${pick(worn)} ${pick(['today', 'again', 'for him'])}.`,
      );
  }
  for (const dish of ['pear', 'pair']) sentences.delete(`The apple and ${dish} salad was delicious.`);
  return [...sentences];
}
