/** Runs as notebooks keep them, also those that an earlier version stored. */
import type { Run } from './run.ts';

/** Names that losses had until version 0.1, where they were said to be nats, of squared errors too. */
const OLD_NAMES: Record<string, string> = { lossNats: 'loss', validationNats: 'validationLoss' };

/** A run from the JSON of an output. */
export function readRun(json: string): Run {
  return JSON.parse(json, (_, value: unknown) => (isRecord(value) ? withNewNames(value) : value)) as Run;
}

function withNewNames(record: Record<string, unknown>): Record<string, unknown> {
  if (!Object.keys(OLD_NAMES).some((name) => name in record)) return record;
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [OLD_NAMES[name] ?? name, value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
