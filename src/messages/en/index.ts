/** Every message in English. Each part of the code has its own file; the codes of all are one catalogue. */
import { common } from './common.ts';
import { records } from './records.ts';
import { session } from './session.ts';
import { text } from './text.ts';
import { values } from './values.ts';

export const english = { ...common, ...text, ...records, ...session, ...values };
