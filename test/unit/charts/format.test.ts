import assert from 'node:assert/strict';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatGate,
  formatNorm,
  formatRate,
  formatValue,
} from '../../../src/charts/format.ts';
import { textsFor } from '../../../src/charts/texts.ts';

const [en, zh] = [textsFor('en'), textsFor('zh-cn')];

describe('numbers for people', () => {
  it('durations name at most two units', () => {
    const seconds = [0.04, 0.4, 9.94, 25.4, 59.4, 200, 3600, 7500, 86_400 * 3 + 3600 * 4];
    assert.deepEqual(
      seconds.map((s) => formatDuration(s * 1000, en)),
      ['0 s', '0.4 s', '9.9 s', '25 s', '59 s', '3 min 20 s', '1 h', '2 h 5 min', '3 d 4 h'],
    );
    assert.equal(formatDuration(200_000, zh), '3 分 20 秒');
    assert.equal(formatDuration(Number.POSITIVE_INFINITY, en), '–');
  });

  it('no duration carries over: never 60 s, 60 min or 24 h', () => {
    for (let s = 1; s < 200_000; s += 7.3)
      assert.doesNotMatch(formatDuration(s * 1000, en), /\b60 (s|min)|\b24 h/, `${s} seconds`);
  });

  it('bytes', () => {
    assert.deepEqual(
      [0, 640, 53_000, 3_100_000, 250_000_000, 1.24e9].map((bytes) => formatBytes(bytes, en)),
      ['0 B', '640 B', '52 KiB', '3 MiB', '238 MiB', '1.2 GiB'],
    );
  });

  it('small losses keep digits that say something', () => {
    assert.deepEqual(
      [0, 0.1004, 0.09996, 0.0123, 0.001234, 0.00094, 4.51e-5, -4.51e-5].map((x) => formatValue(x, en)),
      ['0.000', '0.100', '0.100', '0.0123', '0.00123', '9.4e-4', '4.5e-5', '-4.5e-5'],
    );
  });

  it('losses, norms, counts, speeds and gates', () => {
    assert.deepEqual(
      [1.6624, 27.42, 1053.2, Number.NaN].map((x) => formatValue(x, en)),
      ['1.662', '27.4', '1,053', '–'],
    );
    assert.equal(formatCount(53_214, en), '53,214');
    assert.deepEqual(
      [61_234, 0.5123, 812.4].map((x) => formatRate(x, en)),
      ['61,200', '0.51', '812'],
    );
    assert.deepEqual(
      [0, 0.00123, 0.0999, 0.1, 27.42, 99_999, 3.14e9, Number.POSITIVE_INFINITY].map((x) => formatNorm(x, en)),
      ['0.000', '1.2e-3', '1.0e-1', '0.100', '27.4', '99,999', '3.1e9', '–'],
    );
    assert.deepEqual([0.8731, -1.2044, -0.0001, 0].map(formatGate), ['0.873', '−1.204', '0.000', '0.000']);
  });
});

describe('texts', () => {
  it('Chinese is given to zh, zh-cn and zh-Hans, English to everybody else', () => {
    for (const language of ['zh', 'zh-cn', 'zh-CN', 'zh-Hans', 'zh-Hans-SG'])
      assert.equal(textsFor(language).locale, 'zh-CN');
    for (const language of ['en', 'en-GB', 'de', 'zh-tw', 'zh-Hant-HK', ''])
      assert.equal(textsFor(language).locale, 'en');
  });

  it('both languages name the same things', () => {
    const paths = (value: object, path = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === 'object' ? paths(inner, `${path}${key}.`) : [`${path}${key}:${typeof inner}`],
      );
    assert.deepEqual(paths(zh).sort(), paths(en).sort());
  });
});
