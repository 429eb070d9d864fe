/** The peers of one run: started once, asked in turn; of PyTorch's thread settings only the best goes on. */
import { setTimeout as sleep } from 'node:timers/promises';
import { availablePeers } from './peers/available.ts';
import { Peer } from './peers/peer.ts';
import type { SampleRequest, TrainRequest } from './peers/requests.ts';

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

  get names(): string[] {
    return [...this.#peers.keys()];
  }

  async describe(): Promise<Record<string, unknown>> {
    const all: Record<string, unknown> = {};
    for (const [name, peer] of this.#peers) all[name] = await peer.request({ kind: 'describe' });
    return all;
  }

  /** Tokens per second; undefined when the peer cannot do it. */
  async ask(name: string, request: TrainRequest | SampleRequest): Promise<number | undefined> {
    const answer = await this.#peers.get(name)!.request(request);
    await sleep(PAUSE_MS);
    return 'tokensPerSecond' in answer ? answer.tokensPerSecond : undefined;
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.close();
  }
}
