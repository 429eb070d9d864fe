/** Numbers as people read them. Every function takes the words of a language, which name its number format. */
import type { Texts } from './texts.ts';

/** 53,214. */
export function formatCount(value: number, { locale }: Texts): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 0 });
}

/**
 * A loss or perplexity with the digits that carry meaning: 1.662, 27.4, 1,053, 0.0123, 4.5e-5; '–' when it is not a
 * number.
 */
export function formatValue(value: number, { locale }: Texts): string {
  if (!Number.isFinite(value)) return '–';
  if (value !== 0 && Math.abs(value) < 0.00095) return value.toExponential(1);
  if (value !== 0 && Math.abs(value) < 0.0995) return value.toLocaleString(locale, { maximumSignificantDigits: 3 });
  const digits = Math.abs(value) < 10 ? 3 : Math.abs(value) < 100 ? 1 : 0;
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A norm or a ratio of norms, of any size: 0.834, 27.4, 1.2e-3, 3.1e9; '–' when it is not a number. */
export function formatNorm(value: number, texts: Texts): string {
  if (value === 0 || !Number.isFinite(value) || (value >= 0.1 && value < 1e5)) return formatValue(value, texts);
  return value.toExponential(1).replace('e+', 'e');
}

/** A value of a gate: 0.873, −1.204, with a true minus sign. */
export function formatGate(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A speed with three digits: 61,200. */
export function formatRate(value: number, { locale }: Texts): string {
  if (!Number.isFinite(value)) return '–';
  return Number(value.toPrecision(3)).toLocaleString(locale, { maximumFractionDigits: value < 10 ? 2 : 0 });
}

/** 0.4 s, 25 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function formatDuration(milliseconds: number, texts: Texts): string {
  if (!Number.isFinite(milliseconds)) return '–';
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${(Math.round(seconds * 10) / 10).toLocaleString(texts.locale)} ${texts.seconds}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${texts.seconds}`;
  if (whole < 3600) return pair(whole, 60, texts.minutes, texts.seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60 * 24) return pair(minutes, 60, texts.hours, texts.minutes);
  return pair(Math.round(minutes / 60), 24, texts.days, texts.hours);
}

/** 640 B, 52 KiB, 3.1 MiB, 1.2 GiB: the units in which too much memory is refused. */
export function formatBytes(bytes: number, { locale }: Texts): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const digits = power > 1 && value < 100 ? 1 : 0;
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${units[power]}`;
}

function pair(amount: number, base: number, large: string, small: string): string {
  const rest = amount % base;
  return `${Math.floor(amount / base)} ${large}${rest ? ` ${rest} ${small}` : ''}`;
}
