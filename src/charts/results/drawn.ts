/** What the templates of results draw with. */
import type { Texts } from '../texts.ts';
import type { Theme } from '../theme.ts';
import type { Tips } from './tips.ts';

export interface Drawn {
  texts: Texts;
  theme: Theme;
  tips: Tips;
}
