/** Every message in every language, with sample values by area. */
import assert from 'node:assert/strict';
import { figure } from '../../../src/messages/figures.ts';
import { sayIn } from '../../../src/messages/languages.ts';
import {
  type Message,
  MessageError,
  message,
  rangeError,
  sayEnglish,
  toldBy,
  typeError,
} from '../../../src/messages/message.ts';
import { messages } from './samples/all.ts';

describe('messages', () => {
  for (const language of ['en', 'zh-cn'])
    it(`every code is worded in ${language}`, () => {
      const wrong = messages
        .map((told) => ({ code: told.code, text: sayIn(language)(told) }))
        .filter(({ text }) => text.trim() === '' || /undefined|NaN|\[object|\bnull\b/.test(text));
      assert.deepEqual(wrong, []);
    });

  it('no message is the same in both languages, but what comes from elsewhere', () => {
    const same = messages.filter((told) => sayIn('en')(told) === sayIn('zh-cn')(told)).map(({ code }) => code);
    assert.deepEqual(same, ['verbatim']);
  });

  it('messages can be stored as JSON', () => {
    for (const told of messages) assert.equal(sayEnglish(JSON.parse(JSON.stringify(told))), sayEnglish(told));
    const diverged = message('engine.diverged-loss', { loss: figure(Number.NaN), step: 1, epoch: 1 });
    assert.match(sayEnglish(JSON.parse(JSON.stringify(diverged))), /the loss is NaN\.$/);
  });

  it('one of a later version is shown by its code, also within another', () => {
    const later = { code: 'later.message', values: { count: 3 } } as unknown as Message;
    for (const language of ['en', 'zh-cn']) assert.equal(sayIn(language)(later), 'later.message');
    const sentences = [later, message('verbatim', { text: 'As it came.' })];
    assert.equal(sayEnglish(message('engine.diverged', { sentences })), 'later.message As it came.');
  });

  it('an error tells its message, and says it in English', () => {
    const told = message('engine.kept', { step: 3, epoch: 1 });
    for (const error of [
      new MessageError(told),
      rangeError(told.code, told.values),
      typeError(told.code, told.values),
    ]) {
      assert.equal(error.message, 'The weights after step 3, in epoch 1, are kept.');
      assert.deepEqual(toldBy(error), told);
    }
    assert.ok(rangeError(told.code, told.values) instanceof RangeError);
    assert.ok(typeError(told.code, told.values) instanceof TypeError);
  });

  it('an error from elsewhere is told as it stands', () => {
    assert.deepEqual(toldBy(new Error('No space left.')), message('verbatim', { text: 'No space left.' }));
    assert.deepEqual(toldBy(7), message('verbatim', { text: '7' }));
    const foreign = Object.assign(new Error('Elsewhere.'), { told: { code: 'toString', values: {} } });
    assert.deepEqual(toldBy(foreign), message('verbatim', { text: 'Elsewhere.' }));
  });
});
