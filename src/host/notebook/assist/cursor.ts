/**
 * Where the cursor stands in the code of a cell: behind `rnn.`, at an option of one of its calls, or in a name. The
 * code is seldom complete while somebody types; Lezer's parser, made for editors, has a tree for whatever there is.
 */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { type CallName, calls, isCall } from '../../../protocol/calls.ts';

/** Offsets in the code, [from, to). */
export interface Span {
  from: number;
  to: number;
}

/** What can be written at the cursor; the span is the word that it replaces. */
export type Gap = Span &
  /** Of a variable, `rnn` among them. */
  (
    | { kind: 'name' }
    /** `dot`: the span begins with it. */
    | { kind: 'call'; dot: boolean }
    /** `given`: the other options of the object, with their values where these are literal texts. */
    | { kind: 'option'; call: CallName; given: ReadonlyMap<string, string | undefined>; colonFollows: boolean }
    /** `string`: the quote in which the cursor stands, and the one that is missing behind it. */
    | { kind: 'value'; call: CallName; option: string; string?: { quote: string; missing: string } }
  );

/** What there is something to say of. */
export type Topic =
  | { kind: 'rnn' }
  | { kind: 'call'; call: CallName }
  | { kind: 'option'; call: CallName; option: string };

/** What can be written at an offset; undefined where it is not ours to say. */
export function gapAt(code: string, offset: number): Gap | undefined {
  const tree = parser.parse(code);
  const inside = tree.resolveInner(offset, -1);
  if (inside.name === 'String') return gapInString(code, offset, inside);
  if (isProse(inside)) return undefined;
  const word = wordAround(code, offset);
  const before = tokenBefore(tree, code, word.from);
  const parent = before.parent;
  if (before.name === '.' && parent && isMemberOfRnn(code, parent)) return callGap(before, word);
  const value = before.name === ':' && parent ? valueGap(code, parent, word) : undefined;
  if (value) return value;
  if (parent?.name === 'ObjectExpression' && (before.name === '{' || before.name === ',')) {
    const call = callWithOptions(code, parent);
    const colonFollows = /^\s*:/.test(code.slice(word.to));
    return call && { kind: 'option', call, given: optionsIn(code, parent, word), colonFollows, ...word };
  }
  return word.from < offset && inside.name === 'VariableName' ? { kind: 'name', ...word } : undefined;
}

/** What stands at an offset, if it is known to us by name. */
export function namedAt(code: string, offset: number): (Span & Topic) | undefined {
  const node = parser.parse(code).resolveInner(offset, 1);
  const { from, to, parent } = node;
  const name = textOf(code, node);
  if (node.name === 'VariableName' && name === 'rnn') return { kind: 'rnn', from, to };
  if (!parent) return undefined;
  if (node.name === 'PropertyName' && isMemberOfRnn(code, parent) && isCall(name))
    return { kind: 'call', call: name, from, to };
  if (parent.name !== 'Property' || !(isName(node) || isLiteral(node))) return undefined;
  const found = optionOf(code, parent);
  return found && { kind: 'option', ...found, from, to };
}

/** The call of `rnn` between whose parentheses an offset stands, and the number of the argument there. */
export function argumentAt(code: string, offset: number): { call: CallName; argument: number } | undefined {
  const tree = parser.parse(code);
  if (isComment(tree.resolveInner(offset, -1))) return undefined;
  for (let node: SyntaxNode | null = tree.resolveInner(offset, -1); node; node = node.parent) {
    if (node.name !== 'ArgList' || offset === node.from) continue;
    if (offset === node.to && node.lastChild?.name === ')') continue; // behind it
    const call = calledOn(code, node);
    return call && { call, argument: commasBefore(node, offset) };
  }
  return undefined;
}

/**
 * VS Code's own JavaScript begins what it offers behind a dot with the dot. A list sorts by what matches more of the
 * text first, so ours begins there as well, or stands below whatever words the cell has.
 */
function callGap(dot: SyntaxNode, word: Span): Gap {
  const adjacent = dot.to === word.from;
  return { kind: 'call', dot: adjacent, from: adjacent ? dot.from : word.from, to: word.to };
}

/** In a string only values have completion: those of options that are texts. */
function gapInString(code: string, offset: number, string: SyntaxNode): Gap | undefined {
  const quote = code.charAt(string.from);
  const closed = string.to - string.from > 1 && code[string.to - 1] === quote;
  if (closed && offset === string.to) return undefined;
  // A string without an end reaches to that of the line: what stands behind the word is not meant.
  const end = closed ? string.to - 1 : offset + (/^[\w-]*/.exec(code.slice(offset))?.[0].length ?? 0);
  const gap = string.parent && valueGap(code, string.parent, { from: string.from + 1, to: end });
  return gap?.kind === 'value' && isValue(string)
    ? { ...gap, string: { quote, missing: closed ? '' : quote } }
    : undefined;
}

function valueGap(code: string, property: SyntaxNode, span: Span): Gap | undefined {
  const found = optionOf(code, property);
  return found && { kind: 'value', ...found, ...span };
}

/** The option that a property gives, in the options of a call of `rnn`. */
function optionOf(code: string, property: SyntaxNode): { call: CallName; option: string } | undefined {
  if (property.name !== 'Property' || !property.firstChild || !property.parent) return undefined;
  const call = callWithOptions(code, property.parent);
  return call && { call, option: bare(textOf(code, property.firstChild)) };
}

/** The call of `rnn` whose options an object is. */
function callWithOptions(code: string, object: SyntaxNode): CallName | undefined {
  const list = object.parent;
  if (list?.name !== 'ArgList') return undefined;
  const call = calledOn(code, list);
  const place = call ? calls[call].parameters.findIndex(({ name }) => name === 'options?') : -1;
  return place >= 0 && commasBefore(list, object.from) === place ? call : undefined;
}

/** `train`, of the arguments in `rnn.train(…)`. */
function calledOn(code: string, list: SyntaxNode): CallName | undefined {
  const callee = list.parent?.name === 'CallExpression' ? list.parent.firstChild : null;
  const name = callee?.lastChild ? textOf(code, callee.lastChild) : '';
  return callee && isMemberOfRnn(code, callee) && isCall(name) ? name : undefined;
}

function isMemberOfRnn(code: string, node: SyntaxNode): boolean {
  const object = node.firstChild;
  return node.name === 'MemberExpression' && object?.name === 'VariableName' && textOf(code, object) === 'rnn';
}

function commasBefore(list: SyntaxNode, offset: number): number {
  return list.getChildren(',').filter((comma) => comma.from < offset).length;
}

/** The options that an object gives, without the one at the cursor. */
function optionsIn(code: string, object: SyntaxNode, cursor: Span): Map<string, string | undefined> {
  const others = object.getChildren('Property').filter((property) => property.from !== cursor.from);
  return new Map(
    others.flatMap(({ firstChild, lastChild }) => {
      if (!firstChild || !isName(firstChild)) return [];
      const value = lastChild?.name === 'String' ? bare(textOf(code, lastChild)) : undefined;
      return [[bare(textOf(code, firstChild)), value] as const];
    }),
  );
}

/** The last token that ends before an offset, comments aside. */
function tokenBefore(tree: Tree, code: string, offset: number): SyntaxNode {
  const node = tree.resolveInner(code.slice(0, offset).trimEnd().length, -1);
  return isComment(node) ? tokenBefore(tree, code, node.from) : node;
}

function wordAround(code: string, offset: number): Span {
  let [from, to] = [offset, offset];
  while (isWordCharacter(code.charAt(from - 1))) from--;
  while (isWordCharacter(code.charAt(to))) to++;
  return { from, to };
}

function isWordCharacter(character: string): boolean {
  return /^[\w$]$/.test(character);
}

function isComment({ name }: SyntaxNode): boolean {
  return name === 'LineComment' || name === 'BlockComment';
}

/** Where anything may be written that is no code. */
function isProse(node: SyntaxNode): boolean {
  return isComment(node) || node.name === 'TemplateString' || node.name === 'RegExp';
}

function isName(node: SyntaxNode): boolean {
  return node.name === 'PropertyDefinition' || (node.name === 'String' && !node.prevSibling);
}

function isLiteral({ name }: SyntaxNode): boolean {
  return name === 'String' || name === 'BooleanLiteral' || name === 'Number';
}

function isValue(node: SyntaxNode): boolean {
  return node.prevSibling?.name === ':';
}

function textOf(code: string, { from, to }: Span): string {
  return code.slice(from, to);
}

/** Without its quotes, if it has any. */
function bare(text: string): string {
  return text.replace(/^(['"])(.*)\1$/s, '$2');
}
