/**
 * Errors on their way from thread to thread. A copy of an Error has its message and its stack, and none of its other
 * properties: what it tells travels beside it.
 */
import { type Message, tell, toldOf } from '../messages/message.ts';

/** A message of birpc; a reply has `e` where the call was rejected. */
interface Sent {
  e?: unknown;
  told?: Message;
}

/** Options for both ends of a channel. */
export const tellingErrors = {
  serialize(sent: Sent): Sent {
    const told = toldOf(sent.e);
    return told ? { ...sent, told } : sent;
  },
  deserialize({ told, ...sent }: Sent): Sent {
    if (told && sent.e instanceof Error) tell(sent.e, told);
    return sent;
  },
};
