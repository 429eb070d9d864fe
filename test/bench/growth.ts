/** How the time of a token grows when one size is doubled and doubled again. */
import type { Configuration } from './configurations.ts';
import { TimedCrew } from './crew.ts';
import { medianOf } from './statistics.ts';
import { digits, printTable } from './table.ts';

const factors = [0.25, 0.5, 1, 2, 4];

/** What is scaled, with the exponents that are right: a token costs as much as before, or as many times the weights. */
const sizes: Record<
  string,
  (base: Configuration, factor: number) => { configuration: Configuration; windows: number }
> = {
  'length of the text': (base, factor) => ({ configuration: base, windows: 20 * factor }),
  'steps of a window': (base, factor) => ({ configuration: { ...base, window: base.window * factor }, windows: 20 }),
  layers: (base, factor) => ({
    configuration: { ...base, network: { ...base.network, layers: Math.max(1, base.network.layers * factor) } },
    windows: 20,
  }),
  units: (base, factor) => ({
    configuration: { ...base, network: { ...base.network, hidden: base.network.hidden * factor } },
    windows: 20,
  }),
  batch: (base, factor) => ({ configuration: { ...base, batch: base.batch * factor }, windows: 20 }),
};

export async function benchGrowth({
  base,
  module,
  rounds,
  seconds,
}: {
  base: Configuration;
  module: WebAssembly.Module | undefined;
  rounds: number;
  seconds: number;
}): Promise<unknown> {
  const results: Record<string, number[]> = {};
  for (const [name, scaled] of Object.entries(sizes)) {
    const times: number[] = [];
    for (const factor of factors) {
      const { configuration, windows } = scaled({ ...base, window: 48, batch: 48 }, factor);
      const crew = new TimedCrew(configuration, 2, module, windows);
      const rates: number[] = [];
      for (let round = 0; round < Math.min(3, rounds); round++) rates.push((await crew.run(seconds)).tokensPerSecond);
      await crew.end();
      times.push(1e6 / medianOf(rates));
    }
    results[name] = times;
  }
  const rows = Object.entries(results).map(([name, times]) => [name, ...times.map((time) => digits(time))]);
  printTable(
    'Microseconds for a token of training, 2 threads, when a size is multiplied by',
    ['', ...factors.map(String)],
    rows,
  );
  return results;
}
