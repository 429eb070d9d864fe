// Compiles src/kernels/assembly to dist/kernels/*.wasm, one file a build of src/kernels/wasm/index.ts.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const sources = path.join('src', 'kernels', 'assembly');
const builds = {
  wide: { wide: true, fused: true },
  narrow: { wide: false, fused: true },
  'wide-separate': { wide: true, fused: false },
  'narrow-separate': { wide: false, fused: false },
};
/** Pages of 64 KiB: all that 32-bit WebAssembly can address. The memory itself is made by who uses the kernels. */
const PAGES = 65536;

/** Writes all builds into a folder, unless those that are there were made from the same sources. */
export async function writeKernels(folder) {
  const stamp = path.join(folder, 'sources.txt');
  const hash = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  mkdirSync(folder, { recursive: true });
  for (const [name, build] of Object.entries(builds)) write(path.join(folder, `${name}.wasm`), await compile(build));
  write(stamp, hash);
}

async function compile({ wide, fused }) {
  const features = ['simd', 'threads', 'bulk-memory', ...(fused ? ['relaxed-simd'] : [])];
  const options = [
    '--use',
    `WIDE=${Number(wide)}`,
    '--enable',
    features.join(),
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
  ];
  const memory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', `${PAGES}`];
  let binary;
  const entry = path.posix.join('src/kernels/assembly/index.ts');
  const { error, stderr } = await asc.main([entry, '-o', 'kernels.wasm', ...options, ...memory], {
    writeFile: (_, contents) => {
      binary = contents;
    },
  });
  if (error) throw new Error(`The kernels do not compile:\n${stderr}`, { cause: error });
  return binary;
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of readdirSync(sources).sort()) hash.update(readFileSync(path.join(sources, file)));
  return hash.update(readFileSync(import.meta.filename)).digest('hex');
}

/** Two builds may do this at once: a file is there as a whole or not at all. */
function write(file, contents) {
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}
