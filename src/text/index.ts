/** Text -> token ids and back: what a session needs to read a source, and a model to read and write text. */
export type { BuiltCorpus, CorpusOptions } from './corpus.ts';
export { buildCorpus } from './corpus.ts';
export { cleanText, decodeText } from './decode.ts';
export { graphemes } from './graphemes.ts';
export type { TextErrorCode } from './text-error.ts';
export { TextError } from './text-error.ts';
export type { Level } from './tokens.ts';
export type { VocabularyData } from './vocabulary.ts';
export { EOS, EOS_TOKEN, UNK, UNK_TOKEN, Vocabulary } from './vocabulary.ts';
export { words } from './words.ts';
