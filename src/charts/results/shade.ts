/** Shades of a value on the scale of the heatmaps, with the colour of text that is read on it. */
import { colourIndex, luminance, type Ramp, sequentialRamp } from '../colours.ts';

interface Shade {
  background: string;
  text: string;
}

/** Probabilities from here down have the strongest shade. */
export const LEAST_PROBABILITY = 0.001;

/** The shade of a share, from 0 (as the background) to 1. */
export function shadeOf(share: number, dark: boolean): Shade {
  const colours = ramps[dark ? 'dark' : 'light'];
  const at = colourIndex(Number.isNaN(share) ? 0 : share, 0, 1) * 3;
  const [red = 0, green = 0, blue = 0] = colours.subarray(at, at + 3);
  // Where black and white contrast with it alike: (L + 0.05)² = 1.05 * 0.05.
  const text = luminance(red, green, blue) > 0.179 ? '#000000' : '#ffffff';
  return { background: `rgb(${red} ${green} ${blue})`, text };
}

/**
 * How strong the surprisal of a token is, from 0 for a certain one to 1; one of probability 0 is as strong as can be.
 */
export function surprisalShare(probability: number | null): number {
  if (probability === null) return 0;
  return Math.max(0, Math.min(1, Math.log(probability) / Math.log(LEAST_PROBABILITY)));
}

/** As CSS. */
export function shadeStyle(share: number, dark: boolean): string {
  const { background, text } = shadeOf(share, dark);
  return `background:${background};color:${text}`;
}

const ramps: Record<'dark' | 'light', Ramp> = { dark: sequentialRamp(true), light: sequentialRamp(false) };
