/** The thread that draws pictures for stored outputs, so that the extension host never waits for a chart. */
import { parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { Pictures } from '../../protocol/pictures.ts';

const pictures = require('./pictures.cjs') as Pictures;
const port = parentPort;
if (!port) throw new Error('This script runs in a worker thread.');

createBirpc<Record<string, never>, Pictures>(pictures, {
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
  timeout: -1,
});
