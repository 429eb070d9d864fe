/** The panel's form: its fields are the options' own, what is typed becomes options, and faults are told in words. */
import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createMemory } from '../../../src/engine/memory/memory.ts';
import { sayIn } from '../../../src/messages/languages.ts';
import {
  FIELDS,
  type FormValues,
  fieldsOf,
  formFaults,
  formOptions,
  isMore,
  newForm,
} from '../../../src/panel/form.ts';
import { optionSchemas, parseTrainOptions } from '../../../src/protocol/options.ts';
import { MOST_MEMORY_BYTES } from '../../../src/protocol/session.ts';

/** What a page in a language says is wrong with a form in which something was changed. */
function told(change: FormValues, language = 'en'): { field: string; message: string }[] {
  const say = sayIn(language);
  return formFaults({ ...newForm(), ...change }).map(({ field, message }) => ({ field, message: say(message) }));
}

describe('panel form', () => {
  it('a new form means the defaults', () => {
    assert.deepEqual(parseTrainOptions(formOptions(newForm())), parseTrainOptions());
  });

  it('has a field for each option that is described with one, lists before numbers', () => {
    const names = (group: 'main' | 'network') => fieldsOf(group).map(({ name }) => name);
    assert.deepEqual(names('main'), ['cell', 'layers', 'hidden', 'epochs']);
    assert.deepEqual(names('network'), ['directions', 'embedding', 'dropout', 'inputDropout']);
    assert.equal(FIELDS.length, 22);
  });

  it('every value of an option that is chosen from a list has a name, and no other option has names', () => {
    const { shape } = optionSchemas.train;
    for (const { name, names } of FIELDS) {
      const values = z.toJSONSchema(shape[name]).enum;
      assert.deepEqual(names && Object.keys(names).sort(), values && [...values].sort(), name);
    }
  });

  it('every field has a label of its own, in both languages', () => {
    for (const language of ['en', 'zh'] as const)
      assert.equal(new Set(FIELDS.map(({ label }) => label[language])).size, FIELDS.length);
  });

  it('an empty number means its default', () => {
    const options = formOptions({ ...newForm(), hidden: '  ', epochs: '' });
    assert.ok(!('hidden' in options));
    assert.equal(parseTrainOptions(options).hidden, 128);
  });

  it('numbers are read as numbers: 0.5, 1e-3', () => {
    assert.equal(formOptions({ ...newForm(), dropout: '0.5' }).dropout, 0.5);
    assert.equal(formOptions({ ...newForm(), learningRate: '1e-3' }).learningRate, 0.001);
  });

  it('what is wrong is named with its field, what was typed and what is allowed', () => {
    assert.deepEqual(formFaults(newForm()), []);
    assert.deepEqual(told({ layers: '0' }), [
      { field: 'layers', message: 'layers must be a whole number from 1 to 8; got 0.' },
    ]);
    assert.match(told({ hidden: 'many' })[0]?.message ?? '', /^hidden must be .*; got 'many'\.$/);
  });

  it('and in Chinese', () => {
    const messages = told({ epochs: '0', cell: 'ltsm', dropout: '1' }, 'zh-cn').map(({ message }) => message);
    assert.deepEqual(messages, [
      "cell 必须是 'rnn'、'gru'、'lstm' 之一；给出的是 'ltsm'。你想写的是 'lstm' 吗？",
      "epochs 必须是 1 到 100000 的整数或 'auto'；给出的是 0。",
      'dropout 必须是不小于 0 且小于 1 的数；给出的是 1。',
    ]);
  });

  it('every field that is wrong is named, wherever it stands', () => {
    const faults = formFaults({ ...newForm(), dropout: '2', layers: '0', seed: '-1' });
    assert.deepEqual(
      faults.map(({ field }) => [field, isMore(field)]),
      [
        ['layers', false],
        ['dropout', true],
        ['seed', true],
      ],
    );
    assert.deepEqual(['cell', '', 'momentum'].filter(isMore), []);
  });

  it('memory that is refused is what the engine refuses', () => {
    assert.throws(() => createMemory({ bytes: MOST_MEMORY_BYTES + 1 }), /at most 4 GiB can be used/);
  });
});
