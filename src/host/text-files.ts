/** Which files of the workspace are offered for training. */
import * as vscode from 'vscode';

/** Ends of names that are text worth training on; the menus in package.json name the same, a test compares them. */
export const TEXT_EXTENSIONS = [
  ...[
    'txt',
    'text',
    'md',
    'markdown',
    'rst',
    'adoc',
    'org',
    'tex',
    'csv',
    'tsv',
    'json',
    'jsonl',
    'ndjson',
    'log',
    'srt',
  ],
  ...['vtt', 'html', 'htm', 'xml', 'yaml', 'yml', 'toml', 'ini', 'abc', 'fasta', 'fa', 'js', 'mjs', 'cjs', 'ts', 'jsx'],
  ...[
    'tsx',
    'css',
    'scss',
    'py',
    'r',
    'jl',
    'c',
    'h',
    'cpp',
    'hpp',
    'cc',
    'cs',
    'java',
    'kt',
    'scala',
    'go',
    'rs',
    'rb',
  ],
  ...['php', 'lua', 'pl', 'sh', 'sql', 'hs', 'ml', 'ex', 'erl', 'clj', 'lisp', 'swift', 'dart'],
];

/** Prose before code: what somebody who tries it first wants to train on. */
const PROSE_EXTENSIONS = ['txt', 'text', 'md', 'markdown', 'csv', 'tsv', 'rst', 'tex', 'log'];

const EXCLUDED = '**/{node_modules,.unroll,.git,out,dist}/**';
const LISTED_FILES = 200;

/** Text files of the workspace, prose first, at most LISTED_FILES. */
export async function textFiles(): Promise<vscode.Uri[]> {
  const prose = await find(PROSE_EXTENSIONS, LISTED_FILES);
  const others = TEXT_EXTENSIONS.filter((extension) => !PROSE_EXTENSIONS.includes(extension));
  return [...prose, ...(await find(others, LISTED_FILES - prose.length))];
}

/** Bytes between which a text is taken for a first example: below there is little to learn, above it takes long. */
const EXAMPLE_BYTES = { least: 4_000, most: 5_000_000 };

/** The smallest prose file that is large enough to learn from; undefined where there is none. */
export async function exampleFile(): Promise<vscode.Uri | undefined> {
  const files = await Promise.all((await find(PROSE_EXTENSIONS, LISTED_FILES)).map(withSize));
  const suitable = files.filter(({ bytes }) => bytes >= EXAMPLE_BYTES.least && bytes <= EXAMPLE_BYTES.most);
  return suitable.sort((a, b) => a.bytes - b.bytes)[0]?.uri;
}

async function find(extensions: string[], most: number): Promise<vscode.Uri[]> {
  if (most <= 0) return [];
  const found = await vscode.workspace.findFiles(`**/*.{${extensions.join(',')}}`, EXCLUDED, most);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

async function withSize(uri: vscode.Uri): Promise<{ uri: vscode.Uri; bytes: number }> {
  return { uri, bytes: (await vscode.workspace.fs.stat(uri)).size };
}
