/** What a user should know about how the text became a corpus, in sentences. */

import { percent, whole } from '../numbers.ts';
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

export function notices(facts: Facts): string[] {
  return [repeatedDocuments(facts), heldOut(facts), cutVocabulary(facts), unseen(facts)].filter(
    (notice) => notice !== '',
  );
}

function repeatedDocuments({ repeated, documents }: Facts): string {
  if (repeated === 0) return '';
  return repeated === 1
    ? `1 ${documents.slice(0, -1)} that stands in the text twice was used once.`
    : `${whole(repeated)} ${documents} that repeat an earlier one were left out.`;
}

function heldOut({ split, documents, options }: Facts): string {
  if (!split.tooFew) return '';
  const unit = documents === 'text' ? 'blocks' : documents;
  const given = `The text has fewer than ${options.validation} ${unit}`;
  return split.validation.length === 0
    ? `${given}, too few to hold any out: there is no validation loss, and the last epoch is kept.`
    : `${given}: one from the middle is held out for validation.`;
}

function cutVocabulary({ seen, kept, split, ids, options }: Facts): string {
  if (kept === seen) return '';
  return cutNotice(kept, seen, options.level, unknownIn(split.train, ids) / tokensIn(split.train));
}

function unseen({ seen, kept, split, ids, options }: Facts): string {
  if (kept < seen) return '';
  return unseenNotice(unknownIn(split.validation, ids), tokensIn(split.validation), options.level);
}

/** Of `seen` distinct tokens that were seen, `kept` are in the vocabulary; `share` of the training part is not. */
export function cutNotice(kept: number, seen: number, level: Level, share: number): string {
  return `The vocabulary keeps the ${whole(kept)} most frequent of ${whole(seen)} ${level}; the others, ${percent(share)} of the training part, are UNK.`;
}

/** `unknown` of `all` held-out tokens were never seen in training; '' when none is. */
export function unseenNotice(unknown: number, all: number, level: Level): string {
  if (unknown === 0) return '';
  const [what, occur] =
    unknown === 1
      ? [level.slice(0, -1), 'never occurs in the training part: it is']
      : [level, 'never occur in the training part: they are'];
  return `${whole(unknown)} ${what} of the validation part (${percent(unknown / all)}) ${occur} UNK.`;
}

function unknownIn(ranges: number[], ids: Ids): number {
  let unknown = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2)
    for (let at = ranges[i]!; at < ranges[i + 1]!; at++) if (ids[at] === UNK) unknown++;
  return unknown;
}
