/** Notebook driver <-> `npm run notebook`: a JSON object a line over a local socket. */

/** What the driver is started with, in the environment variable UNROLL_NOTEBOOK. */
export interface Task {
  /** Path of the socket. */
  socket: string;
  /** The .ipynb to read. */
  notebook: string;
}

export type FromDriver =
  /** Nothing was run: the message says why. */
  | { kind: 'refused'; message: string }
  | { kind: 'started' }
  | { kind: 'stdout' | 'stderr'; text: string }
  /** The whole .ipynb as it stands after a cell. */
  | { kind: 'notebook'; text: string }
  | { kind: 'done'; failed: boolean };

/** The only message to the driver: time is up. */
export type ToDriver = { kind: 'stop' };
