/** Every message in Chinese. */
import { common } from './common.ts';

export const chinese = { ...common };
