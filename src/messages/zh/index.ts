/** Every message in Chinese. */
import { common } from './common.ts';
import { engine } from './engine.ts';

export const chinese = { ...common, ...engine };
