/** Words of one meaning in each language, for what is described once and shown as it stands: options and calls. */

export interface Words {
  en: string;
  zh: string;
}

/** The catalogue's language for one as browsers and VS Code name it, "zh-cn"; English where there is no translation. */
export function languageOf(language: string): keyof Words {
  return /^zh\b(?!.*\b(hant|tw|hk|mo)\b)/i.test(language) ? 'zh' : 'en';
}

export function wordsIn(language: string): (words: Words) => string {
  const spoken = languageOf(language);
  return (words) => words[spoken];
}
