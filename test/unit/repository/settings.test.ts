/** What package.json says of settings that stand for options is what the options say. */
import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { kernelSettings, optionSchemas } from '../../../src/protocol/options.ts';
import { readJson } from './sources.ts';

interface Setting {
  type: string;
  default: unknown;
  enum?: string[];
}

const { configuration } = readJson('package.json').contributes as {
  configuration: { properties: Record<string, Setting> };
};
const settings = Object.entries(configuration.properties);

/** The one default that differs: text for an editor is to be safer than what a cell tries. */
const OWN_DEFAULTS: Record<string, unknown> = { temperature: 0.8 };

describe('settings', () => {
  it('of a sampling have the type, range and default of the options', () => {
    const sampling = settings.filter(([name]) => name.startsWith('unroll.sample.'));
    assert.ok(sampling.length > 0);
    for (const [setting, stated] of sampling) {
      const name = setting.replace('unroll.sample.', '') as keyof typeof optionSchemas.sample.shape;
      const { $schema: _, ...option } = z.toJSONSchema(optionSchemas.sample.shape[name], { io: 'input' });
      const { description: __, ...range } = stated as Setting & { description: string };
      assert.deepEqual(range, { ...option, default: OWN_DEFAULTS[name] ?? option.default }, setting);
    }
  });

  it('of the kernels have all their builds', () => {
    const [, kernels] = settings.find(([name]) => name === 'unroll.kernels') ?? [];
    assert.deepEqual(kernels?.enum, [...kernelSettings]);
  });
});
