/** The value of a cell's last expression in its output. */
import type { OutputItem } from 'vscode-notebook-renderer';
import { ResultView } from '../charts/results/result-view.ts';
import results from '../charts/results/results.css';
import type { Texts } from '../charts/texts.ts';
import { readResult } from '../protocol/stored.ts';
import { shadowBox } from './shadow.ts';

export class ResultOutput {
  readonly #view: ResultView;

  constructor(
    readonly element: HTMLElement,
    texts: Texts,
  ) {
    this.#view = new ResultView(shadowBox(element, results), texts);
  }

  update(item: OutputItem): void {
    this.#view.update(readResult(item.text()));
  }

  dispose(): void {
    this.#view.dispose();
  }
}
