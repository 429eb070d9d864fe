/**
 * Runs a program and takes its whole process group, this process included, down with it when the one who asked for it is
 * gone, even if that one was killed and could not clean up: its end of our standard input closes then.
 *
 *   node guard.mjs '["path to remove", ...]' PROGRAM [ARGUMENT ...]
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const [paths, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('exit', end);
child.once('error', end);
process.stdin.once('close', end).resume();

function end(reason) {
  if (reason instanceof Error) console.error(`could not start ${program}: ${reason.message}`);
  child.kill('SIGKILL');
  try {
    for (const path of JSON.parse(paths))
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } finally {
    process.kill(-process.pid, 'SIGKILL');
  }
}
