/** Gates in a cell's output. */
import type { OutputItem } from 'vscode-notebook-renderer';
import { GatesView } from '../charts/gates/gates-view.ts';
import type { Texts } from '../charts/texts.ts';
import type { GatesPayload } from '../protocol/gates.ts';
import { shadowBox } from './shadow.ts';

export class GatesOutput {
  readonly #view: GatesView;

  constructor(
    readonly element: HTMLElement,
    texts: Texts,
  ) {
    const box = shadowBox(element);
    box.classList.add('gates');
    this.#view = new GatesView(box, texts);
  }

  update(item: OutputItem): void {
    const payload: GatesPayload = item.json();
    this.#view.update(payload, payload.model);
  }

  dispose(): void {
    this.#view.dispose();
  }
}
