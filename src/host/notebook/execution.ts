/** One cell, run once: from the start of the execution to its end. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { sayEnglish, toldBy } from '../../messages/message.ts';
import type { CellError, CellResult } from '../../protocol/session.ts';
import type { Drawing } from '../drawing/drawing.ts';
import type { SessionHandle } from '../session.ts';
import type { SessionThread } from '../session-thread.ts';
import { CellOutputs } from './cell-outputs.ts';
import type { CellDiagnostics } from './diagnostics.ts';

export interface ExecutionTools {
  drawing: Drawing;
  diagnostics: CellDiagnostics;
  log: vscode.LogOutputChannel;
}

/** Runs a cell in a session; says whether it came to its end without an error. */
export async function executeCell(
  execution: vscode.NotebookCellExecution,
  session: SessionHandle,
  { drawing, diagnostics, log }: ExecutionTools,
): Promise<boolean> {
  const { document } = execution.cell;
  const outputs = new CellOutputs(execution, { store: session.store, drawing, log });
  const { thread } = session; // a restart from here on ends this cell
  execution.start(Date.now());
  diagnostics.clear(document);
  await execution.clearOutput();
  const result = await evaluate(session, thread, `Cell ${execution.executionOrder}`, document.getText(), outputs);
  if (result.kind === 'ok' && result.text !== undefined) outputs.result(result.text, result.drawn);
  if (result.kind === 'error') {
    outputs.error(result.error);
    diagnostics.show(document, result.error);
  }
  if (result.kind === 'interrupted') outputs.error(interrupted());
  await outputs.finish();
  execution.end(result.kind === 'ok', Date.now());
  return result.kind === 'ok';
}

// When the thread dies the call is rejected, with the message that people get to read.
async function evaluate(
  session: SessionHandle,
  thread: SessionThread,
  label: string,
  code: string,
  outputs: CellOutputs,
): Promise<CellResult> {
  const execution = randomUUID();
  session.outputs.set(execution, (output) => outputs.add(output));
  try {
    if (thread.death) throw thread.death;
    return await thread.calls.evaluate({ execution, label }, code);
  } catch (error) {
    const told = toldBy(error);
    return { kind: 'error', error: { name: 'SessionError', message: sayEnglish(told), told, stack: '' } };
  } finally {
    session.outputs.delete(execution);
  }
}

function interrupted(): CellError {
  return { name: 'Interrupted', message: vscode.l10n.t('The cell was interrupted.'), stack: '' };
}
