/** What a cell declares at its top level: the variables that other cells can use. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';

export interface Declaration {
  name: string;
  /** The first line of the statement. */
  code: string;
}

/** Longest line that is shown of a statement. */
const SHOWN_CHARS = 100;

/** In the order of the code, destructured names too. */
export function declarationsIn(code: string): Declaration[] {
  return statementsOf(parser.parse(code).topNode).flatMap((statement) => {
    const [line = ''] = code.slice(statement.from, statement.to).split('\n', 1);
    const shown = line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line;
    return definitionsIn(statement).map(({ from, to }) => ({ name: code.slice(from, to), code: shown }));
  });
}

/** Of several cells, the newest of each name; without those that `own` declares, which VS Code's JavaScript knows. */
export function declaredElsewhere(others: readonly string[], own: string): Declaration[] {
  const found = new Map(others.flatMap(declarationsIn).map((declaration) => [declaration.name, declaration]));
  for (const { name } of declarationsIn(own)) found.delete(name);
  return [...found.values()];
}

function statementsOf(script: SyntaxNode): SyntaxNode[] {
  return ['VariableDeclaration', 'FunctionDeclaration', 'ClassDeclaration'].flatMap((kind) => script.getChildren(kind));
}

/** The names that a declaration or a pattern gives: not those inside of functions and initial values. */
function definitionsIn(node: SyntaxNode): SyntaxNode[] {
  return [
    ...node.getChildren('VariableDefinition'),
    ...['ObjectPattern', 'ArrayPattern', 'PatternProperty'].flatMap((kind) =>
      node.getChildren(kind).flatMap(definitionsIn),
    ),
  ];
}
