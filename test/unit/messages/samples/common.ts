import type { common } from '../../../../src/messages/en/common.ts';
import type { Samples } from './samples.ts';

export const commonSamples: Samples<typeof common> = {
  verbatim: [{ text: 'As it came.' }],
};
