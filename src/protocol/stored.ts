/** Runs and results as notebooks keep them, also those that an earlier version stored under other names. */
import { type Message, verbatim } from '../messages/message.ts';
import type { ResultPayload } from './result.ts';
import type { Run } from './run.ts';

/** Losses were said to be nats until version 0.1, squared errors too. */
const OLD_RUN_NAMES = { lossNats: 'loss', validationNats: 'validationLoss' };
/** The probabilities of a text's tokens were called its factors. */
const OLD_RESULT_NAMES = { factors: 'probabilities' };
const OLD_RESULT_KIND = 'factors';

/** A run from the JSON of an output. */
export function readRun(json: string): Run {
  const run = JSON.parse(json, withNewNames(OLD_RUN_NAMES)) as Run;
  return {
    ...run,
    notices: (run.notices ?? []).map(asMessage),
    ...(run.message && { message: asMessage(run.message) }),
  };
}

/** A result from the JSON of an output. */
export function readResult(json: string): ResultPayload {
  const result = JSON.parse(json, withNewNames(OLD_RESULT_NAMES)) as ResultPayload | { kind: typeof OLD_RESULT_KIND };
  return (result.kind === OLD_RESULT_KIND ? { ...result, kind: 'token-probabilities' } : result) as ResultPayload;
}

/** Messages were stored as sentences in English. */
function asMessage(told: Message | string): Message {
  return typeof told === 'string' ? verbatim(told) : told;
}

function withNewNames(names: Readonly<Record<string, string>>): (key: string, value: unknown) => unknown {
  return (_, value) => {
    if (!isRecord(value) || !Object.keys(names).some((name) => name in value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [names[name] ?? name, held]));
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
