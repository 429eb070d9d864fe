/**
 * Completion, hover and signatures of `rnn`, and of the notebook's variables, in the cells that our kernel runs, and
 * nowhere else.
 */
import * as vscode from 'vscode';
import { callHeader, calls } from '../../../protocol/calls.ts';
import { LANGUAGE, NOTEBOOK_TYPE } from '../kernelspec.ts';
import { argumentAt, gapAt, namedAt, type Span } from './cursor.ts';
import { declaredElsewhere } from './declarations.ts';
import { explanationOf, headerOf, inUsersWords } from './explanation.ts';
import { type Suggestion, suggestionsAt } from './suggestions.ts';

/** Not `{` and `,`: with a list open, Enter would insert an option where somebody begins a line. */
const LISTS = ['.', ' ', "'", '"'];
const SIGNATURES = ['(', ','];

const KINDS = {
  variable: vscode.CompletionItemKind.Variable,
  call: vscode.CompletionItemKind.Method,
  option: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
};

export function registerAssist(runs: (notebook: vscode.NotebookDocument) => boolean): vscode.Disposable {
  const selector = { notebookType: NOTEBOOK_TYPE, language: LANGUAGE };
  const isOurs = (document: vscode.TextDocument) => {
    const notebook = notebookOf(document);
    return notebook !== undefined && runs(notebook);
  };
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(
      selector,
      { provideCompletionItems: (document, position) => (isOurs(document) ? complete(document, position) : undefined) },
      ...LISTS,
    ),
    languages.registerHoverProvider(selector, {
      provideHover: (document, position) => (isOurs(document) ? hover(document, position) : undefined),
    }),
    languages.registerSignatureHelpProvider(
      selector,
      { provideSignatureHelp: (document, position) => (isOurs(document) ? signature(document, position) : undefined) },
      ...SIGNATURES,
    ),
  );
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

function complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  const offset = document.offsetAt(position);
  const gap = gapAt(document.getText(), offset);
  if (!gap) return [];
  // A list that opens before anything is typed would take the next Enter.
  const variables = gap.from < offset ? declaredElsewhere(otherCells(document), document.getText()) : [];
  const replacing = rangeOf(document, gap);
  const range = { inserting: new vscode.Range(replacing.start, position), replacing };
  return suggestionsAt(gap, variables).map((suggestion, i) => itemOf(suggestion, range, i));
}

/** The code of the other cells of a cell's notebook. */
function otherCells(document: vscode.TextDocument): string[] {
  const cells = notebookOf(document)?.getCells() ?? [];
  const others = cells.filter((cell) => cell.document !== document && cell.document.languageId === LANGUAGE);
  return others.map((cell) => cell.document.getText());
}

function itemOf(suggestion: Suggestion, range: vscode.CompletionItem['range'], place: number): vscode.CompletionItem {
  const { kind, label, insert, topic, code, parameters, default: value, isDefault, listsValues } = suggestion;
  const description = isDefault ? vscode.l10n.t('default') : value && `= ${value}`;
  const item = new vscode.CompletionItem(
    { label, ...(parameters && { detail: parameters }), ...(description && { description }) },
    KINDS[kind],
  );
  item.insertText = insert;
  item.filterText = insert.replace(/'|: $/g, '');
  item.sortText = String(place).padStart(3, '0'); // in the order of the schema
  if (topic) {
    item.detail = headerOf(topic);
    item.documentation = explanationOf(topic);
  }
  if (code) item.detail = code;
  // VS Code's own JavaScript knows nothing of other cells: its likest global, taken by the comma behind `model`, would
  // be `module`.
  if (kind === 'variable') item.preselect = true;
  if (range) item.range = range;
  if (listsValues) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const named = namedAt(document.getText(), document.offsetAt(position));
  const header = named && headerOf(named);
  if (!header) return undefined;
  const code = new vscode.MarkdownString().appendCodeblock(header, 'typescript');
  return new vscode.Hover([code, explanationOf(named)], rangeOf(document, named));
}

function signature(document: vscode.TextDocument, position: vscode.Position): vscode.SignatureHelp | undefined {
  const found = argumentAt(document.getText(), document.offsetAt(position));
  if (!found) return undefined;
  const call = calls[found.call];
  const information = new vscode.SignatureInformation(callHeader(found.call), inUsersWords(call));
  information.parameters = call.parameters.map((parameter) => {
    const documentation = new vscode.MarkdownString(inUsersWords(parameter));
    return new vscode.ParameterInformation(parameter.name, documentation);
  });
  const help = new vscode.SignatureHelp();
  help.signatures = [information];
  help.activeParameter = found.argument;
  return help;
}

function rangeOf(document: vscode.TextDocument, { from, to }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}
