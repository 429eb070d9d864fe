/**
 * Tokens <-> ids (notes 1.2 and 1.6.2): <EOS> is 0, <UNK> is 1, then the known tokens, most frequent first. All that a
 * model needs to read and write text.
 */

import { type Code, message, rangeError, type ValuesOf } from '../../messages/message.ts';
import { TextError } from '../text-error.ts';
import { AS_IT_IS, inForm, type TextForm } from './form.ts';
import { type Level, tokenParts } from './tokens.ts';

/** Ids of the end of a sequence and of every token that is not in the vocabulary. */
export const EOS = 0;
export const UNK = 1;

/**
 * Their names. Neither is a single grapheme or a single word, so no text has them as a token; a tagged token of this
 * name is this one.
 */
export const EOS_TOKEN = '<EOS>';
export const UNK_TOKEN = '<UNK>';

/** A vocabulary as JSON: `tokens[i]` has the id i + 2. */
export interface VocabularyData {
  level: Level;
  tokens: string[];
  /** Left out: texts are read as they are. */
  form?: TextForm;
}

export class Vocabulary {
  readonly #tokens: string[];
  readonly #ids = new Map<string, number>();

  /** `tokens` are the known ones in the order of their ids, distinct, without EOS and UNK. */
  constructor(
    readonly level: Level,
    tokens: Iterable<string>,
    /** In which texts are read; tokens are in it already. */
    readonly form: TextForm = AS_IT_IS,
  ) {
    this.#tokens = [EOS_TOKEN, UNK_TOKEN, ...tokens];
    for (const [id, token] of this.#tokens.entries()) this.#ids.set(token, id);
  }

  /** Tokens, EOS and UNK included. */
  get size(): number {
    return this.#tokens.length;
  }

  /** The token of an id in [0, size). Throws RangeError. */
  token(id: number): string {
    const token = this.#tokens[id];
    if (token === undefined) throw rangeError('text.unknown-id', { id, most: this.size - 1 });
    return token;
  }

  /** The id of a token; that of UNK for one that is not known. */
  idOrUnknown(token: string): number {
    return this.#ids.get(token) ?? UNK;
  }

  has(token: string): boolean {
    return this.#ids.has(token);
  }

  /** Whether it has a token in the form in which texts are read. */
  knows(token: string): boolean {
    return this.#ids.has(inForm(token, this.form));
  }

  /** Ids of a text, UNK for tokens that are not known. No EOS is added. */
  encode(text: string): Uint32Array {
    return Uint32Array.from(this.tokensOf(text), (token) => this.#ids.get(token) ?? UNK);
  }

  /** Ids of the known tokens of a text, and the distinct others, which were left out. */
  encodeKnown(text: string): { ids: Uint32Array; unknown: string[] } {
    const known = this.tokensOf(text).filter((token) => this.#ids.has(token));
    return { ids: Uint32Array.from(known, (token) => this.#ids.get(token) ?? UNK), unknown: this.unknown(text) };
  }

  /** Text of ids: EOS is nothing, UNK the replacement character U+FFFD. */
  decode(ids: Iterable<number>): string {
    let text = '';
    for (const id of ids) text += id === EOS ? '' : id === UNK ? '\ufffd' : this.token(id);
    return text;
  }

  /** The distinct tokens of a text that are not known, in the order in which they appear. */
  unknown(text: string): string[] {
    return [...new Set(this.tokensOf(text).filter((token) => !this.#ids.has(token)))];
  }

  toJSON(): VocabularyData {
    const { level, form } = this;
    return { level, tokens: this.#tokens.slice(UNK + 1), ...(form !== AS_IT_IS && { form }) };
  }

  /** A vocabulary from what `toJSON` gave. Throws TextError when it is damaged. */
  static fromJSON(data: unknown): Vocabulary {
    const { level, tokens, form = AS_IT_IS } = (data ?? {}) as Partial<VocabularyData>;
    if (level !== 'characters' && level !== 'words')
      throw damaged('text.vocabulary-level', { got: String(JSON.stringify(level)) });
    if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === 'string' && token !== ''))
      throw damaged('text.vocabulary-tokens', {});
    const vocabulary = new Vocabulary(level, tokens, form);
    if (vocabulary.#ids.size !== vocabulary.size) throw damaged('text.vocabulary-repeats', {});
    return vocabulary;
  }

  /** The tokens of a text in the form in which it is read. */
  tokensOf(text: string): string[] {
    return [...tokenParts(inForm(text, this.form), this.level)].flat();
  }
}

function damaged<C extends Code>(code: C, values: ValuesOf<C>): TextError {
  return new TextError('text.damaged-vocabulary', { problem: message(code, values) });
}
