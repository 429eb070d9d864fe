/** Tagged sentences as parts of a picture: a tag above each token, in lines, with a legend. */
import { categoryColours } from '../charts/colours.ts';
import { formatCount } from '../charts/format.ts';
import { directionOf } from '../charts/results/direction.ts';
import { classOf, type TagClass, tagClasses } from '../charts/results/tag-colours.ts';
import { textsFor } from '../charts/texts.ts';
import { PAPER } from '../charts/theme.ts';
import { estimateWidth, labelOf, shorten } from '../charts/tokens.ts';
import type { TagsItem } from '../protocol/result.ts';
import { type Block, INSIDE } from './blocks.ts';
import { moved, svgText } from './svg.ts';

const [LINE, CHIP, GAP] = [46, 38, 4];
/** Tokens beyond these are left out of the picture; the view in VS Code shows more. */
const MOST_TOKENS = 120;
/** Of a label's width at 11 px, that at 12 and at 13. */
const [SMALL, LARGE] = [12 / 11, 13 / 11];

const texts = textsFor('en');
const colours = categoryColours(false);

export function tagsBlocks(items: readonly TagsItem[]): Block[] {
  const classes = tagClasses(items, colours.length);
  return [legend(classes), ...items.map((item) => sentence(item, classes))];
}

function legend(classes: readonly TagClass[]): Block {
  let [x, y] = [0, 0];
  const place = (width: number, svg: string) => {
    if (x > 0 && x + width > INSIDE) [x, y] = [0, y + 20];
    const placed = moved(x, y, svg);
    x += width + 16;
    return placed;
  };
  const entries = classes.flatMap(({ name, count, colour }) => {
    if (colour === undefined) return [];
    const text = `${shorten(name, 150)}  ${formatCount(count, texts)}`;
    const square = `<rect y="3" width="10" height="10" rx="2" fill="${colours[colour]}"/>`;
    return [place(20 + estimateWidth(text) * SMALL, square + svgText(text, 16, 8, 12, PAPER.muted))];
  });
  const others = classes.filter(({ colour, name }) => colour === undefined && name !== 'O').length;
  const rarer = texts.otherTags(formatCount(others, texts));
  if (others > 0) entries.push(place(estimateWidth(rarer), svgText(rarer, 0, 8, 12, PAPER.muted)));
  return { width: INSIDE, height: entries.length > 0 ? y + 18 : 0, svg: entries.join('') };
}

function sentence({ tokens, length }: TagsItem, classes: readonly TagClass[]): Block {
  const backwards = directionOf(tokens.map(({ token }) => token)) === 'rtl';
  const colourOf = new Map(classes.map(({ name, colour }) => [name, colour]));
  let [x, y] = [0, 0];
  const shown = tokens.slice(0, MOST_TOKENS);
  const chips = shown.map(({ token, tags }) => {
    const label = labelOf(token);
    const text = shorten(label.kind === 'text' ? label.text : label.mark, 400);
    const tag = shorten(tags[0]?.label ?? '', 200);
    const width = Math.ceil(Math.max(estimateWidth(text) * LARGE, estimateWidth(tag)) + 12);
    if (x > 0 && x + width > INSIDE) [x, y] = [0, y + LINE];
    const colour = colourOf.get(classOf(tags[0]?.label ?? ''));
    const chip = moved(backwards ? INSIDE - x - width : x, y, chipSvg(text, tag, width, colour));
    x += width + GAP;
    return chip;
  });
  const left = length - shown.length;
  if (left > 0) chips.push(svgText(texts.andMoreTokens(formatCount(left, texts)), 0, y + LINE + 8, 12, PAPER.muted));
  return { width: INSIDE, height: y + CHIP + (left > 0 ? 24 : 0), svg: chips.join('') };
}

function chipSvg(text: string, tag: string, width: number, colour: number | undefined): string {
  const fill = colour === undefined ? undefined : colours[colour];
  const box = fill
    ? `<rect width="${width}" height="${CHIP}" rx="3" fill="${fill}" fill-opacity="0.18"/><rect y="${CHIP - 2}" width="${width}" height="2" fill="${fill}"/>`
    : '';
  return (
    box + svgText(tag, 6, 9, 10, fill ? PAPER.foreground : PAPER.muted) + svgText(text, 6, 25, 13, PAPER.foreground)
  );
}
