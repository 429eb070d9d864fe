/** The host as the session sees it: every call crosses the thread's message port. */
import type { BirpcReturn } from 'birpc';
import type { HostCalls, SessionCalls } from '../../../protocol/session.ts';

export type Host = BirpcReturn<HostCalls, SessionCalls>;
