import assert from 'node:assert/strict';
import { formatPercent, formatPower, formatProbability } from '../../../../src/charts/results/numbers.ts';
import { likelihoods } from '../../../../src/charts/results/totals.ts';
import { textsFor } from '../../../../src/charts/texts.ts';

const texts = textsFor('en');

describe('numbers of results', () => {
  it('percent: one digit, never 0 for what is possible, a dash for what is no number', () => {
    const shown = [1, 0.9342, 0.0005, 0.00049, 1e-30, 0, null].map((share) => formatPercent(share, texts));
    assert.deepEqual(shown, ['100.0 %', '93.4 %', '0.1 %', '< 0.1 %', '< 0.1 %', '0.0 %', '–']);
  });

  it('probabilities in few characters', () => {
    const shown = [1, 0.5, 0.0994, 0.0031, 0.00094, 9.6e-5, 3e-300, 0, null].map(formatProbability);
    assert.deepEqual(shown, ['1.00', '0.50', '0.099', '0.0031', '9e-4', '1e-4', '3e-300', '0', '–']);
  });

  it('powers far beyond the numbers that a computer has', () => {
    assert.equal(formatPower(-10_000), '1.14e-4343');
    assert.equal(formatPower(2000), '3.88e868');
    assert.equal(formatPower(Math.log(245)), '245');
    assert.equal(formatPower(Number.NEGATIVE_INFINITY), '0');
    assert.equal(formatPower(Math.log(9.9999e-8)), '1.00e-7');
  });

  it('whole texts: probability, logarithm, perplexity, and how each compares with the likeliest', () => {
    const text = (logProbability: number | null) => ({ text: 'a', probabilities: [], length: 4, logProbability });
    const [first, second, third] = likelihoods([text(-2), text(-2 - Math.log(22_600)), text(null)], texts);
    assert.deepEqual(first, ['P 0.135', 'ln P −2.000', 'perplexity 1.649', 'the likeliest']);
    assert.equal(second!.at(-1), '22,600 times less likely');
    assert.deepEqual(third, ['P –', 'ln P –', 'perplexity –']);
    assert.equal(likelihoods([text(-2)], texts)[0]!.length, 3);
  });
});
