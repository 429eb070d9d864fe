/** The squiggle under the place in a cell where it failed. It goes when the cell is edited or run again. */
import * as vscode from 'vscode';
import type { CellError, CellPosition } from '../../protocol/session.ts';

import { words } from '../words.ts';

export class CellDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('unroll');
  readonly #editing = vscode.workspace.onDidChangeTextDocument(({ document }) => this.clear(document));
  readonly #closing = vscode.workspace.onDidCloseNotebookDocument((notebook) => {
    for (const { document } of notebook.getCells()) this.clear(document);
  });

  show(document: vscode.TextDocument, { name, message, told, position }: CellError): void {
    if (!position) return;
    const diagnostic = new vscode.Diagnostic(rangeAt(document, position), `${name}: ${told ? words(told) : message}`);
    diagnostic.source = 'Unroll';
    this.#collection.set(document.uri, [diagnostic]);
  }

  clear(document: vscode.TextDocument): void {
    if (this.#collection.has(document.uri)) this.#collection.delete(document.uri);
  }

  dispose(): void {
    vscode.Disposable.from(this.#collection, this.#editing, this.#closing).dispose();
  }
}

/** The word at a position, else the rest of its line. */
function rangeAt(document: vscode.TextDocument, { line, column }: CellPosition): vscode.Range {
  const start = document.validatePosition(new vscode.Position(line - 1, column - 1));
  return document.getWordRangeAtPosition(start) ?? new vscode.Range(start, document.lineAt(start.line).range.end);
}
