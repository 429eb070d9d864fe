/** Long work in the session thread, in slices: between them the thread answers calls. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest stretch without a turn of the event loop; a slice ends with the piece of work that passes it. */
const SLICE_MS = 15;

/** When the thread last answered calls between two slices. */
let turnedAt = Number.NEGATIVE_INFINITY;

/**
 * Runs a generator to its end and resolves with what it returns. `onSlice` is given what it yielded, slice by slice,
 * and says whether to go on; when it does not, the generator is closed and the result is undefined.
 */
export async function inSlices<T, R>(
  work: Generator<T, R, undefined>,
  onSlice: (yielded: T[]) => boolean = () => true,
): Promise<R | undefined> {
  for (;;) {
    const { yielded, end } = slice(work);
    const goOn = onSlice(yielded);
    if (end) {
      // Much short work in a row, as a loop of short samples, must leave room as well: promises alone make no turn.
      if (performance.now() - turnedAt >= SLICE_MS) await turn();
      return end.result;
    }
    if (!goOn) {
      work.return(undefined as R);
      return undefined;
    }
    await turn();
  }
}

async function turn(): Promise<void> {
  await nextTurn();
  turnedAt = performance.now();
}

function slice<T, R>(work: Generator<T, R, undefined>): { yielded: T[]; end?: { result: R } } {
  const yielded: T[] = [];
  const endsAt = performance.now() + SLICE_MS;
  do {
    const next = work.next();
    if (next.done) return { yielded, end: { result: next.value } };
    yielded.push(next.value);
  } while (performance.now() < endsAt);
  return { yielded };
}
