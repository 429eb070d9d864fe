/** The name that somebody meant: for options and their values that are misspelt, or come from another library. */
import { distance } from 'fastest-levenshtein';

// What other libraries call our options. Names that merely look alike (batch_size, num_layers, temp) are found without.
const ELSEWHERE: Record<string, string> = {
  lr: 'learningRate',
  stepsize: 'learningRate',
  units: 'hidden',
  neurons: 'hidden',
  size: 'hidden',
  type: 'cell',
  model: 'cell',
  iterations: 'epochs',
  bptt: 'window',
  timesteps: 'window',
  sequencelength: 'window',
  seqlength: 'window',
  topwords: 'vocabulary',
  prompt: 'prime',
  start: 'prime',
  maxtokens: 'length',
};

// As many first letters in common are taken for a short form: vocab, temp, char.
const SHORT_FORM = 3;

/**
 * The known name nearest to one that is not known, of two as near that with the same capitals; undefined when none is
 * near.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = simplified(name);
  const elsewhere = ELSEWHERE[plain];
  if (elsewhere !== undefined && known.includes(elsewhere)) return elsewhere;
  const ranked = known
    .map((candidate) => ({ candidate, ...likeness(plain, simplified(candidate)) }))
    .filter(({ near }) => near)
    .sort((a, b) => a.edits - b.edits || distance(name, a.candidate) - distance(name, b.candidate));
  return ranked[0]?.candidate;
}

// Case, underscores, hyphens and blanks make no other name: learning_rate, LSTM.
function simplified(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function likeness(name: string, known: string): { edits: number; near: boolean } {
  const edits = Math.min(distance(name, known), sorted(name) === sorted(known) ? 1 : Number.POSITIVE_INFINITY);
  const shortForm = name.slice(0, SHORT_FORM) === known.slice(0, SHORT_FORM) && name.length >= SHORT_FORM;
  const longForm = name.length > known.length && name.includes(known);
  return { edits, near: edits <= Math.max(1, Math.ceil(name.length / 3)) || shortForm || longForm };
}

// Letters that changed places are one slip of the fingers: cilp is clip, and not cell.
function sorted(name: string): string {
  return Array.from(name).sort().join('');
}
