/** The recurrent cells by name. */
import type { CellKind } from '../config.ts';
import { Gru } from './gru.ts';
import type { LayerPlace, RecurrentLayer } from './layer.ts';
import { Lstm } from './lstm.ts';
import { Rnn } from './rnn.ts';

export interface CellType {
  new (place: LayerPlace): RecurrentLayer;
  /** Blocks of H rows in Wx, Wh and b: one for each gate, one for the candidate. */
  readonly blocks: number;
}

export const cells: Record<CellKind, CellType> = { rnn: Rnn, gru: Gru, lstm: Lstm };
