/** Probabilities as people read them. What is not known or no finite number is null, and shows as '–'. */
import type { Texts } from '../texts.ts';

/** 93.4 %; a very small one is '< 0.1 %'. */
export function formatPercent(share: number | null, { locale }: Texts): string {
  if (share === null) return '–';
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  if (share > 0 && share < 0.0005) return `< ${(0.1).toLocaleString(locale)} %`;
  return `${(100 * share).toLocaleString(locale, digits)} %`;
}

/** In few characters: 0.42, 0.0031, 3e-5. */
export function formatProbability(probability: number | null): string {
  if (probability === null) return '–';
  if (probability === 0) return '0';
  if (probability >= 0.0995) return probability.toFixed(2);
  if (probability >= 0.00095) return String(Number(probability.toPrecision(2)));
  return formatPower(Math.log(probability), 1);
}

/**
 * e^nats as 4.29e-12, also where that is too small or too large for a number; between 0.001 and a million written out.
 */
export function formatPower(nats: number | null, digits = 3): string {
  if (nats === null || Number.isNaN(nats)) return '–';
  if (nats === Number.NEGATIVE_INFINITY) return '0';
  // Rounded first: 9.999e-5 with one digit is 1e-4.
  const tens = nats / Math.LN10;
  const mantissa = Number((10 ** (tens - Math.floor(tens))).toPrecision(digits));
  const [shown, exponent] = mantissa < 10 ? [mantissa, Math.floor(tens)] : [1, Math.floor(tens) + 1];
  if (exponent >= -3 && exponent < 6) return String(Number(Math.exp(nats).toPrecision(digits)));
  return `${shown.toFixed(digits - 1)}e${exponent}`;
}

/** -ln of a probability: how surprising its token is. Infinite for 0. */
export function surprisal(probability: number | null): number {
  return probability === null ? Number.NaN : -Math.log(probability);
}
