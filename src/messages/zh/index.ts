/** Every message in Chinese. */
import { common } from './common.ts';
import { engine } from './engine.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';
import { records } from './records.ts';
import { session } from './session.ts';
import { text } from './text.ts';
import { values } from './values.ts';

export const chinese = { ...common, ...engine, ...options, ...plan, ...text, ...records, ...session, ...values };
