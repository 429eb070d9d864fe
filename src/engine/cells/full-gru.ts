/** What both full GRUs (1.9) have: gates r and u, and a candidate; their cell state c is their activation a. */
import { plus } from '../../kernels/kernels.ts';
import { type LayerPlace, Panels, type Plane, RecurrentLayer } from './layer.ts';

export abstract class FullGru extends RecurrentLayer {
  readonly planes: readonly Plane[] = [
    { name: 'relevance', symbol: 'Γr', range: 'unit', sequence: this.z, block: 0 },
    { name: 'update', symbol: 'Γu', range: 'unit', sequence: this.z, block: 1 },
    { name: 'candidate', symbol: 'c̃', range: 'signed', sequence: this.z, block: 2 },
    { name: 'cell', symbol: 'c', range: 'signed', sequence: this.a, block: 0 },
  ];
  /** Wr and Wu side by side, and Wc: what they read of c<t-1>. Blocks of columns: r u c̃. */
  protected readonly Wru: Panels;
  protected readonly Wc: Panels;
  /** Bytes from a row's first block to its third. */
  protected readonly third: number;

  constructor(place: LayerPlace) {
    super(place, 3);
    const { arena, weights, training } = place;
    const { H } = this;
    this.third = 2 * H * this.size;
    this.Wru = new Panels(arena, weights.Wh, 3 * H, H, 2 * H, training);
    this.Wc = new Panels(arena, plus(weights.Wh, this.third), 3 * H, H, H, training);
    this.panels.push(this.Wru, this.Wc);
  }
}
