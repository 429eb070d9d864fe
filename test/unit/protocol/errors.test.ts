import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { rangeError, toldOf } from '../../../src/messages/message.ts';
import { tellingErrors } from '../../../src/protocol/errors.ts';

interface Calls {
  fail(own: boolean): Promise<never>;
}

describe('errors between threads', () => {
  it('keep what they tell, and come as they are where they tell nothing', async () => {
    const { port1, port2 } = new MessageChannel();
    const ends = [port1, port2].map((port) => ({
      post: (sent: unknown) => port.postMessage(sent),
      on: (listener: (sent: unknown) => void) => port.on('message', listener),
      ...tellingErrors,
    }));
    const fail = async (own: boolean) => {
      throw own ? rangeError('text.unknown-id', { id: 9, most: 5 }) : new Error('elsewhere');
    };
    createBirpc<object, Calls>({ fail }, ends[0]!);
    const calls = createBirpc<Calls, object>({}, ends[1]!);
    try {
      const ours = await calls.fail(true).catch((error) => error);
      assert.ok(ours instanceof RangeError);
      assert.equal(ours.message, 'id must be a whole number from 0 to 5; got 9.');
      assert.deepEqual(toldOf(ours), { code: 'text.unknown-id', values: { id: 9, most: 5 } });
      assert.deepEqual(Object.keys(ours), []);
      const other = await calls.fail(false).catch((error) => error);
      assert.deepEqual([other.message, toldOf(other)], ['elsewhere', undefined]);
    } finally {
      port1.close();
    }
  });
});
