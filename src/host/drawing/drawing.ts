/**
 * Pictures for stored outputs, made in a thread of their own: started with the first picture, ended when none is wanted
 * for a while. Without pictures an output still has our own data, so a failure is logged and no more.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import type * as vscode from 'vscode';
import type { GatesPayload } from '../../protocol/gates.ts';
import type { Pictures } from '../../protocol/pictures.ts';
import type { ResultPayload } from '../../protocol/result.ts';
import type { Run } from '../../protocol/run.ts';

/** The thread keeps some 50 MB of fonts and WebAssembly: let go after this long. */
const IDLE_MS = 60_000;

interface Thread {
  worker: Worker;
  calls: BirpcReturn<Pictures>;
}

export class Drawing implements vscode.Disposable {
  #thread: Thread | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly dist: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Vega-Lite specification, PNG and text of a run; undefined when they can't be made. */
  run(run: Run): Promise<{ spec: object; png: Uint8Array; text: string } | undefined> {
    return this.#draw(async (calls) => {
      const [spec, png, text] = await Promise.all([calls.curveSpec(run), calls.runPng(run), calls.runText(run)]);
      return { spec, png, text };
    });
  }

  /** PNG and text of a gate heatmap; undefined when they can't be made. */
  gates(gates: GatesPayload): Promise<{ png: Uint8Array; text: string } | undefined> {
    return this.#draw(async (calls) => {
      const [png, text] = await Promise.all([calls.gatesPng(gates), calls.gatesText(gates)]);
      return { png, text };
    });
  }

  /**
   * PNG of a result, and its Vega-Lite specification if it has one; undefined where there is nothing to see but
   * numbers.
   */
  result(result: ResultPayload): Promise<{ spec?: object; png: Uint8Array } | undefined> {
    return this.#draw(async (calls) => {
      const [spec, png] = await Promise.all([calls.resultSpec(result), calls.resultPng(result)]);
      return png && { ...(spec && { spec }), png };
    });
  }

  dispose(): void {
    this.#end(new Error('Drawing was closed.'));
  }

  async #draw<T>(draw: (calls: BirpcReturn<Pictures>) => Promise<T>): Promise<T | undefined> {
    this.#thread ??= this.#start();
    clearTimeout(this.#idle);
    try {
      return await draw(this.#thread.calls);
    } catch (error) {
      this.log.error(`The picture of an output could not be drawn. ${error instanceof Error ? error.stack : error}`);
      return undefined;
    } finally {
      clearTimeout(this.#idle);
      this.#idle = setTimeout(() => this.dispose(), IDLE_MS);
    }
  }

  #start(): Thread {
    const worker = new Worker(path.join(this.dist, 'drawing.cjs'), { name: 'unroll drawing', execArgv: [] });
    const calls = createBirpc<Pictures>(
      {},
      {
        post: (message) => worker.postMessage(message),
        on: (listener) => worker.on('message', listener),
        timeout: -1,
      },
    );
    worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.#end(new Error('The drawing thread ended.')));
    worker.unref();
    return { worker, calls };
  }

  #end(reason: Error): void {
    const thread = this.#thread;
    if (!thread) return;
    this.#thread = undefined;
    clearTimeout(this.#idle);
    thread.calls.$close(reason);
    void thread.worker.terminate();
  }
}
