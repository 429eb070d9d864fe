/**
 * A system that the benchmark compares Unroll with: a process that answers each request with one line, so that a run
 * can alternate between systems. What they do is in README.md.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { PeerAnswer, PeerRequest } from './requests.ts';

/** How long a peer may take for one answer, unless told. jax-js compiles deep networks for tens of seconds. */
const LIMIT_MS = 180_000;
/** Of what a peer printed to stderr, so much of its end is told when it dies. */
const LAST_WORDS = 2000;

export class Peer {
  readonly #process: ChildProcessWithoutNullStreams;
  /** In the order of their requests. */
  readonly #waiting: { resolve(answer: unknown): void; reject(reason: Error): void }[] = [];
  #lastWords = '';
  #ended: Error | undefined;

  /** `env` is added to this process's; an undefined value removes a variable. */
  static start(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Peer {
    return new Peer(spawn(command, args, { env: { ...process.env, ...env }, stdio: 'pipe' }));
  }

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#process = child;
    createInterface({ input: child.stdout }).on('line', (line) => this.#receive(line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    child.stdin.on('error', () => {}); // a process that died; 'close' tells
    child.on('error', (error) => this.#end(error));
    child.on('close', (code, signal) => this.#end(new Error(`ended with ${code ?? signal}. ${this.#lastWords}`)));
  }

  /** Rejects when the process ends first, or does not answer within the limit; then it is ended. */
  request<R extends PeerRequest>(request: R, limitMs = LIMIT_MS): Promise<PeerAnswer<R['kind']>> {
    if (this.#ended) return Promise.reject(this.#ended);
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => {
      this.#end(new Error(`no answer within ${limitMs} ms to ${JSON.stringify(request)}`));
      this.#process.kill('SIGKILL');
    }, limitMs);
    return answer.finally(() => clearTimeout(timer)) as Promise<PeerAnswer<R['kind']>>;
  }

  close(): void {
    this.#end(new Error('closed'));
    this.#process.kill('SIGKILL');
  }

  #receive(line: string): void {
    try {
      const answer: unknown = JSON.parse(line);
      this.#waiting.shift()?.resolve(answer);
    } catch {
      this.#end(new Error(`printed what is no answer: ${line.slice(0, LAST_WORDS)}`));
      this.#process.kill('SIGKILL');
    }
  }

  #end(reason: Error): void {
    this.#ended ??= new Error(`${path.basename(this.#process.spawnfile)}: ${reason.message}`);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
  }
}
