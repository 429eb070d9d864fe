/** Fresh copies of the fixture workspace, so that no run sees what another has written. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onExit } from './cleanup.mjs';

/** A copy of `from`, under its own name in a temporary folder that is removed when this process ends. Returns its path. */
export function copyWorkspace(from = path.join(import.meta.dirname, '../fixtures/workspace')) {
  const box = realpathSync(mkdtempSync(path.join(tmpdir(), 'unroll-workspace-')));
  onExit(() => rmSync(box, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const folder = path.join(box, path.basename(from));
  // Without the models of earlier runs.
  cpSync(from, folder, { recursive: true, filter: (file) => path.basename(file) !== '.unroll' });
  return folder;
}
