/**
 * What a user is told, as data: a code and its values. It is worded where it is shown, in the language of whoever reads
 * it: `sayEnglish` here, `sayIn(language)` in languages.ts, which only views import.
 */
import { english } from './en/index.ts';
import type { Held, Say } from './held.ts';

type Catalogue = typeof english;
export type Code = keyof Catalogue;

/** What a sentence needs to know; {} where it needs nothing. */
export type ValuesOf<C extends Code> =
  Parameters<Catalogue[C]> extends [] ? Record<string, never> : Parameters<Catalogue[C]>[0];

/** One of the messages of the catalogue; it can be sent from thread to thread and stored. */
export type Message = { [C in Code]: { code: C; values: ValuesOf<C> } }[Code];

export function message<C extends Code>(code: C, values: ValuesOf<C>): Message {
  return { code, values } as Message;
}

/** What comes from elsewhere, in the words that it came in. */
export function verbatim(text: string): Message {
  return message('verbatim', { text });
}

/** A message in English: what errors have as their `message`. */
export function sayEnglish(given: Message): string {
  return sayBy(english, given);
}

/**
 * A message in the words of a catalogue, which may word others that it holds. A notebook may hold one of a later
 * version, which has no words here: its code is shown.
 */
export function sayBy(catalogue: Translation<Catalogue>, { code, values }: Held): string {
  if (!Object.hasOwn(catalogue, code)) return code;
  const word = catalogue[code as Code] as (values: unknown, say: Say) => string;
  return word(values, (held) => sayBy(catalogue, held));
}

/** A catalogue with the same codes and values as another: what the compiler holds every language to. */
export type Translation<C extends { [code in keyof C]: (values: never, say: Say) => string }> = {
  [code in keyof C]: (values: Parameters<C[code]>[0], say: Say) => string;
};

/** An error whose message is told in the user's language where it is shown; `message` is English. */
export class MessageError extends Error {
  declare readonly told: Message;
  constructor(told: Message, options?: ErrorOptions) {
    super(sayEnglish(told), options);
    tell(this, told);
  }
}

/** A RangeError of JavaScript's own kind that carries a message. */
export function rangeError<C extends Code>(code: C, values: ValuesOf<C>, options?: ErrorOptions): RangeError {
  const told = message(code, values);
  return tell(new RangeError(sayEnglish(told), options), told);
}

/** A TypeError of JavaScript's own kind that carries a message. */
export function typeError<C extends Code>(code: C, values: ValuesOf<C>, options?: ErrorOptions): TypeError {
  const told = message(code, values);
  return tell(new TypeError(sayEnglish(told), options), told);
}

/** Makes an error carry a message, out of sight of who prints its properties. */
export function tell<E extends Error>(error: E, told: Message): E & { readonly told: Message } {
  return Object.defineProperty(error, 'told', { value: told, configurable: true }) as E & { told: Message };
}

/** What an error tells; what comes from elsewhere is told as it stands. */
export function toldBy(error: unknown): Message {
  return toldOf(error) ?? verbatim(error instanceof Error ? error.message : String(error));
}

/** The message that an error carries; undefined where it carries none, or has been given other words since. */
export function toldOf(error: unknown): Message | undefined {
  const told = error instanceof Error && 'told' in error ? error.told : undefined;
  return error instanceof Error && isMessage(told) && sayEnglish(told) === error.message ? told : undefined;
}

function isMessage(given: unknown): given is Message {
  return typeof given === 'object' && given !== null && 'code' in given && Object.hasOwn(english, String(given.code));
}
