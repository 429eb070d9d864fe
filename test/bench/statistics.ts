/** Numbers of several repetitions. */

export interface Spread {
  median: number;
  low: number;
  high: number;
  repetitions: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN] = sorted;
  return { median: medianOf(values), low, high: sorted.at(-1) ?? Number.NaN, repetitions: sorted.length };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Runs what is to be compared in turn, so many times: what disturbs the machine then disturbs all alike. */
export async function alternate<T>(
  rounds: number,
  subjects: ReadonlyMap<string, () => Promise<T> | T>,
): Promise<Map<string, T[]>> {
  const results = new Map<string, T[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of subjects) {
      const result = await run();
      results.set(name, [...(results.get(name) ?? []), result]);
    }
  return results;
}

/** Calls of `act` per second, over at least `seconds`. */
export function ratePerSecond(act: () => void, seconds: number): number {
  const start = performance.now();
  let [calls, elapsed] = [0, 0];
  do {
    act();
    calls++;
    elapsed = performance.now() - start;
  } while (elapsed < seconds * 1000);
  return (calls / elapsed) * 1000;
}
