/** The cells that have begun, by key, as long as something may still ask for them. */

/** Cells that are kept, the newest: what an older one does in a timer counts as done by the cell that runs. */
const KEPT = 500;
/** Characters of code up to which it is kept when a cell is over; it only serves to word an error more helpfully. */
const LONGEST_CODE = 10_000;

export class PastCells<C extends { key: string; code: string }> {
  readonly #cells = new Map<string, C>();

  /** A cell that begins. */
  add(cell: C): void {
    this.#cells.set(cell.key, cell);
    for (const oldest of this.#cells.keys()) if (this.#cells.size > KEPT) this.#cells.delete(oldest);
  }

  /** A cell is over: data that somebody pasted into it need not stay. */
  end(cell: C): void {
    if (cell.code.length > LONGEST_CODE) cell.code = '';
  }

  get(key: string): C | undefined {
    return this.#cells.get(key);
  }
}
