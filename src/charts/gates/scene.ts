/** A drawing as data, so that the same heatmap goes onto a canvas in VS Code and into a picture in a notebook. */

import type { Mark } from '../tokens.ts';
import type { Box } from './layout.ts';

/** Colours of a grid, RGBA bytes, [rows, columns]. Keep the object: a painter remembers what it made of it. */
export interface Pixels {
  columns: number;
  rows: number;
  bytes: Uint8ClampedArray<ArrayBuffer>;
}

export type Shape =
  | {
      kind: 'text';
      x: number;
      /** Of the middle of the text. */
      y: number;
      text: string;
      size: number;
      colour: string;
      anchor: 'start' | 'middle' | 'end';
      monospace?: boolean;
      /** Reads from bottom to top, ending at (x, y). */
      up?: boolean;
    }
  /** A symbol of a formula and its name: Γ with a small u, update. */
  | { kind: 'title'; x: number; y: number; symbol: Symbol; name: string; colour: string; muted: string }
  /** A mark of 10 x 10 around (x, y). */
  | { kind: 'mark'; x: number; y: number; mark: Mark; colour: string }
  | ({ kind: 'outline'; colour: string } & Box)
  | ({ kind: 'pixels'; pixels: Pixels } & Box)
  /** Shapes of which only what lies in the box shows. */
  | ({ kind: 'clip'; shapes: Shape[] } & Box);

interface Symbol {
  base: string;
  /** With a tilde above: c̃. */
  tilde: boolean;
  below: string;
}

/** Takes 'Γu' or 'c̃' apart. */
export function parseSymbol(symbol: string): Symbol {
  const tilde = symbol.normalize('NFD').includes('\u0303');
  const [base = '', ...below] = symbol.normalize('NFD').replace('\u0303', '');
  return { base, tilde, below: below.join('') };
}
