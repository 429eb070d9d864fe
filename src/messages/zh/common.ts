import type { common as english } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const common: Translation<typeof english> = {
  verbatim: ({ text }) => text,
};
