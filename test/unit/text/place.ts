/** Places of records, for tests: "data, line 3" as a record has it. */
import type { Place } from '../../../src/messages/place.ts';

export function lineOf(number: number, name = 'data'): Place {
  return { name, unit: 'line', number };
}
