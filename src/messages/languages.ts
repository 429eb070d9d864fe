/** Messages in the language of a view. */
import { english } from './en/index.ts';
import { type Message, sayBy, type Translation } from './message.ts';
import { languageOf } from './words.ts';
import { chinese } from './zh/index.ts';

/** Words messages in a language as browsers and VS Code name it, "zh-cn"; in English where there is no translation. */
export function sayIn(language: string): (message: Message) => string {
  const catalogue: Translation<typeof english> = languageOf(language) === 'zh' ? chinese : english;
  return (message) => sayBy(catalogue, message);
}
