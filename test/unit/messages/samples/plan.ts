import type { plan } from '../../../../src/messages/en/plan.ts';
import type { Samples } from './samples.ts';

const idle = (option: string, value: string, code: string, values: object = {}) => ({
  ...{ option, value },
  reason: { code, values },
});

export const planSamples: Samples<typeof plan> = {
  'plan.window': [
    { window: 6, asked: 40, documents: 'lines' },
    { window: 6, asked: 40, documents: 'text' },
  ],
  'plan.batch': [
    { batch: 1, asked: 40, documents: 'sentences' },
    { batch: 3, asked: 40, documents: 'text' },
  ],
  'plan.idle': [
    { options: [idle('embedding', '4', 'plan.idle-vectors-as-given')] },
    {
      options: [
        idle('dropout', '0.2', 'plan.idle-one-layer'),
        idle('decay', '0.1', 'plan.idle-schedule', { schedule: 'cosine' }),
      ],
    },
  ],
  'plan.idle-one-layer': [{}],
  'plan.idle-vectors-as-given': [{}],
  'plan.idle-vectors-no-tokens': [{}],
  'plan.idle-tagged-tokens': [{}],
  'plan.idle-schedule': [{ schedule: 'constant' }],
  'plan.idle-each-anew': [{}],
  'plan.idle-read-whole': [{}],
  'plan.idle-no-gates': [{}],
  'plan.validated-once': [{ validateEvery: 500, steps: 20 }],
  'plan.nothing-held-out': [
    { options: ['patience 3'], asked: true },
    { options: ['patience 3', "schedule 'plateau'"], asked: false },
  ],
};
