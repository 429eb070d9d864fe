/**
 * Runs a notebook in VS Code without a person:
 *
 *   npm run notebook -- FILE.ipynb [--out OUT.ipynb] [--folder DIR] [--timeout SECONDS]
 *
 * What the cells show goes to standard output, their errors to standard error. FILE is never written, unless --out names it.
 * Exit code: 0; 1 when a cell failed (--out is written all the same); 2 when it could not start; 3 on time-out.
 */
import { readTask, StartError } from './notebook-task.mjs';
import { setup } from './setup.mjs';

process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 141 : 2)); // "| head" closes it
process.exit(await main());

async function main() {
  try {
    const task = readTask(process.argv.slice(2));
    await setup({ server: true });
    const { runNotebook } = await import('../test/vscode/notebook/run-notebook.mjs');
    return await runNotebook(task);
  } catch (error) {
    console.error(error instanceof StartError ? error.message : error);
    return 2;
  }
}
