/** Long work in the session thread, in slices: between them the thread answers calls. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest stretch without a turn of the event loop; a slice ends with the piece of work that passes it. */
const SLICE_MS = 15;

/**
 * Runs a generator to its end and resolves with what it returns. `onSlice` is given what it yielded, slice by slice, and
 * says whether to go on; when it does not, the generator is closed and the result is undefined.
 */
export async function inSlices<T, R>(
  work: Generator<T, R, undefined>,
  onSlice: (yielded: T[]) => boolean = () => true,
): Promise<R | undefined> {
  for (;;) {
    const { yielded, end } = slice(work);
    const goOn = onSlice(yielded);
    if (end) return end.result;
    if (!goOn) {
      work.return(undefined as R);
      return undefined;
    }
    await nextTurn();
  }
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
