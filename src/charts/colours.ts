/**
 * Colour scales of the heatmaps, built in OKLab so that equal steps of a value look equally large: lightness runs
 * linearly from end to end. Blue against orange is told apart by every common kind of colour vision.
 * OKLab: Björn Ottosson, "A perceptual color space for image processing", 2020.
 */

/** Colours of a scale, 3 bytes (sRGB) each, from the lowest value to the highest. */
export type Ramp = Uint8Array;

/** Colours of a ramp: odd, so that zero has a colour of its own. */
export const RAMP_COLOURS = 255;

/** [chroma, hue in degrees] at evenly spaced places of a ramp. */
type Hues = readonly (readonly [chroma: number, hue: number])[];

// Closed gates vanish into the background, open ones stand out: light to dark on white, dark to light on black.
const SEQUENTIAL: Hues = [
  [0.005, 200],
  [0.075, 185],
  [0.105, 210],
  [0.115, 250],
  [0.11, 280],
];
const SEQUENTIAL_DARK: Hues = [
  [0.012, 275],
  [0.09, 268],
  [0.1, 225],
  [0.115, 180],
  [0.1, 115],
];
const NEGATIVE: Hues = [
  [0, 250],
  [0.1, 240],
  [0.15, 256],
];
const POSITIVE: Hues = [
  [0, 55],
  [0.125, 60],
  [0.15, 42],
];
const NEGATIVE_DARK: Hues = [
  [0, 250],
  [0.11, 252],
  [0.115, 235],
];
const POSITIVE_DARK: Hues = [
  [0, 55],
  [0.12, 48],
  [0.14, 66],
];

/** Scale of the gates, from 0 to 1. */
export function sequentialRamp(dark: boolean): Ramp {
  return dark ? ramp(0.235, 0.93, SEQUENTIAL_DARK) : ramp(0.975, 0.32, SEQUENTIAL);
}

/** Scale of signed values, from -limit (blue) over 0 to +limit (orange). */
export function divergingRamp(dark: boolean): Ramp {
  const [zero, end] = dark ? [0.235, 0.8] : [0.975, 0.48];
  const middle = (RAMP_COLOURS - 1) / 2;
  const negative = ramp(zero, end, dark ? NEGATIVE_DARK : NEGATIVE, middle + 1);
  const positive = ramp(zero, end, dark ? POSITIVE_DARK : POSITIVE, middle + 1);
  const colours = new Uint8Array(RAMP_COLOURS * 3);
  for (let i = 0; i <= middle; i++) {
    colours.set(negative.subarray(i * 3, i * 3 + 3), (middle - i) * 3);
    colours.set(positive.subarray(i * 3, i * 3 + 3), (middle + i) * 3);
  }
  return colours;
}

/** Colours of classes, told apart by hue, light enough for dark text to be read on a tint of them. */
export function categoryColours(dark: boolean): string[] {
  const hues = [255, 55, 150, 325, 100, 200, 25, 290];
  return hues.map((hue) => `rgb(${srgb(dark ? 0.74 : 0.58, ...ab([0.12, hue])).join(' ')})`);
}

/** Index of a value's colour; `low` and `high` are the ends of the scale, what lies outside takes the end's colour. */
export function colourIndex(value: number, low: number, high: number): number {
  const place = Math.round(((value - low) / (high - low)) * (RAMP_COLOURS - 1));
  return Math.max(0, Math.min(RAMP_COLOURS - 1, place));
}

/** A colour of a ramp as CSS. */
export function cssColour(colours: Ramp, index: number): string {
  return `rgb(${colours.subarray(index * 3, index * 3 + 3).join(' ')})`;
}

/** OKLab lightness, from 0 to 1, of an sRGB colour in bytes. */
export function lightness(red: number, green: number, blue: number): number {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

/** Relative luminance, from 0 to 1, of an sRGB colour in bytes, as WCAG 2 defines contrast with. */
export function luminance(red: number, green: number, blue: number): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function ramp(from: number, to: number, hues: Hues, count = RAMP_COLOURS): Ramp {
  const colours = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    const share = i / (count - 1);
    const [a, b] = chroma(hues, share);
    colours.set(srgb(from + (to - from) * share, a, b), i * 3);
  }
  return colours;
}

function chroma(hues: Hues, share: number): [a: number, b: number] {
  const place = share * (hues.length - 1);
  const left = Math.min(hues.length - 2, Math.floor(place));
  const [from, to] = [ab(hues[left]), ab(hues[left + 1])];
  const rest = place - left;
  return [from[0] + (to[0] - from[0]) * rest, from[1] + (to[1] - from[1]) * rest];
}

function ab([chroma, hue]: readonly [number, number] = [0, 0]): [a: number, b: number] {
  return [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
}

function srgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function byte(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.max(0, Math.min(1, value)) * 255);
}

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
