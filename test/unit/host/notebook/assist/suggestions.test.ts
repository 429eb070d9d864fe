/** What is offered in a cell. A bar | is the cursor. */
import assert from 'node:assert/strict';
import { gapAt } from '../../../../../src/host/notebook/assist/cursor.ts';
import { type Suggestion, suggestionsAt } from '../../../../../src/host/notebook/assist/suggestions.ts';
import { callNames, calls } from '../../../../../src/protocol/calls.ts';
import { optionSchemas } from '../../../../../src/protocol/options.ts';

function offered(marked: string): Suggestion[] {
  const gap = gapAt(marked.replace('|', ''), marked.indexOf('|'));
  return gap ? suggestionsAt(gap) : [];
}

function labels(marked: string): string[] {
  return offered(marked).map(({ label }) => label);
}

/** `rnn.evaluate(model, data, { | })` */
function callWith(call: keyof typeof optionSchemas, options: string): string {
  const before = calls[call].parameters.slice(0, -1).map(({ name }) => name);
  return `await rnn.${call}(${[...before, `{ ${options} }`].join(', ')})`;
}

describe('suggestionsAt', () => {
  it('rnn, and behind its dot every call with its parameters', () => {
    assert.deepEqual(labels('await rn|'), ['rnn']);
    assert.deepEqual(labels('await rnn.|'), callNames);
    const next = offered('rnn.|').find(({ label }) => label === 'next');
    assert.deepEqual([next?.parameters, next?.insert], ['(model, beginning, count?, options?)', '.next']);
    assert.ok(offered('rnn. |').some(({ insert }) => insert === 'next'));
  });

  it('variables of other cells before rnn; behind the values of an option; never in a text', () => {
    const variables = [{ name: 'model', code: 'const model = 1' }];
    const at = (marked: string) => {
      const gap = gapAt(marked.replace('|', ''), marked.indexOf('|'));
      return gap ? suggestionsAt(gap, variables).map(({ label }) => label) : [];
    };
    assert.deepEqual(at('rnn.predict(mo|'), ['model', 'rnn']);
    assert.deepEqual(at(callWith('train', 'cell: m|')), ["'rnn'", "'gru'", "'lstm'", 'model']);
    assert.deepEqual(at(callWith('train', "cell: 'm|'")), ['rnn', 'gru', 'lstm']);
    assert.deepEqual(at('rnn.|'), callNames);
    assert.deepEqual(at('model.|'), []);
  });

  for (const [call, { shape }] of Object.entries(optionSchemas))
    it(`${call}: every option of the schema`, () =>
      assert.deepEqual(labels(callWith(call as keyof typeof optionSchemas, '|')), Object.keys(shape)));

  it('an option comes with its colon and its default; with a list of its values where it has one', () => {
    const [cell, hidden] = ['cell', 'hidden'].map((name) =>
      offered(callWith('train', '|')).find(({ label }) => label === name),
    );
    assert.deepEqual(cell, {
      kind: 'option',
      label: 'cell',
      insert: 'cell: ',
      topic: { kind: 'option', call: 'train', option: 'cell' },
      listsValues: true,
      default: "'lstm'",
    });
    const epochs = offered(callWith('train', '|')).find(({ label }) => label === 'epochs');
    assert.equal(epochs?.listsValues, false); // a number or 'auto'
    assert.deepEqual([hidden?.insert, hidden?.listsValues, hidden?.default], ['hidden: ', false, '128']);
    assert.deepEqual(offered(callWith('train', 'hid|: 64')).find(({ label }) => label === 'hidden')?.insert, 'hidden');
  });

  it('options that are given are left out, and those that would be refused beside them', () => {
    const left = labels(callWith('train', "cell: 'gru', hidden: 64, optimiser: 'sgd', |"));
    const gone = ['cell', 'hidden', 'optimiser', 'activation', 'output', 'peepholes', 'forgetBias', 'weightDecay'];
    assert.deepEqual(
      gone.filter((name) => left.includes(name)),
      [],
    );
    assert.equal(left.length, Object.keys(optionSchemas.train.shape).length - gone.length);
    assert.ok(labels(callWith('train', 'cell: mine, |')).includes('reset'));
  });

  it('values: with quotes, or what is missing of them', () => {
    const inserts = (options: string) => offered(callWith('train', options)).map(({ insert }) => insert);
    assert.deepEqual(inserts('cell: |'), ["'rnn'", "'gru'", "'lstm'"]);
    assert.deepEqual(inserts("cell: 'l|'"), ['rnn', 'gru', 'lstm']);
    assert.deepEqual(inserts('cell: "|"'), ['rnn', 'gru', 'lstm']);
    assert.deepEqual(inserts("cell: 'l|"), ["rnn'", "gru'", "lstm'"]);
    assert.deepEqual(inserts('lowercase: |'), ['true', 'false']);
    assert.deepEqual(inserts('watch: |'), ['false']);
    assert.deepEqual(inserts("watch: '|'"), []);
    assert.deepEqual(inserts('hidden: |'), []);
    assert.deepEqual(inserts('nothing: |'), []);
  });

  it('says which value is the default', () => {
    const values = offered(callWith('train', 'cell: |')).filter(({ isDefault }) => isDefault);
    assert.deepEqual(
      values.map(({ label }) => label),
      ["'lstm'"],
    );
  });
});
