/** Counts predictions against answers, example by example, so that nothing of an example is kept. */

import type { HeadConfig } from '../../../engine/config.ts';
import { classNats, classOf } from '../../../engine/reading/odds.ts';
import { ClassEvaluation, NumberEvaluation } from './evaluation.ts';

/**
 * Counts what one example came to. `outputs`: [rows, outputs] of the head; `answers`: for each row one, or so many
 * numbers.
 */
interface Tally {
  add(outputs: Float32Array, answers: ArrayLike<number>): void;
}

/** Of classes or tags. An answer is the number of a label, below 0 where none is known. */
export class ClassTally implements Tally {
  readonly #counts = new Map<number, number>();
  #examples = 0;
  #exact = 0;
  #nats = 0;
  #answers = 0;

  constructor(
    private readonly head: Pick<HeadConfig, 'kind' | 'outputs'>,
    private readonly labels: readonly string[],
  ) {}

  add(outputs: Float32Array, answers: ArrayLike<number>): void {
    const { kind, outputs: V } = this.head;
    let exact = true;
    for (let row = 0; row < answers.length; row++) {
      const answer = answers[row]!;
      if (answer < 0) continue;
      const z = outputs.subarray(row * V, (row + 1) * V);
      const found = classOf(kind, z);
      const pair = answer * this.labels.length + found;
      this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + 1);
      this.#nats += classNats(kind, z, answer);
      this.#answers++;
      exact &&= found === answer;
    }
    this.#examples++;
    if (exact) this.#exact++;
  }

  get evaluation(): ClassEvaluation {
    const count = this.labels.length;
    const pairs = Array.from(this.#counts, ([pair, times]) => [Math.floor(pair / count), pair % count, times] as const);
    return new ClassEvaluation(this.#examples, this.#nats / this.#answers, this.labels, pairs, this.#exact);
  }
}

/** Of numbers. */
export class NumberTally implements Tally {
  #examples = 0;
  #squares = 0;
  #absolutes = 0;
  #numbers = 0;

  add(outputs: Float32Array, answers: ArrayLike<number>): void {
    for (let i = 0; i < answers.length; i++) {
      const error = outputs[i]! - answers[i]!;
      this.#squares += error * error;
      this.#absolutes += Math.abs(error);
    }
    this.#numbers += answers.length;
    this.#examples++;
  }

  get evaluation(): NumberEvaluation {
    return new NumberEvaluation(this.#examples, this.#squares / this.#numbers, this.#absolutes / this.#numbers);
  }
}
