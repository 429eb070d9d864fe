/** Draws at most once a frame, however often it is asked to. */

export class Frame {
  #pending = 0;

  constructor(private readonly draw: () => void) {}

  request(): void {
    if (this.#pending !== 0) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      this.draw();
    });
  }

  cancel(): void {
    cancelAnimationFrame(this.#pending);
    this.#pending = 0;
  }
}
