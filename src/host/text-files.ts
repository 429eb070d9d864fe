/** Which files of the workspace are offered for training. */
import * as vscode from 'vscode';

/** Ends of names that are text worth training on; the menus in package.json name the same, a test compares them. */
export const TEXT_EXTENSIONS = [
  ...words(
    'txt text md markdown rst adoc org tex csv tsv tab dat json jsonl ndjson conll conllu iob iob2 bio log srt vtt',
  ),
  ...words(
    'html htm xml yaml yml toml ini abc fasta fa js mjs cjs ts jsx tsx css scss py r jl c h cpp hpp cc cs java kt',
  ),
  ...words('scala go rs rb php lua pl sh sql hs ml ex erl clj lisp swift dart'),
];

/** Prose and data before code: what somebody who tries it first wants to train on. */
const FIRST_EXTENSIONS = words(
  'txt text md markdown csv tsv tab dat jsonl ndjson conll conllu iob iob2 bio rst tex log',
);

/** Whether a file is offered by its name. */
export function isTextFile(uri: vscode.Uri): boolean {
  return TEXT_EXTENSIONS.some((extension) => uri.path.toLowerCase().endsWith(`.${extension}`));
}

const EXCLUDED = '**/{node_modules,.unroll,.git,out,dist}/**';
const LISTED_FILES = 200;

/** Text files of the workspace, prose and data first, at most LISTED_FILES. */
export async function textFiles(): Promise<vscode.Uri[]> {
  const first = await find(FIRST_EXTENSIONS, LISTED_FILES);
  const others = TEXT_EXTENSIONS.filter((extension) => !FIRST_EXTENSIONS.includes(extension));
  return [...first, ...(await find(others, LISTED_FILES - first.length))];
}

/** Of prose and data, the file that was changed last and is not empty; undefined where there is none. */
export async function newestFile(): Promise<vscode.Uri | undefined> {
  const files = await Promise.all((await find(FIRST_EXTENSIONS, LISTED_FILES)).map(withSize));
  const filled = files.filter(({ bytes }) => bytes > 0);
  return filled.sort((a, b) => b.modifiedAt - a.modifiedAt)[0]?.uri;
}

/** Bytes between which a text is taken for a first example: below there is little to learn, above it takes long. */
const EXAMPLE_BYTES = { least: 4_000, most: 5_000_000 };

/** The smallest prose file that is large enough to learn from; undefined where there is none. */
export async function exampleFile(): Promise<vscode.Uri | undefined> {
  const files = await Promise.all((await find(FIRST_EXTENSIONS, LISTED_FILES)).map(withSize));
  const suitable = files.filter(({ bytes }) => bytes >= EXAMPLE_BYTES.least && bytes <= EXAMPLE_BYTES.most);
  return suitable.sort((a, b) => a.bytes - b.bytes)[0]?.uri;
}

async function find(extensions: string[], most: number): Promise<vscode.Uri[]> {
  if (most <= 0) return [];
  const found = await vscode.workspace.findFiles(`**/*.{${extensions.join(',')}}`, EXCLUDED, most);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

async function withSize(uri: vscode.Uri): Promise<{ uri: vscode.Uri; bytes: number; modifiedAt: number }> {
  const { size, mtime } = await vscode.workspace.fs.stat(uri);
  return { uri, bytes: size, modifiedAt: mtime };
}

function words(text: string): string[] {
  return text.split(' ');
}
