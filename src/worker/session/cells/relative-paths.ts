/**
 * Relative paths in cells start at the notebook's folder, as they do in Jupyter. A worker thread cannot change its
 * working directory, but it has its own copy of Node's modules: in this one `fs` resolves relative paths before it uses
 * them.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const ONE_PATH = [
  ...['access', 'appendFile', 'chmod', 'chown', 'createReadStream', 'createWriteStream', 'exists', 'lchown', 'lstat'],
  ...['lutimes', 'mkdir', 'mkdtemp', 'open', 'openAsBlob', 'opendir', 'readFile', 'readdir', 'readlink', 'realpath'],
  ...[
    'rm',
    'rmdir',
    'stat',
    'statfs',
    'truncate',
    'unlink',
    'unwatchFile',
    'utimes',
    'watch',
    'watchFile',
    'writeFile',
  ],
];
const TWO_PATHS = ['copyFile', 'cp', 'link', 'rename'];

type AnyFunction = (...args: unknown[]) => unknown;

/** Makes `folder` the folder that paths, `require` and process.cwd() of this thread start from. */
export function startIn(folder: string): void {
  process.cwd = () => folder;
  const resolved = (value: unknown) => {
    const relative = typeof value === 'string' && value !== '' && !path.isAbsolute(value);
    return relative ? path.join(folder, value) : value; // a slash at the end stays: it counts for mkdtemp
  };
  for (const name of ONE_PATH) wrap(name, ([first, ...rest]) => [resolved(first), ...rest]);
  for (const name of TWO_PATHS) wrap(name, ([first, second, ...rest]) => [resolved(first), resolved(second), ...rest]);
  wrap('symlink', ([target, link, ...rest]) => [target, resolved(link), ...rest]); // the target is relative to the link
  syncBuiltinESMExports();
}

/** `require` as a file in the folder would have it. */
export function requireFrom(folder: string): NodeJS.Require {
  return createRequire(path.join(folder, 'cell.js'));
}

function wrap(name: string, resolve: (args: unknown[]) => unknown[]): void {
  for (const [functions, key] of [
    [fs, name],
    [fs, `${name}Sync`],
    [fs.promises, name],
  ] as [object, string][]) {
    const original: unknown = Reflect.get(functions, key);
    if (typeof original !== 'function') continue;
    const wrapped: AnyFunction = (...args) => (original as AnyFunction)(...resolve(args));
    // Along with what hangs on it: realpath.native, the promisified form of exists.
    Reflect.set(functions, key, Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original)));
  }
}
