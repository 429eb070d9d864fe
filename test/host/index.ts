/**
 * Runs the tests of this folder with mocha inside VS Code's extension host. test/vscode/host-suite.mjs bundles each
 * test file to out/test/host/ and tells in UNROLL_MOCHA which of them to run.
 */
import { createRequire } from 'node:module';
import Mocha from 'mocha';

interface Selection {
  /** Absolute paths of bundled test files. */
  files: string[];
  reporter: string;
  grep?: string;
}

/** Resolves when every test has passed; throws when one failed. */
export async function run(): Promise<void> {
  const { files, reporter, grep } = JSON.parse(process.env.UNROLL_MOCHA ?? '{}') as Selection;
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 180_000, // longer than `until` waits, which says for what
    color: false,
    reporter: createRequire(reporter)(reporter) as Mocha.ReporterConstructor,
    ...(grep === undefined ? {} : { grep }),
  });
  for (const file of files) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
