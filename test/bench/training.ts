/** Training in tokens per second, ours and the peers' in turn. */
import { type Configuration, requestOf } from './configurations.ts';
import { TimedCrew } from './crew.ts';
import type { PeerCrew, Subject } from './peer-crew.ts';
import { medianOf, type Spread, spreadOf } from './statistics.ts';
import { digits, printTable } from './table.ts';

export interface TrainingBench {
  configurations: readonly Configuration[];
  module: WebAssembly.Module | undefined;
  peers: PeerCrew | undefined;
  rounds: number;
  seconds: number;
}

const THREADS = 2;

export async function benchTraining(bench: TrainingBench): Promise<Record<string, Record<string, Spread>>> {
  const results: Record<string, Record<string, Spread>> = {};
  for (const configuration of bench.configurations)
    results[configuration.name] = await benchConfiguration(configuration, bench);
  return results;
}

async function benchConfiguration(
  configuration: Configuration,
  { module, peers, rounds, seconds }: TrainingBench,
): Promise<Record<string, Spread>> {
  const crew = new TimedCrew(configuration, THREADS, module);
  const ours: Subject = async () => (await crew.run(seconds)).tokensPerSecond;
  const subjects = new Map<string, Subject>([['Unroll', ours]]);
  const rates = new Map<string, number[]>();
  const note = (name: string, rate: number | undefined) => {
    if (rate !== undefined) rates.set(name, [...(rates.get(name) ?? []), rate]);
  };
  if (peers) {
    const request = requestOf(configuration, seconds);
    for (const [name, subject] of await peers.bestOfPyTorch(request)) subjects.set(name, subject);
    for (const [name, subject] of peers.others(request)) note(name, await subject());
  }
  for (let round = 0; round < rounds; round++) for (const [name, subject] of subjects) note(name, await subject());
  await crew.end();
  const own = rates.get('Unroll')!;
  const rows = [...rates].map(([name, list]) => {
    const ratio =
      list.length === own.length ? medianOf(own.map((rate, i) => rate / list[i]!)) : medianOf(own) / medianOf(list);
    return [name, digits(medianOf(list)), `${digits(Math.min(...list))} - ${digits(Math.max(...list))}`, digits(ratio)];
  });
  printTable(configuration.name, ['', 'tokens/s', 'lowest - highest', 'Unroll is faster by'], rows);
  return Object.fromEntries([...rates].map(([name, list]) => [name, spreadOf(list)]));
}
