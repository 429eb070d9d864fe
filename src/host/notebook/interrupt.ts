/** Interrupting a cell: asked politely first, then its JavaScript is ended, then its thread. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SessionHandle } from '../session.ts';
import { terminateExecution } from '../terminate.ts';

/** A session whose thread is free answers within a second. */
const PATIENCE_MS = 1500;
/** Time to answer after the code that blocked the thread was ended. */
const RECOVERY_MS = 2000;

/** Resolves when the cell that runs is on its way out. Variables are lost only where nothing else helps. */
export async function interrupt(session: SessionHandle): Promise<void> {
  if (!session.alive) return;
  const { calls, worker } = session.thread;
  // Sent once: it is handled when the thread is free again.
  const answered = calls.interrupt().then(
    () => true,
    () => true, // the thread is gone
  );
  if (await inTime(answered, PATIENCE_MS)) return;
  if ((await terminateExecution(worker)) && (await inTime(answered, RECOVERY_MS))) return;
  await session.end(
    vscode.l10n.t(
      'The cell could not be stopped, so its session was ended: variables are lost, models that were saved are not.',
    ),
  );
}

function inTime(answered: Promise<boolean>, milliseconds: number): Promise<boolean> {
  return Promise.race([answered, sleep(milliseconds, false)]);
}
