/** Where the text of a document comes from: a saved file is read by the session, anything else is sent as text. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Source, SourcePart, SourceRecord } from '../protocol/run.ts';

/**
 * The source behind a URI: the editor's text when it is unsaved or no file, else the file. Throws when it can't be
 * opened.
 */
export async function sourceOf(uri: vscode.Uri): Promise<SourcePart> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === 'file' && !open?.isDirty) return fileSource(uri);
  const document = open ?? (await vscode.workspace.openTextDocument(uri));
  return { kind: 'text', text: document.getText(), name: nameOf(uri) };
}

/** The same for an absolute path, as cells name their files. */
export function sourceOfPath(file: string): Promise<SourcePart> {
  return sourceOf(vscode.Uri.file(file));
}

/** What a run remembers before the session has read the source. */
export function sourceRecordOf(source: Source): SourceRecord {
  return source.kind === 'file' ? { name: path.basename(source.path), path: source.path } : { name: source.name };
}

/** A document's name, for people. */
export function nameOf(uri: vscode.Uri): string {
  return path.posix.basename(uri.path) || uri.toString();
}

function fileSource(uri: vscode.Uri): SourcePart {
  const encoding = vscode.workspace.getConfiguration('files', uri).get<string>('encoding');
  return { kind: 'file', path: uri.fsPath, ...(encoding ? { encoding } : {}) };
}
