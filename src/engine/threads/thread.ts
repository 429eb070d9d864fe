/**
 * The threads that compute one network together. All of them run the same code over the same memory, each on its part
 * of every range, and wait for each other where one needs what another made. What a part comes to does not depend on
 * how many there are: see kernels.ts.
 */
import type { Kernels } from '../../kernels/kernels.ts';

/** What one of them knows. */
export interface Thread {
  readonly index: number;
  readonly count: number;
  readonly kernels: Kernels;
  /** Returns when all threads have come here. Throws CrewLost when they never will. */
  sync(): void;
}

/**
 * Thrown where a thread waits for others that are gone: what they were doing together is not done, and cannot be used.
 */
export class CrewLost extends Error {
  override readonly name = 'CrewLost';
}

/** Thrown where a thread is to stop in the middle of its work. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** A thread that works alone. */
export function alone(kernels: Kernels): Thread {
  return { index: 0, count: 1, kernels, sync() {} };
}

/** Where the thread's part of `count` items begins; parts are whole multiples of `grain`, except for the last. */
export function partStart({ index, count: threads }: Thread, count: number, grain = 1): number {
  return startOf(index, threads, count, grain);
}

/** Where it ends. */
export function partEnd({ index, count: threads }: Thread, count: number, grain = 1): number {
  return startOf(index + 1, threads, count, grain);
}

function startOf(index: number, threads: number, count: number, grain: number): number {
  const grains = Math.ceil(count / grain);
  return Math.min(count, Math.floor((grains * index) / threads) * grain);
}
