/** Undoes what a script has started, on every way out: normal end, exception, signal. Undoing is synchronous. */

const tasks = new Set();
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/** Registers `task`. The function that is returned runs it now, and at most once in all. */
export function onExit(task) {
  if (tasks.size === 0) listen();
  tasks.add(task);
  return () => {
    if (tasks.delete(task)) task();
  };
}

let listening = false;

function listen() {
  if (listening) return;
  listening = true;
  process.on('exit', runAll);
  // The shell's convention: 128 + number of the signal.
  for (const [signal, number] of Object.entries(signals)) process.on(signal, () => process.exit(128 + number));
}

function runAll() {
  for (const task of [...tasks].reverse()) {
    tasks.delete(task);
    task();
  }
}

/** Ends a process that was started with `detached: true`, and all that it has started. */
export function killGroup(pid, signal = 'SIGKILL') {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // gone already
  }
}
