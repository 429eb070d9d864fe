/**
 * How fast the extension answers while a large model trains: 2 layers of 512 units, windows of 50, batches of 50.
 * Prints numbers and asserts nothing about them: npm run test:host -- test/bench/responsiveness.ts
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainOptionsInput } from '../../src/protocol/options.ts';
import { isOver, type Run } from '../../src/protocol/run.ts';
import { quiet, unroll } from '../host/api.ts';
import { until, writeFile } from '../host/support.ts';

const LARGE: TrainOptionsInput = { cell: 'lstm', layers: 2, hidden: 512, window: 50, batch: 50, documents: 'text' };
const PINGS = 300;
const STOPS = 8;

describe('responsiveness while 2 x 512 trains', () => {
  afterEach(quiet);

  async function train(): Promise<Run> {
    const text = Array.from({ length: 40_000 }, (_, i) => `word${(i * i) % 97} `).join('');
    const uri = await writeFile('bench.txt', text);
    const { sessions } = await unroll();
    const source = { kind: 'file' as const, path: uri.fsPath };
    const { run } = sessions.shared(uri).train('panel', source, LARGE);
    await until('the training', () => run.prepared !== undefined || isOver(run), 60_000);
    await sleep(2000);
    return run;
  }

  it('round trips between host and session', async () => {
    await train();
    const { sessions } = await unroll();
    const { calls } = sessions.shared().thread;
    const milliseconds: number[] = [];
    for (let i = 0; i < PINGS; i++) {
      const asked = performance.now();
      await calls.ping();
      milliseconds.push(performance.now() - asked);
      await sleep(30);
    }
    print('round trip', milliseconds);
  }).timeout(300_000);

  it('stop, from the command to the end of the run', async () => {
    const { store } = await unroll();
    const milliseconds: number[] = [];
    for (let i = 0; i < STOPS; i++) {
      const run = await train();
      await sleep(i * 370); // at various places of a step
      const asked = performance.now();
      const steps = run.progress?.step ?? 0;
      store.stop(run.id);
      while (!isOver(run)) await sleep(1);
      milliseconds.push(performance.now() - asked);
      console.log(`stopped after step ${steps}: ${milliseconds.at(-1)?.toFixed(0)} ms, ${run.state}`);
    }
    print('stop', milliseconds);
  }).timeout(300_000);
});

function print(what: string, milliseconds: number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms (${sorted.length} times)`);
}
