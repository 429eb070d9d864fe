/** Dates as people write them -> ISO 8601: an encoder-decoder without attention (notes 1.5.1). */
import assert from 'node:assert/strict';
import type { NetworkConfig } from '../../src/engine/config.ts';
import { createRandom, type Random, uniform } from '../../src/engine/memory/random.ts';
import { Translator } from '../../src/engine/reading/translator.ts';
import { buildPairs } from '../../src/text/datasets/pairs.ts';
import { EOS } from '../../src/text/tokens/vocabulary.ts';
import { lineOf } from '../unit/text/place.ts';
import { createKernels, train } from './learn.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const EXAMPLES = 40_000;
const TESTS = 300;

/** Twelve formats, none of which can be read in two ways. */
const formats: ((date: Date) => string)[] = [
  (date) => `${day(date)} ${month(date)} ${year(date)}`,
  (date) => `${month(date)} ${day(date)}, ${year(date)}`,
  (date) => `${day(date)} ${short(date)} ${year(date)}`,
  (date) => `${short(date)} ${day(date)}, ${year(date)}`,
  (date) => `${year(date)} ${month(date)} ${day(date)}`,
  (date) => `${weekday(date)}, ${day(date)} ${month(date)} ${year(date)}`,
  (date) => `${weekday(date)}, ${month(date)} ${day(date)}, ${year(date)}`,
  (date) => `${day(date)}-${short(date)}-${year(date)}`,
  (date) => `the ${ordinal(date)} of ${month(date)} ${year(date)}`,
  (date) => `${month(date).toUpperCase()} ${day(date)} ${year(date)}`,
  (date) => `${year(date)}/${two(date.getUTCMonth() + 1)}/${two(day(date))}`,
  (date) => `${short(date).toLowerCase()} ${ordinal(date)} ${year(date)}`,
];

describe('dates -> ISO: hidden 128, 40,000 examples', () => {
  it('at least 0.97 of dates that it has not seen are right to the last character', () => {
    const scores = [1, 2, 3].map(learn).sort((a, b) => a - b);
    assert.ok(scores[1]! >= 0.97, scores.join());
  });
});

function learn(seed: number): number {
  const random = createRandom(seed, 'order');
  const held = new Set(Array.from({ length: TESTS }, () => iso(anyDate(random))));
  const records = [];
  while (records.length < EXAMPLES) {
    const date = anyDate(random);
    if (!held.has(iso(date))) records.push({ source: written(date, random), target: iso(date), at: lineOf(1) });
  }
  const { data, vocabulary, target } = buildPairs(records, { level: 'characters', vocabulary: 200, validation: 0 });
  const network: NetworkConfig = {
    ...{ cell: 'lstm', layers: 1, hidden: 128, vocabulary: target.size, encoder: { vocabulary: vocabulary.size } },
  };
  const initialisation = { kind: 'glorot', forgetBias: 1 } as const;
  const weights = train(data, network, {
    batch: 32,
    updates: EXAMPLES / 32,
    learningRate: 0.005,
    seed,
    initialisation,
  });
  const translator = new Translator(network, weights, 60, createKernels);
  const right = [...held].filter((date) => {
    const ids = vocabulary.encode(written(new Date(date), random));
    return target.decode(translate(translator, ids)) === date;
  });
  return right.length / held.size;
}

function translate(translator: Translator, ids: Uint32Array): number[] {
  const work = translator.translate(ids, { beam: 1, length: 20, stop: EOS });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value[0]!.ids;
  }
}

/** Of 1950 to 2050. */
function anyDate(random: Random): Date {
  return new Date(Date.UTC(1950, 0, 1) + Math.floor(uniform(random) * 36_890) * 86_400_000);
}

function written(date: Date, random: Random): string {
  return formats[Math.floor(uniform(random) * formats.length)]!(date);
}

const iso = (date: Date) => date.toISOString().slice(0, 10);
const year = (date: Date) => date.getUTCFullYear();
const day = (date: Date) => date.getUTCDate();
const month = (date: Date) => MONTHS[date.getUTCMonth()]!;
const short = (date: Date) => month(date).slice(0, 3);
const weekday = (date: Date) => DAYS[date.getUTCDay()]!;
const two = (number: number) => String(number).padStart(2, '0');

function ordinal(date: Date): string {
  const number = day(date);
  const suffix = number > 3 && number < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${suffix}`;
}
