/** Holds the import table of ARCHITECTURE.md. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { importsOf, read, typescriptFiles } from './sources.ts';

const files = typescriptFiles('src');
const table = importTable();
const rooms = roomTable();
const MOST_FILES = 25;
/** These run in Node and in a browser alike. */
const anywhere = ['messages', 'formats', 'text', 'kernels', 'engine', 'protocol', 'charts'];

describe('imports', () => {
  it('reads the table from ARCHITECTURE.md', () => {
    assert.deepEqual(table.get('worker'), ['engine', 'kernels', 'text', 'protocol', 'formats', 'messages']);
    assert.deepEqual(table.get('messages'), []);
    assert.ok(files.length > 20, `only ${files.length} files found`);
  });

  it('every folder of src has a row in the table', () => {
    assert.deepEqual(
      [...new Set(files.map(folderOf))].filter((folder) => !table.has(folder)),
      [],
    );
  });

  it('a folder imports only what its row allows', () => {
    const wrong = files.flatMap((file) =>
      localImports(file)
        .map(folderOf)
        .filter((folder) => folder !== folderOf(file) && !table.get(folderOf(file))?.includes(folder))
        .map((folder) => `${file} imports ${folder}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('every room of a divided folder has a row in the table of rooms', () => {
    assert.ok(rooms.size > 20, `only ${rooms.size} rooms found`);
    const houses = new Set([...rooms.keys()].map(houseOf));
    const used = files.filter((file) => houses.has(houseOf(roomOf(file)))).map(roomOf);
    assert.deepEqual([...new Set(used)].sort(), [...rooms.keys()].sort());
  });

  it('a room imports only what its row allows, of what stands above it', () => {
    const order = [...rooms.keys()];
    const wrong = files.flatMap((file) => {
      const room = roomOf(file);
      const neighbours = localImports(file)
        .map(roomOf)
        .filter((other) => other !== room && rooms.has(other) && houseOf(other) === houseOf(room));
      return neighbours
        .filter((other) => !rooms.get(room)?.includes(other) || order.indexOf(other) > order.indexOf(room))
        .map((other) => `${file} imports ${other}`);
    });
    assert.deepEqual(wrong, []);
  });

  it(`no room has more than ${MOST_FILES} files`, () => {
    const counts = new Map<string, number>();
    for (const file of files.map((name) => path.posix.dirname(name))) counts.set(file, (counts.get(file) ?? 0) + 1);
    assert.deepEqual(
      [...counts].filter(([, count]) => count > MOST_FILES),
      [],
    );
  });

  it("only host imports 'vscode'", () => {
    const users = files.filter((file) => importsOf(file).includes('vscode') && folderOf(file) !== 'host');
    assert.deepEqual(users, []);
  });

  it(`${anywhere.join(', ')} import nothing of Node's own`, () => {
    const wrong = files.filter((file) => anywhere.includes(folderOf(file)) && importsOf(file).some(isNodes));
    assert.deepEqual(wrong, []);
  });

  it('no file imports itself over others', () => {
    assert.deepEqual(
      files.map(cycleFrom).filter((cycle) => cycle.length > 0),
      [],
    );
  });
});

/** Rows `src/NAME | what | may import`; an import in backticks is a package and not a folder. */
function importTable(): Map<string, string[]> {
  const rows = read('ARCHITECTURE.md').matchAll(/^\| `src\/(\w+)` \|[^|]*\|([^|]*)\|$/gm);
  const folders = [...rows].map(
    ([, name = '', allowed = '']) => [name, allowed.split(';')[0]?.match(/\w+/g) ?? []] as const,
  );
  return new Map(folders.map(([name, allowed]) => [name, allowed.filter((word) => word !== 'nothing')]));
}

/** Rows `src/HOUSE/ROOM` | what | may import of its neighbours: for each room the paths of the others. */
function roomTable(): Map<string, string[]> {
  const rows = read('ARCHITECTURE.md').matchAll(/^\| `(src\/[\w/]+\/[\w.]+)` \|[^|]*\|([^|]*)\|$/gm);
  return new Map(
    [...rows]
      .map(([, room = '', allowed = '']) => [room, allowed.trim().split(', ')] as const)
      .filter(([, allowed]) => allowed.every((name) => name === 'nothing' || /^(?:\w+|\.)$/.test(name)))
      .map(([room, allowed]) => [room, allowed.map((name) => `${houseOf(room)}/${name}`)] as const),
  );
}

/**
 * `src/engine/cells` of src/engine/cells/lstm.ts, `src/engine/.` of src/engine/config.ts; undivided folders are one
 * room.
 */
function roomOf(file: string): string {
  const folder = path.posix.dirname(file);
  return [`${folder}/.`, folder].find((room) => rooms.has(room)) ?? folder;
}

function houseOf(room: string): string {
  return path.posix.dirname(room);
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function localImports(file: string): string[] {
  const relative = importsOf(file).filter((name) => name.startsWith('.') && name.endsWith('.ts'));
  return relative.map((name) => path.posix.join(path.posix.dirname(file), name));
}

function isNodes(name: string): boolean {
  return name.startsWith('node:') || ['fs', 'path', 'os', 'worker_threads', 'child_process'].includes(name);
}

/** The shortest way from a file back to itself, or nothing. */
function cycleFrom(start: string): string[] {
  const seen = new Set<string>();
  const ways = localImports(start).map((file) => [start, file]);
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1) ?? '';
    if (last === start) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    if (files.includes(last)) ways.push(...localImports(last).map((file) => [...way, file]));
  }
  return [];
}
