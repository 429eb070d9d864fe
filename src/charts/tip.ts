/** What stands beside the pointer: a small box that never leaves the element it belongs to. */
import { render, type TemplateResult } from 'lit/html.js';

export class Tip {
  readonly #box: HTMLElement;

  /** `parent` must be positioned. */
  constructor(private readonly parent: HTMLElement) {
    this.#box = document.createElement('div');
    this.#box.className = 'tip';
    this.#box.hidden = true;
    parent.append(this.#box);
  }

  /** Shows a content beside the point (x, y) of the parent: right and below of it where there is room. */
  show(content: TemplateResult, x: number, y: number): void {
    render(content, this.#box);
    this.#box.hidden = false;
    const [width, height] = [this.#box.offsetWidth, this.#box.offsetHeight];
    this.#box.style.left = `${beside(x, width, this.parent.clientWidth)}px`;
    this.#box.style.top = `${beside(y, height, this.parent.clientHeight)}px`;
  }

  /**
   * Shows a content below a box of the parent, above it where there is no room: what stands beside the box is not
   * covered.
   */
  showUnder(content: TemplateResult, box: { left: number; top: number; bottom: number }): void {
    render(content, this.#box);
    this.#box.hidden = false;
    const [width, height] = [this.#box.offsetWidth, this.#box.offsetHeight];
    const below = box.bottom + 4 + height <= this.parent.clientHeight;
    this.#box.style.left = `${Math.max(0, Math.min(box.left, this.parent.clientWidth - width))}px`;
    this.#box.style.top = `${below || box.top < height + 4 ? box.bottom + 4 : box.top - height - 4}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

function beside(at: number, size: number, room: number): number {
  const after = at + 14;
  if (after + size <= room) return after;
  return Math.max(0, at - 14 - size);
}
