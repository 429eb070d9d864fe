import assert from 'node:assert/strict';
import { formFault, formOptions, newForm } from '../../../src/panel/form.ts';
import { parseTrainOptions } from '../../../src/protocol/options.ts';

describe('panel form', () => {
  it('a new form means the defaults', () => {
    assert.deepEqual(parseTrainOptions(formOptions(newForm())), parseTrainOptions());
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
    assert.equal(formFault(newForm()), undefined);
    assert.deepEqual(formFault({ ...newForm(), layers: '0' }), {
      field: 'layers',
      message: 'layers must be a whole number from 1 to 8; got 0.',
    });
    assert.match(formFault({ ...newForm(), hidden: 'many' })?.message ?? '', /^hidden must be .*; got 'many'\.$/);
  });
});
