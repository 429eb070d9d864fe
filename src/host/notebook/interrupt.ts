/** Interrupting a cell: asked politely first, then its JavaScript is ended, then its thread. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SessionHandle } from '../session.ts';

/** Time a session has to answer before it counts as stuck in a loop. */
const PATIENCE_MS = 2000;

/** Resolves when the cell that runs is on its way out. */
export async function interrupt(session: SessionHandle): Promise<void> {
  if (!session.alive) return;
  if (await answersIn(PATIENCE_MS, session.thread.calls.interrupt())) return;
  await session.end(
    vscode.l10n.t(
      'The cell did not stop within {0} seconds, so its session was ended: variables are lost, models that were saved are not.',
      PATIENCE_MS / 1000,
    ),
  );
}

/** Whether a reply came in time. A reply that is an error counts too: then the thread is gone. */
async function answersIn(milliseconds: number, reply: Promise<void>): Promise<boolean> {
  const answer = reply.then(
    () => true,
    () => true,
  );
  return Promise.race([answer, sleep(milliseconds, false)]);
}
