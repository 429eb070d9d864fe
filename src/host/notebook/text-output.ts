/**
 * Text as an output. VS Code does not wrap plain text: long lines, as models write them, come as HTML that wraps as
 * well.
 */
import * as vscode from 'vscode';

/** Characters that fit beside one another in any notebook. */
const SHORT_LINE = 80;

const WRAPPING = [
  'margin: 0',
  'white-space: pre-wrap',
  'overflow-wrap: anywhere',
  'font-family: var(--vscode-editor-font-family, monospace)',
  'font-size: var(--notebook-cell-output-font-size, inherit)',
].join('; ');

/** The representations of a text, the best first. */
export function textItems(text: string): vscode.NotebookCellOutputItem[] {
  const plain = vscode.NotebookCellOutputItem.text(text);
  if (text.split('\n').every((line) => line.length <= SHORT_LINE)) return [plain];
  return [vscode.NotebookCellOutputItem.text(`<pre style="${WRAPPING}">${escapeHtml(text)}</pre>`, 'text/html'), plain];
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
