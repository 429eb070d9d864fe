/**
 * Cells run one after the other, in the order in which they were asked for. A cell that fails drops those behind it.
 */

export class CellQueue<Cell> {
  #last: Promise<void> = Promise.resolve();
  #generation = 0;

  /** Runs cells after those asked for earlier. `runCell` says whether to go on. */
  run(cells: readonly Cell[], runCell: (cell: Cell) => Promise<boolean>): Promise<void> {
    const generation = this.#generation;
    const turn = this.#last.then(async () => {
      for (const cell of cells) {
        if (generation !== this.#generation) return;
        if (!(await runCell(cell))) this.drop();
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Forgets the cells that wait. The one that runs is not touched. */
  drop(): void {
    this.#generation++;
  }
}
