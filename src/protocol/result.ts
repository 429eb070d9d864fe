/**
 * What a call of `rnn` came to, as data that is drawn: small enough for a notebook, however large the value is. Made in
 * the session, beside the value's text. A number that JSON can't hold (infinite, or none) is null.
 */

/** The value of a cell's last expression, if it is one of these or an array of one kind. */
export type ResultPayload =
  | Items<'classes', ClassesItem>
  | Items<'tags', TagsItem>
  | Items<'translations', TranslationItem>
  | Items<'next', NextItem>
  | Items<'token-probabilities', TokenProbabilitiesItem>
  | Items<'evaluations', EvaluationItem>;

/** `total` counts those that are left out, too. */
interface Items<Kind extends string, Item> {
  kind: Kind;
  items: Item[];
  total: number;
}

export interface Share {
  label: string;
  probability: number | null;
}

/** The likeliest classes of a text. */
export interface ClassesItem {
  input: string;
  shares: Share[];
  /** Classes of the model. */
  classes: number;
}

/** The tags of a sentence. */
export interface TagsItem {
  /** Each with its likeliest tags, the one that was chosen first. */
  tokens: { token: string; tags: Share[] }[];
  /** Tokens of the whole sentence. */
  length: number;
}

export interface TranslationItem {
  source: string;
  /** The likeliest first. */
  alternatives: Share[];
  found: number;
}

/** What may come after a beginning. */
export interface NextItem {
  beginning: string;
  /** The likeliest first; labels are tokens. */
  shares: Share[];
  /** Tokens that were asked for. */
  asked: number;
}

/** A text as the product of the probabilities of its tokens. */
export interface TokenProbabilitiesItem {
  text: string;
  /** P(token | the tokens before it). */
  probabilities: { token: string; probability: number | null }[];
  /** Tokens of the whole text. */
  length: number;
  /** ln of the probability of the whole text. */
  logProbability: number | null;
}

export type EvaluationItem = ClassesEvaluated | TranslationsEvaluated | LanguageEvaluated | NumbersEvaluated;

export interface ClassesEvaluated {
  of: 'classes';
  examples: number;
  /** Classes or tags that were to be told. */
  answers: number;
  /** Mean of -ln P(answer). */
  lossNats: number | null;
  accuracy: number | null;
  macroF1: number | null;
  /** Share of the examples all of whose answers are right. */
  exactMatch: number | null;
  /** Labels of the model. */
  classes: number;
  /** Of the most frequent labels. */
  scores: { label: string; precision: number; recall: number; f1: number; support: number }[];
  confusion: Confusion;
}

/** How often each answer was called what, of the most frequent labels. */
export interface Confusion {
  labels: string[];
  /** [answer][prediction]. */
  counts: number[][];
  /**
   * [answer]: how often it was called by a label that is left out; the last, of answers that are. Absent where none is.
   */
  others?: number[];
  /** [prediction]: how often answers that are left out were called it. */
  rest?: number[];
}

interface TranslationsEvaluated {
  of: 'translations';
  examples: number;
  exactMatch: number | null;
  /** Mean number of characters to change. */
  editDistance: number | null;
  /** Nats per token of the known answers; left out in results of before it was measured. */
  lossNats?: number | null;
}

interface LanguageEvaluated {
  of: 'language';
  tokens: number;
  /** Nats per token. */
  lossNats: number | null;
}

interface NumbersEvaluated {
  of: 'numbers';
  examples: number;
  meanSquaredError: number | null;
  meanAbsoluteError: number | null;
}
