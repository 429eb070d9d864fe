/** What a network read at a step, made visible: white space and special tokens as drawn marks, the rest as text. */
import type { Texts } from './texts.ts';

/** A sign that is drawn, so that it looks the same whatever fonts there are. */
export type Mark = 'zero' | 'space' | 'newline' | 'tab' | 'end' | 'unknown';

export type Label = { kind: 'text'; text: string } | { kind: 'mark'; mark: Mark };

/** Outlines of the marks in a box of 10 x 10, as SVG paths that are stroked. */
export const MARK_PATHS: Record<Mark, string> = {
  zero: 'M5 2A3 3 0 1 0 5 8A3 3 0 1 0 5 2M2 9L8 1',
  space: 'M1.5 5.5V8H8.5V5.5',
  newline: 'M8.5 1.5V6H2M4.5 3.5L2 6L4.5 8.5',
  tab: 'M1 5H7M4.5 2.5L7 5L4.5 7.5M9 2V8',
  end: 'M2.5 2.5H7.5V7.5H2.5ZM4 5H6M5 4V6',
  unknown: 'M2 2H8V8H2ZM2 2L8 8M8 2L2 8',
};

const MARKS: Record<string, Mark> = {
  '': 'zero',
  ' ': 'space',
  '\u3000': 'space',
  '\n': 'newline',
  '\t': 'tab',
  '<EOS>': 'end',
  '<UNK>': 'unknown',
};

/** The label of a token on the axis. White space inside of a longer token shows as its symbol. */
export function labelOf(token: string): Label {
  const mark = MARKS[token];
  if (mark) return { kind: 'mark', mark };
  const text = token.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(' ', '␣');
  return { kind: 'text', text };
}

/** A text of whose ends nothing is lost to the eye: “The big␣”. */
export function withVisibleEnds(text: string): string {
  return text.replace(/^\s+|\s+$/g, (ends) => ends.replaceAll('\n', '⏎').replaceAll('\t', '⇥').replaceAll(/\s/g, '␣'));
}

/** A token in words: “a”, space, zero input. */
export function nameOf(token: string, texts: Texts): string {
  const label = labelOf(token);
  if (label.kind === 'text') return `“${label.text}”`;
  const names: Record<Mark, string> = {
    zero: texts.zeroInput,
    space: texts.space,
    newline: texts.newline,
    tab: texts.tab,
    end: texts.endOfSequence,
    unknown: texts.unknownToken,
  };
  return names[label.mark];
}

const FULL_WIDTH = 11;
const HALF_WIDTH = 6.3;
/** Graphemes are counted this far: segmenting a long string takes minutes, and no label is as wide. */
const LONG = 400;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Width of a text at 11 px, estimated without a font: a full-width character counts 11, any other 6.3. */
export function estimateWidth(text: string): number {
  if (text.length > LONG) return estimateWidth(text.slice(0, LONG)) + (text.length - LONG) * HALF_WIDTH;
  let width = 0;
  for (const grapheme of graphemes(text)) width += wide.test(grapheme) ? FULL_WIDTH : HALF_WIDTH;
  return width;
}

/** Shortens a text to an estimated width, with an ellipsis. */
export function shorten(text: string, width: number): string {
  if (estimateWidth(text) <= width) return text;
  let short = '';
  for (const grapheme of graphemes(text.slice(0, LONG))) {
    if (estimateWidth(`${short}${grapheme}…`) > width) break;
    short += grapheme;
  }
  return `${short}…`;
}

const segmenter = new Intl.Segmenter();

function graphemes(text: string): string[] {
  return text.length === 1 ? [text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}
