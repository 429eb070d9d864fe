/** Messages for tests: what they say in English, and sentences as messages. */
import { type Message, sayEnglish } from '../../src/messages/message.ts';

export { verbatim } from '../../src/messages/message.ts';

/** In English; '' where there is none. */
export function said(told: Message | undefined): string {
  return told ? sayEnglish(told) : '';
}
