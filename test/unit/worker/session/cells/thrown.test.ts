import assert from 'node:assert/strict';
import { type TestSession, withOneSession } from '../../session.ts';

describe('a cell that throws what cannot be looked at', () => {
  let session: TestSession;
  withOneSession({}, (fresh) => {
    session = fresh;
  });

  const rude = 'get() { throw new Error("rude"); }';
  const thrown: [string, string, string][] = [
    ['a message that throws', `Object.defineProperty(new TypeError(), 'message', { ${rude} })`, 'TypeError: '],
    ['a message that is a symbol', 'Object.assign(new Error(), { message: Symbol("m") })', 'Error: '],
    ['a stack that throws', `Object.defineProperty(new Error('m'), 'stack', { ${rude} })`, 'Error: m'],
    ['a cause that throws', `Object.defineProperty(new Error('m'), 'cause', { ${rude} })`, 'Error: m'],
    ['a cause that is the error itself', '(() => { const e = new Error("m"); e.cause = e; return e; })()', 'Error: m'],
    [
      'a frozen error about imports',
      'Object.freeze(new Error("A dynamic import callback was not specified."))',
      'Error: A dynamic import callback was not specified.',
    ],
    ['a proxy without a prototype', 'new Proxy({}, { getPrototypeOf() { throw new Error("rude"); } })', 'Uncaught: {}'],
    [
      'an object whose inspection throws',
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("rude"); } })',
      'Uncaught: What was thrown cannot be shown: it throws when it is looked at.',
    ],
  ];
  for (const [what, code, expected] of thrown)
    it(`${what}: the cell ends with an error, and the next one runs`, async () => {
      const refusal = await session.refusal(`throw ${code}`);
      assert.ok(refusal.startsWith(expected), refusal);
      assert.equal(await session.value('1 + 1'), 2);
    });

  it('in a timer: it is printed, and the session lives', async () => {
    const { errors } = await session.run(
      `setTimeout(() => { throw ${thrown[7]![1]}; }, 1); await new Promise((done) => setTimeout(done, 30));`,
    );
    assert.match(errors, /Uncaught What was thrown cannot be shown/);
  });
});
