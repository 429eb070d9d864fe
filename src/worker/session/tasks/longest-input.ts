/** How long an input of a prediction may be: it is read as a whole, so that all its steps are in memory at once. */
import { vectorWidth } from '../../../engine/config.ts';
import { mostSteps } from '../../../engine/reading/side-by-side.ts';
import { whole } from '../../../messages/numbers.ts';
import { MOST_STEPS } from '../../../text/datasets/example-parts.ts';
import type { ModelData } from '../models/model.ts';

export class LongestInput {
  readonly steps: number;
  readonly #unit: string;

  constructor({ network, vocabulary }: Pick<ModelData, 'network' | 'vocabulary'>) {
    this.steps = mostSteps(network, MOST_STEPS);
    this.#unit = vectorWidth(network) > 0 ? 'steps' : vocabulary.level;
  }

  /** Throws RangeError where so many steps are too many. `number`: of an input among several, from 0. */
  check(steps: number, number?: number): void {
    if (steps <= this.steps) return;
    const which = number === undefined ? 'The input' : `Input ${number + 1}`;
    throw new RangeError(
      `${which} is too long to be read at once: this model reads at most ${whole(this.steps)} ${this.#unit}. Divide it.`,
    );
  }
}
