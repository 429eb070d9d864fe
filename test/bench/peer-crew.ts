/** The peers of one run: started once, asked in turn; of PyTorch's thread settings only the best goes on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { availablePeers } from './peers/available.ts';
import { Peer } from './peers/peer.ts';
import type { SampleRequest, TrainRequest } from './peers/requests.ts';

/** Tokens per second; undefined when it cannot be done. */
export type Subject = () => Promise<number | undefined>;

/** A system's own layers, or what was written by hand to be faster: see peers/README.md. */
const ways = { module: 'own layers', written: 'written by hand' } as const;

/** Threads of a system that has just worked spin for a while. */
const PAUSE_MS = 150;

export class PeerCrew {
  readonly #peers = new Map<string, Peer>();
  /** Names of systems that are not here, with the reason. */
  readonly missing: string[] = [];

  constructor() {
    for (const start of availablePeers()) {
      if ('unavailable' in start) this.missing.push(`${start.name}: ${start.unavailable}`);
      else this.#peers.set(start.name, Peer.start(start.command, start.args, start.env));
    }
  }

  async describe(): Promise<Record<string, unknown>> {
    const all: Record<string, unknown> = {};
    for (const [name, peer] of this.#peers) all[name] = await peer.request({ kind: 'describe' });
    return all;
  }

  /** For each kind of core and each way, the setting of PyTorch's threads that is fastest in a first trial. */
  async bestOfPyTorch(request: TrainRequest | SampleRequest): Promise<Map<string, Subject>> {
    const best = new Map<string, { rate: number; subject: Subject }>();
    for (const name of this.#peers.keys())
      for (const [way, words] of Object.entries(ways)) {
        if (!name.startsWith('PyTorch')) continue;
        const label = `${name.split(' ').slice(0, 2).join(' ')}, ${words}`;
        const subject = () => this.#ask(name, { ...request, way: way as keyof typeof ways });
        const rate = await subject();
        if (rate !== undefined && rate > (best.get(label)?.rate ?? 0)) best.set(label, { rate, subject });
      }
    return new Map([...best].map(([label, { subject }]) => [label, subject]));
  }

  /** The other systems, TensorFlow.js in both ways where it has them. */
  others(request: TrainRequest | SampleRequest): Map<string, Subject> {
    const subjects = new Map<string, Subject>();
    for (const name of this.#peers.keys()) {
      if (name.startsWith('PyTorch')) continue;
      if (name !== 'TensorFlow.js' || request.kind === 'sample') subjects.set(name, () => this.#ask(name, request));
      else
        for (const [way, words] of Object.entries(ways))
          subjects.set(`${name}, ${words}`, () => this.#ask(name, { ...request, way: way as keyof typeof ways }));
    }
    return subjects;
  }

  async #ask(name: string, request: TrainRequest | SampleRequest): Promise<number | undefined> {
    const answer = await this.#peers.get(name)!.request(request);
    await sleep(PAUSE_MS);
    return 'tokensPerSecond' in answer ? answer.tokensPerSecond : undefined;
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.close();
  }
}
