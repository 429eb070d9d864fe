/**
 * The user's language, for texts that the session itself writes: values of cells as text, errors that nobody awaits.
 */
import { sayIn } from '../../../messages/languages.ts';
import { type Code, type Message, message, sayEnglish, type ValuesOf } from '../../../messages/message.ts';

let say: (told: Message) => string = sayEnglish;

/** To be called once, when the session begins. */
export function speak(language: string): void {
  say = sayIn(language);
}

/** A message in the user's language. */
export function words<C extends Code>(code: C, values: ValuesOf<C>): string {
  return say(message(code, values));
}

export function wordsOf(told: Message): string {
  return say(told);
}
