/** Objects of JSON, one in a line. */
import { RecordError } from './record.ts';

/** Whether a line is meant as an object, with a mistake in it or without. */
export function looksLikeObject(line: string): boolean {
  return /^\s*\{\s*["'}]/.test(line) && /\}\s*,?\s*$/.test(line.slice(-20));
}

/** Throws RecordError. */
export function objectOf(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new RecordError('records.unreadable-object', { reason: (error as Error).message });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RecordError('records.object', { line });
}
