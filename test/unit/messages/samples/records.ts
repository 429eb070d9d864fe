import type { records } from '../../../../src/messages/en/records.ts';
import { lineOf } from '../../text/place.ts';
import type { Samples } from './samples.ts';

const place = lineOf(3, 'a.tsv');
const name = 'a.tsv';
const problem = { code: 'records.missing', values: { field: 'text' } };
const got = '7';
const fields = ['label', 'text'];
const columns = ['label', 'text'] as const;
const line = '7';

export const recordSamples: Samples<typeof records> = {
  'records.none': [{ name, fields }],
  'records.at': [
    { place, problem },
    { place: { name: 'the array', unit: 'item', number: 2 }, problem },
  ],
  'records.item': [{ item: 2, problem }],
  'records.in-array': [{ problem }],
  'records.in-file': [{ name, problem }],
  'records.mend': [{ problem: { code: 'records.at', values: { place, problem } } }],
  'records.vectors-are-json': [{ place }],
  'records.cell-missing': [
    { place, what: 'token' },
    { place, what: 'tag' },
  ],
  'records.two-columns': [
    { place, columns, line, found: { kind: 'tabs', count: 3 } },
    { place, columns: ['token', 'tag'], line, found: { kind: 'columns', count: 3 } },
    { place, columns: ['source', 'target'], line, found: { kind: 'delimiter', delimiter: ';' } },
    { place, columns, line, found: { kind: 'nothing' } },
  ],
  'records.unreadable-row': [
    { place, code: 'MissingQuotes', reason: 'Quoted field unterminated' },
    { place, code: 'InvalidQuotes', reason: 'Trailing quote on quoted field is malformed' },
  ],
  'records.column-count': [
    { place, expected: 2, got: 3, tabs: true },
    { place, expected: 2, got: 3, tabs: false },
  ],
  'records.several-columns': [{ place, column: 'label' }],
  'records.missing-columns': [
    { place, fields, missing: ['text'], columns: ['label'] },
    { place, fields, missing: fields, columns: ['x'] },
  ],
  'records.no-task': [
    { what: 'columns', found: [], more: 0, needed: [{ task: 'tagging', fields }], remedy: 'text' },
    { what: 'fields', found: ['x'], more: 3, needed: [{ task: 'translation', fields }], remedy: 'texts' },
    { what: 'fields', found: ['text'], more: 0, needed: [{ task: 'vectors', fields }], remedy: 'generation' },
  ],
  'records.tags-for-tokens': [{ tokens: 2, tags: 3 }],
  'records.empty-answer': [{}],
  'records.answer': [{ got }],
  'records.answer-for-steps': [{ steps: 2, got: 3 }],
  'records.answer-label': [{ index: 2, got }],
  'records.vectors': [{ field: 'x', got }],
  'records.vector': [{ field: 'x[0]', got }],
  'records.vector-width': [{ field: 'x', step: 2, numbers: 3, width: 2 }],
  'records.number': [
    { field: 'x[0]', text: true, got },
    { field: 'x[0]', text: false, got },
  ],
  'records.missing': [{ field: 'text' }],
  'records.text': [{ field: 'text', got }],
  'records.texts': [{ field: 'tags', got }],
  'records.object': [{ line }],
  'records.unreadable-object': [{ reason: '7' }],
  'records.unreadable-array': [{ reason: '7' }],
  'records.item-of-other-kind': [{ first: 'text' }, { first: 'object' }],
  'records.item-of-lines': [{}],
  'records.item-kind': [
    { got: { kind: 'array' } },
    { got: { kind: 'function' } },
    { got: { kind: 'object' } },
    { got: { kind: 'value', value: '7' } },
  ],
  'records.item-not-json': [{ item: 2, reason: '7' }],
  'records.labels-behind': [{}],
  'records.look-alike': [
    { share: 0.5, look: { kind: 'tabs' } },
    { share: 0.5, look: { kind: 'objects' } },
    { share: 0.95, look: { kind: 'columns', count: 3, delimiter: ',' } },
  ],
  'records.mixed-files': [{ name, task: 'classification', first: 'b.txt' }],
};
