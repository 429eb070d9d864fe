/** Every message in English. Each part of the code has its own file; the codes of all are one catalogue. */
import { common } from './common.ts';
import { engine } from './engine.ts';
import { options } from './options.ts';

export const english = { ...common, ...engine, ...options };
