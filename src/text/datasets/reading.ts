/** Text -> tokens by number, in the order in which they are read; what comes before counting, splitting and ranking. */

import { distinctLines, lineEnd } from '../tokens/lines.ts';
import { type Level, tokenParts } from '../tokens/tokens.ts';
import { EOS, EOS_TOKEN, UNK, UNK_TOKEN } from '../tokens/vocabulary.ts';
import { IdList } from './id-list.ts';

/** Tokens as they were read: ids by first appearance, EOS and UNK as ever, and where documents begin and end. */
export interface Reading {
  ids: IdList;
  tokens: string[];
  /** Index of the first token of each document, and the end of the last. */
  bounds: Uint32Array;
  repeated: number;
}

/** Each distinct line that is not blank, with `repeats` each one, is a document and ends with EOS (notes 1.6.2). */
export function readLines(text: string, level: Level, repeats = false): Reading {
  const { starts, repeated } = distinctLines(text, repeats);
  const reader = new TokenReader();
  const bounds = new Uint32Array(starts.length + 1);
  for (const [line, start] of starts.entries()) {
    reader.read(tokenParts(text.slice(start, lineEnd(text, start)), level));
    reader.end();
    bounds[line + 1] = reader.ids.length;
  }
  return { ids: reader.ids, tokens: reader.tokens, bounds, repeated };
}

/** The whole text is one document with EOS at its end; line feeds are tokens. */
export function readText(text: string, level: Level): Reading {
  const reader = new TokenReader();
  reader.read(tokenParts(text, level));
  reader.end();
  return { ids: reader.ids, tokens: reader.tokens, bounds: Uint32Array.of(0, reader.ids.length), repeated: 0 };
}

/** Numbers tokens in the order in which they first appear, after EOS and UNK. */
export class TokenReader {
  readonly ids = new IdList();
  readonly tokens = [EOS_TOKEN, UNK_TOKEN];
  readonly #known = new Map([
    [EOS_TOKEN, EOS],
    [UNK_TOKEN, UNK],
  ]);
  // The ids of tokens of one code unit, 0 for those not seen: most tokens are, and a table is several times faster.
  readonly #units = new Uint32Array(0x10000);

  /** Appends tokens. */
  read(parts: Iterable<readonly string[]>): void {
    for (const part of parts)
      for (const token of part) this.ids.push(token.length === 1 ? this.#numberUnit(token) : this.#number(token));
  }

  /** Appends EOS. */
  end(): void {
    this.ids.push(EOS);
  }

  #numberUnit(token: string): number {
    const unit = token.charCodeAt(0);
    if (this.#units[unit] === 0) this.#units[unit] = this.tokens.push(token) - 1;
    return this.#units[unit]!;
  }

  #number(token: string): number {
    const known = this.#known.get(token);
    if (known !== undefined) return known;
    this.#known.set(token, this.tokens.length);
    return this.tokens.push(token) - 1;
  }
}
