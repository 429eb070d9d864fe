import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { textsFor } from '../../../src/charts/texts.ts';
import { createMemory } from '../../../src/engine/memory/memory.ts';
import { FIELDS, formFaults, formOptions, isMore, newForm } from '../../../src/panel/form.ts';
import { optionSchemas, parseTrainOptions } from '../../../src/protocol/options.ts';
import { MOST_MEMORY_BYTES } from '../../../src/protocol/session.ts';

describe('panel form', () => {
  it('a new form means the defaults', () => {
    assert.deepEqual(parseTrainOptions(formOptions(newForm())), parseTrainOptions());
  });

  it('every value of an option that is chosen from a list has a name, in both languages', () => {
    const { shape } = optionSchemas.train;
    for (const locale of ['en', 'zh-cn'])
      for (const [field, { label, names }] of Object.entries(textsFor(locale).choices)) {
        const values = z.toJSONSchema(shape[field as 'cell']).enum;
        assert.deepEqual(Object.keys(names).sort(), [...values!].sort(), `${locale} ${field}`);
        assert.ok(label !== '' && Object.values(names).every((name) => name !== ''));
      }
  });

  it('every field has a label of its own, in both languages', () => {
    for (const locale of ['en', 'zh-cn']) {
      const { fields, choices } = textsFor(locale);
      const labels = FIELDS.map((field) => fields[field] ?? choices[field as 'cell']?.label);
      assert.equal(new Set(labels).size, FIELDS.length, labels.join());
      assert.ok(labels.every((label) => label !== undefined));
    }
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
    assert.deepEqual(formFaults({ ...newForm(), layers: '0' }), [
      { field: 'layers', message: 'layers must be a whole number from 1 to 8; got 0.' },
    ]);
    assert.match(formFaults({ ...newForm(), hidden: 'many' })[0]?.message ?? '', /^hidden must be .*; got 'many'\.$/);
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
