/** The recurrent cells by name. */
import type { NetworkConfig } from '../config.ts';
import { Gru } from './gru.ts';
import { GruResetAfter } from './gru-reset-after.ts';
import { GruSimplified } from './gru-simplified.ts';
import type { LayerPlace, RecurrentLayer } from './layer.ts';
import { Lstm } from './lstm.ts';
import { Rnn } from './rnn.ts';

interface CellType {
  make(place: LayerPlace): RecurrentLayer;
  /** Blocks of H columns in Wx, Wh and b: one for each gate, one for the candidate. */
  blocks: number;
  /** What it has besides Wx, Wh, b and a: a bias inside the reset gate, peepholes, a cell state of its own. */
  extra: readonly ('bh' | 'p' | 'c')[];
}

const rnn: CellType = { make: (place) => new Rnn(place), blocks: 1, extra: [] };
const grus: Record<NonNullable<NetworkConfig['reset']>, CellType> = {
  none: { make: (place) => new GruSimplified(place), blocks: 2, extra: [] },
  before: { make: (place) => new Gru(place), blocks: 3, extra: [] },
  after: { make: (place) => new GruResetAfter(place), blocks: 3, extra: ['bh'] },
};
const lstm: CellType = { make: (place) => new Lstm(place), blocks: 4, extra: ['c'] };
const peepholeLstm: CellType = { ...lstm, extra: ['c', 'p'] };

export function cellType({ cell, reset = 'before', peepholes = 'none' }: NetworkConfig): CellType {
  switch (cell) {
    case 'rnn':
      return rnn;
    case 'gru':
      return grus[reset];
    case 'lstm':
      return peepholes === 'none' ? lstm : peepholeLstm;
  }
  return cell satisfies never;
}
