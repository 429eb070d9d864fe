/** Cells have `require`, not `import`: the errors of V8 about that, in words that say what to write instead. */
import { message, sayEnglish, tell } from '../../../messages/message.ts';
import type { CellPosition } from '../../../protocol/session.ts';
import { cellFrames } from './frames.ts';

const STATEMENT = /import\s+(?:(?:type\s+)?(?<what>[^'"]*?)\s*from\s*)?['"](?<name>[^'"]+)['"]/y;
const CALL = /import\s*\(\s*(?:['"`](?<name>[^'"`]+)['"`])?/g; // its position is that of the expression around it

/** The same error with another message, where it is about an import; `sourceOf` gives the code behind a key. */
export function explainImport(
  thrown: unknown,
  code: string,
  position: CellPosition | undefined,
  sourceOf: (key: string) => string | undefined,
): void {
  try {
    explain(thrown, code, position, sourceOf);
  } catch {
    // An error that cannot be read or written to stays as it is.
  }
}

function explain(
  thrown: unknown,
  code: string,
  position: CellPosition | undefined,
  sourceOf: (key: string) => string | undefined,
): void {
  if (!(thrown instanceof Error)) return;
  if (position && /import statement outside a module/.test(thrown.message)) {
    const { what = '', name } = match(STATEMENT, code, position) ?? {};
    rewrite(thrown, 'import', name, what);
  }
  if (/dynamic import callback/.test(thrown.message)) {
    const [frame] = cellFrames(thrown);
    const { name } = (frame && match(CALL, sourceOf(frame.key) ?? '', frame)) ?? {};
    rewrite(thrown, 'import()', name, '');
  }
}

function match(pattern: RegExp, code: string, { line, column }: CellPosition): Record<string, string> | undefined {
  const before = code.split('\n').slice(0, line - 1);
  pattern.lastIndex = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  return pattern.exec(code)?.groups;
}

function rewrite(error: Error, keyword: string, name: string | undefined, what: string): void {
  const target = what === '' ? '' : `const ${asDeclared(what)} = `;
  const told = message('cell.import', { keyword, target, ...(name !== undefined && { module: name }) });
  error.message = sayEnglish(told);
  tell(error, told);
}

/** `* as fs` -> `fs`, `{ a as b }` -> `{ a: b }`, `x, { y }` -> `x`. */
function asDeclared(what: string): string {
  if (what.startsWith('{')) return what.replace(/\s+as\s+/g, ': ');
  return what.replace(/^\*\s+as\s+/, '').replace(/,.*$/s, '');
}
