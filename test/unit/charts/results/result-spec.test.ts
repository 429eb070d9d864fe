import assert from 'node:assert/strict';
import { compile } from 'vega-lite';
import { resultSpec } from '../../../../src/charts/results/result-spec.ts';
import { shadeOf, surprisalShare } from '../../../../src/charts/results/shade.ts';
import { RESULTS } from '../../../ui/gallery/result-cases.ts';

describe('results as Vega-Lite', () => {
  for (const [name, result] of Object.entries(RESULTS))
    it(`${name}: ${result.kind === 'tags' || name === 'result-evaluations' ? 'none' : 'a v5 specification that compiles without a warning'}`, () => {
      const spec = resultSpec(result);
      if (result.kind === 'tags' || name === 'result-evaluations') return assert.equal(spec, undefined);
      assert.match(String(spec?.$schema), /vega-lite\/v5\.json$/);
      const warnings: unknown[] = [];
      const silent = { level: () => silent, error: warn, warn, info: () => silent, debug: () => silent };
      function warn(...message: unknown[]) {
        warnings.push(message);
        return silent;
      }
      compile(spec!, { logger: silent as never });
      assert.deepEqual(warnings, []);
    });

  it('holds the numbers of the result', () => {
    const text = JSON.stringify(resultSpec(RESULTS['result-classes']!));
    for (const part of ['Annabelle', '0.9943', '"99.4 %"', 'male']) assert.ok(text.includes(part), part);
    assert.match(JSON.stringify(resultSpec(RESULTS['result-class']!)), /and 15 more/);
  });
});

describe('shades', () => {
  it('of a token: none when it is certain, the strongest from P = 0.001 on', () => {
    assert.deepEqual([1, 0.001, 1e-9, 0, null].map(surprisalShare), [0, 1, 1, 1, 0]);
  });

  it('text can be read on all of them: a contrast of 4.5 and more', () => {
    for (const dark of [true, false])
      for (let share = 0; share <= 1; share += 0.01) {
        const { background, text } = shadeOf(share, dark);
        const colour = background.match(/\d+/g)!.map(Number);
        const on = text.match(/\w\w/g)!.map((part) => Number.parseInt(part, 16));
        const ratio = contrast(luminance(colour), luminance(on));
        assert.ok(ratio >= 4.5, `${share} ${dark ? 'dark' : 'light'}: ${ratio}`);
      }
  });
});

/** As WCAG 2 defines them. */
function luminance(colour: number[]): number {
  const [red, green, blue] = colour.map((byte) => {
    const value = byte / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
