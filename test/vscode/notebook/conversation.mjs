/** What `npm run notebook` does with the driver's messages: prints, writes the notebook, and settles on an exit code. */
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** VS Code takes 3 to 6 seconds to start; a machine that needs more than this has another trouble. */
const startMs = 120_000;
/** After a time-out: until the cell is interrupted and what ran is written. */
const graceMs = 15_000;

export class Conversation {
  #phase = 'starting';
  #connection;
  #out;
  #timers = [];
  #resolve;
  /** Resolves with the exit code: 0, 1 a cell failed, 2 could not start, 3 time-out. */
  ended = new Promise((resolve) => {
    this.#resolve = resolve;
  });

  /** @param {{ socket: string, out?: string, timeoutMs?: number }} options */
  constructor({ socket, out, timeoutMs }) {
    this.#out = out;
    createServer((connection) => this.#listen(connection)).listen(socket);
    this.#after(startMs, () => this.#phase === 'starting' && this.#end(2, 'VS Code did not start within 2 minutes.'));
    if (timeoutMs !== undefined) this.#after(timeoutMs, () => this.#timeOut(timeoutMs));
  }

  /** VS Code is gone: nothing more will come. */
  lose(why) {
    const code = { starting: 2, running: 1, stopping: 3 }[this.#phase];
    if (code !== undefined) this.#end(code, why);
  }

  #listen(connection) {
    this.#connection = connection;
    const lines = createInterface({ input: connection });
    lines.on('line', (line) => this.#receive(JSON.parse(line)));
    lines.on('close', () => this.lose("VS Code's extension host ended in the middle of the notebook."));
    connection.on('error', (error) => this.lose(`The connection to VS Code broke: ${error.message}`));
  }

  #receive(message) {
    switch (message.kind) {
      case 'started':
        if (this.#phase === 'starting') this.#phase = 'running';
        return;
      case 'stdout':
      case 'stderr':
        process[message.kind].write(message.text);
        return;
      case 'notebook':
        if (this.#out) replaceFile(this.#out, message.text);
        return;
      case 'refused':
        this.#end(this.#phase === 'starting' ? 2 : 1, message.message);
        return;
      case 'done':
        this.#end(this.#phase === 'stopping' ? 3 : message.failed ? 1 : 0);
        return;
    }
  }

  #timeOut(timeoutMs) {
    console.error(`Time is up after ${timeoutMs / 1000} s; the cell that runs is interrupted.`);
    if (!this.#connection) return this.#end(3);
    this.#phase = 'stopping';
    this.#connection.write(`${JSON.stringify({ kind: 'stop' })}\n`);
    this.#after(graceMs, () => this.#end(3, 'The cell did not stop; VS Code is ended.'));
  }

  #after(ms, act) {
    this.#timers.push(setTimeout(act, ms));
  }

  #end(code, message) {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    for (const timer of this.#timers) clearTimeout(timer);
    if (message) console.error(message);
    this.#resolve(code);
  }
}

/** In one step: who reads it finds the old notebook or the new one, never half of one. */
function replaceFile(file, text) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text.endsWith('\n') ? text : `${text}\n`);
  renameSync(temporary, file);
}
