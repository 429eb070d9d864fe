/** Types, lint and format, and the rules that tests in test/unit/repository hold. Says which of them failed. */
import { spawnSync } from 'node:child_process';
import { root, setup } from './setup.mjs';

const checks = {
  types: ['node_modules/typescript/bin/tsc'],
  'lint and format': ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'],
  repository: ['node_modules/mocha/bin/mocha.js', '--import=tsx', '--timeout=60s', 'test/unit/repository/*.test.ts'],
};

await setup();
const failed = Object.entries(checks).filter(([name, args]) => {
  console.log(`=== ${name}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0;
});
console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.map(([name]) => name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
