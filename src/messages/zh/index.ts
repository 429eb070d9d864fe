/** Every message in Chinese. */
import { common } from './common.ts';
import { engine } from './engine.ts';
import { options } from './options.ts';

export const chinese = { ...common, ...engine, ...options };
