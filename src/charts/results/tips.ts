/**
 * Boxes with what an element stands for, under the pointer and at the keyboard's focus. The elements of a group are one
 * stop of the Tab key; arrow keys walk among them, Escape hides the box.
 */
import type { TemplateResult } from 'lit/html.js';
import { Tip } from '../tip.ts';

/** Elements that have a tip carry this attribute: its number. `data-group` is on what holds those of a group. */
const ITEM = '[data-tip]';
const GROUP = '[data-group]';

export class Tips {
  readonly #tip: Tip;
  #contents: (() => TemplateResult)[] = [];

  /** `parent` is positioned, and holds the elements. */
  constructor(private readonly parent: HTMLElement) {
    this.#tip = new Tip(parent);
    parent.addEventListener('pointerover', (event) => this.#show(event.target));
    parent.addEventListener('pointerleave', () => this.#tip.hide());
    parent.addEventListener('focusin', (event) => this.#focused(event.target));
    parent.addEventListener('focusout', () => this.#tip.hide());
    parent.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Forgets all tips: before the elements are drawn anew. */
  clear(): void {
    this.#contents = [];
    this.#tip.hide();
  }

  /** The number of a content, for the element's `data-tip`. */
  add(content: () => TemplateResult): number {
    return this.#contents.push(content) - 1;
  }

  #show(target: EventTarget | null): void {
    const item = itemAt(target);
    const content = item && this.#contents[Number(item.dataset.tip)];
    if (!content) {
      this.#tip.hide();
      return;
    }
    const [box, outer] = [item.getBoundingClientRect(), this.parent.getBoundingClientRect()];
    const [top, bottom] = [box.top - outer.top, box.bottom - outer.top];
    this.#tip.showUnder(content(), { left: box.left - outer.left, top, bottom });
  }

  #focused(target: EventTarget | null): void {
    const item = itemAt(target);
    if (!item) return;
    for (const other of itemsOf(item)) other.tabIndex = other === item ? 0 : -1;
    this.#show(item);
  }

  #key(event: KeyboardEvent): void {
    const item = itemAt(event.target);
    if (event.key === 'Escape') this.#tip.hide();
    const next = item && neighbour(item, event.key);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  }
}

function itemAt(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>(ITEM) ?? undefined) : undefined;
}

function itemsOf(item: HTMLElement): HTMLElement[] {
  return [...(item.closest(GROUP)?.querySelectorAll<HTMLElement>(ITEM) ?? [])];
}

/** Left and right as things stand on the screen; up and down to the nearest of the next line. */
function neighbour(item: HTMLElement, key: string): HTMLElement | undefined {
  const here = item.getBoundingClientRect();
  const middle = (box: DOMRect) => box.left + box.width / 2;
  const others = itemsOf(item).filter((other) => other !== item);
  if (key === 'Home' || key === 'End') return others.at(key === 'Home' ? 0 : -1);
  let [best, least] = [undefined as HTMLElement | undefined, Number.POSITIVE_INFINITY];
  for (const other of others) {
    const box = other.getBoundingClientRect();
    const across = middle(box) - middle(here);
    const sameLine = box.top < here.bottom - 2 && box.bottom > here.top + 2;
    const away = key === 'ArrowDown' ? box.top - here.top : key === 'ArrowUp' ? here.top - box.top : 0;
    const distance =
      key === 'ArrowRight' && sameLine && across > 0
        ? across
        : key === 'ArrowLeft' && sameLine && across < 0
          ? -across
          : away > 2 && !sameLine
            ? away * 1000 + Math.abs(across)
            : Number.POSITIVE_INFINITY;
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
