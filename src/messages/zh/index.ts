/** Every message in Chinese. */
import { common } from './common.ts';
import { options } from './options.ts';

export const chinese = { ...common, ...options };
