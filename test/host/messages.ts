/** Messages that VS Code would show, caught for the test; each can be answered with one of its buttons. */
import * as vscode from 'vscode';
import { until } from './support.ts';

export interface Messages {
  /** What was said so far, in order. */
  texts: string[];
  /** Waits for a message that matches. */
  heard(pattern: RegExp): Promise<string>;
}

type Show = (message: string, ...rest: unknown[]) => Promise<string | undefined>;
const NAMES = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Catches messages during the tests of the describe in which it is called; `answer` picks a button by its title. */
export function useMessages(
  answer: (message: string, buttons: string[]) => string | undefined = () => undefined,
): Messages {
  const texts: string[] = [];
  const window = vscode.window as unknown as Record<(typeof NAMES)[number], Show>;
  const originals = NAMES.map((name) => window[name]);
  beforeEach(() => {
    texts.length = 0;
    for (const name of NAMES) {
      window[name] = async (message, ...rest) => {
        texts.push(message);
        return answer(
          message,
          rest.filter((button) => typeof button === 'string'),
        );
      };
    }
  });
  afterEach(() => {
    NAMES.forEach((name, i) => {
      window[name] = originals[i]!;
    });
  });
  const heard = (pattern: RegExp) => until(`a message like ${pattern}`, () => texts.find((text) => pattern.test(text)));
  return { texts, heard };
}
