/** Sentences with a tag above each token, coloured by class; the legend says which class has which colour. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ResultPayload, Share, TagsItem } from '../../protocol/result.ts';
import { categoryColours } from '../colours.ts';
import { formatCount } from '../format.ts';
import { nameOf } from '../tokens.ts';
import { directionOf } from './direction.ts';
import type { Drawn } from './drawn.ts';
import { formatPercent } from './numbers.ts';
import { classOf, type TagClass, tagClasses } from './tag-colours.ts';
import { marksTemplate, tokenTemplate } from './token.ts';

type TagsPayload = Extract<ResultPayload, { kind: 'tags' }>;

export function tagsTemplate({ items }: TagsPayload, drawn: Drawn): TemplateResult {
  const colours = categoryColours(drawn.theme.dark);
  const classes = tagClasses(items, colours.length);
  const colourOf = new Map(classes.map(({ name, colour }) => [name, colour === undefined ? '' : colours[colour]]));
  return html`${legend(classes, colours, drawn)}
    ${items.map((item) => sentence(item, (tag) => colourOf.get(classOf(tag)) ?? '', drawn))}
    ${marksTemplate(
      items.flatMap(({ tokens }) => tokens.map(({ token }) => token)),
      drawn.texts,
    )}`;
}

function legend(classes: TagClass[], colours: string[], { texts }: Drawn): TemplateResult {
  const coloured = classes.filter(({ colour }) => colour !== undefined);
  const others = classes.filter(({ colour, name }) => colour === undefined && name !== 'O');
  return html`<ul class="legend">
    ${coloured.map(
      ({ name, count, colour }) =>
        html`<li><i class="swatch" .style=${`background:${colours[colour ?? 0]}`}></i><bdi>${name}</bdi>
          <b>${formatCount(count, texts)}</b></li>`,
    )}
    ${others.length > 0 ? html`<li class="faint">${texts.otherTags(formatCount(others.length, texts))}</li>` : nothing}
  </ul>`;
}

function sentence(item: TagsItem, colourOf: (tag: string) => string, drawn: Drawn): TemplateResult {
  const { texts, tips } = drawn;
  const left = item.length - item.tokens.length;
  const cells = item.tokens.map(({ token, tags }, i) => {
    const colour = colourOf(tags[0]?.label ?? '');
    const tip = tips.add(() => tipTemplate(token, tags, drawn));
    return html`<span class="tagged ${colour ? 'coloured' : ''}" .style=${colour ? `--class:${colour}` : ''} role="listitem"
      tabindex=${i === 0 ? 0 : -1} data-tip=${tip} aria-label=${spoken(token, tags[0], drawn)}
      ><small>${tags[0]?.label}</small><span>${tokenTemplate(token)}</span></span>`;
  });
  return html`<div class="flow" role="list" data-group dir=${directionOf(item.tokens.map(({ token }) => token))}>
    ${cells}${left > 0 ? html`<span class="note">${texts.andMoreTokens(formatCount(left, texts))}</span>` : nothing}
  </div>`;
}

function tipTemplate(token: string, tags: Share[], { texts }: Drawn): TemplateResult {
  return html`<div class="head">${nameOf(token, texts)}</div>
    ${tags.map(
      ({ label, probability }, i) =>
        html`<div class="row ${i === 0 ? 'pointed' : ''}"><span class="name">${label}</span>
          <b>${formatPercent(probability, texts)}</b></div>`,
    )}`;
}

function spoken(token: string, tag: Share | undefined, { texts }: Drawn): string {
  return `${nameOf(token, texts)}: ${tag?.label} ${formatPercent(tag?.probability ?? null, texts)}`;
}
