/**
 * The main job without a person: opens the sample notebooks in VS Code as a user would, runs every cell, prints the loss as it
 * falls, and leaves the executed notebooks and screenshots in out/demo/.
 *
 *   npm run demo [-- --readme]     with --readme, media/screenshot.png is made anew as well
 */
import { parseArgs } from 'node:util';
import { setup } from './setup.mjs';

const { values } = parseArgs({ options: { readme: { type: 'boolean', default: false } } });
await setup({ server: true });
const tsx = await import('tsx/esm/api');
tsx.register();
const { demo } = await import('../test/ui/demo/demo.ts');
await demo(values);
