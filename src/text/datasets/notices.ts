/** What a user should know about how the text became a corpus. */

import { type Message, message } from '../../messages/message.ts';
import type { Documents } from '../tokens/lines.ts';
import type { Level } from '../tokens/tokens.ts';
import { UNK } from '../tokens/vocabulary.ts';
import type { Ids } from './id-list.ts';
import { type Split, tokensIn } from './split.ts';

interface Facts {
  documents: Documents;
  options: { level: Level; validation: number };
  split: Split;
  ids: Ids;
  /** Documents that were removed because they stood there before. */
  repeated: number;
  /** Distinct tokens of the training part, and how many of them the vocabulary keeps. */
  seen: number;
  kept: number;
}

export function notices(facts: Facts): Message[] {
  return [...repeatedDocuments(facts), ...heldOut(facts), ...cutVocabulary(facts), ...unseen(facts)];
}

function repeatedDocuments({ repeated, documents }: Facts): Message[] {
  if (repeated === 0) return [];
  const one = repeated === 1;
  return [
    one
      ? message('text.repeated-document', { documents })
      : message('text.repeated-documents', { repeated, documents }),
  ];
}

function heldOut({ split, documents, options: { validation } }: Facts): Message[] {
  const held = split.validation.length > 0;
  return split.tooFew ? [message('text.few-documents', { validation, documents, held })] : [];
}

function cutVocabulary({ seen, kept, split, ids, options }: Facts): Message[] {
  if (kept === seen) return [];
  return [cutNotice(kept, seen, options.level, unknownIn(split.train, ids) / tokensIn(split.train))];
}

function unseen({ seen, kept, split, ids, options }: Facts): Message[] {
  if (kept < seen) return [];
  return unseenNotice(unknownIn(split.validation, ids), tokensIn(split.validation), options.level);
}

/** Of `seen` distinct tokens that were seen, `kept` are in the vocabulary; `share` of the training part is not. */
export function cutNotice(kept: number, seen: number, level: Level, share: number): Message {
  return message('text.cut-vocabulary', { kept, seen, level, share });
}

/** `unknown` of `all` held-out tokens were never seen in training; nothing where none is. */
export function unseenNotice(unknown: number, all: number, level: Level): Message[] {
  return unknown === 0 ? [] : [message('text.unseen', { unknown, all, level })];
}

function unknownIn(ranges: number[], ids: Ids): number {
  let unknown = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2)
    for (let at = ranges[i]!; at < ranges[i + 1]!; at++) if (ids[at] === UNK) unknown++;
  return unknown;
}
