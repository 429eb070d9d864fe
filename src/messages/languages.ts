/** Messages in the language of a view. */
import { english } from './en/index.ts';
import { type Message, sayBy, type Translation } from './message.ts';
import { chinese } from './zh/index.ts';

/** Words messages in a language as browsers and VS Code name it, "zh-cn"; in English where there is no translation. */
export function sayIn(language: string): (message: Message) => string {
  const catalogue: Translation<typeof english> = isChinese(language) ? chinese : english;
  return (message) => sayBy(catalogue, message);
}

/** Whether a language is Chinese in simplified characters. */
export function isChinese(language: string): boolean {
  return /^zh\b(?!.*\b(hant|tw|hk|mo)\b)/i.test(language);
}
