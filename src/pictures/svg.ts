/** Scenes as SVG: the twin of the canvas painter, for pictures. */
import { encode } from 'fast-png';
import type { Shape } from '../charts/gates/scene.ts';
import { MARK_PATHS } from '../charts/tokens.ts';

type OfKind<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** A whole picture. */
export function svgDocument(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Noto Sans SC">${content}</svg>`;
}

/** Moves a part of a picture. */
export function moved(x: number, y: number, content: string): string {
  return `<g transform="translate(${x},${y})">${content}</g>`;
}

/** Text whose middle is at y. */
export function svgText(text: string, x: number, y: number, size: number, fill: string, anchor = 'start'): string {
  // The font's digits and capitals reach 0.73 em above the base line.
  const base = (y + size * 0.365).toFixed(2);
  const attributes = `x="${x}" y="${base}" font-size="${size}" fill="${fill}" text-anchor="${anchor}" xml:space="preserve"`;
  return `<text ${attributes}>${escaped(text)}</text>`;
}

/** Shapes in their order. */
export function svgShapes(shapes: Shape[]): string {
  return shapes.map(svgShape).join('');
}

function svgShape(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return textShape(shape);
    case 'title':
      return titleShape(shape);
    case 'mark':
      return moved(
        shape.x - 5,
        shape.y - 5,
        `<path d="${MARK_PATHS[shape.mark]}" fill="none" stroke="${shape.colour}"/>`,
      );
    case 'outline':
      return `<rect x="${shape.x - 0.5}" y="${shape.y - 0.5}" width="${shape.width + 1}" height="${shape.height + 1}" fill="none" stroke="${shape.colour}"/>`;
    case 'pixels':
      return pixelShape(shape);
    case 'clip':
      return clipShape(shape);
  }
  shape satisfies never;
  return '';
}

function textShape({ text, x, y, size, colour, anchor, up }: OfKind<'text'>): string {
  if (!up) return svgText(text, x, y, size, colour, anchor);
  return `<g transform="translate(${x},${y}) rotate(-90)">${svgText(text, 0, 0, size, colour, anchor)}</g>`;
}

/** The font has no combining tilde: it is drawn. */
function titleShape({ x, y, symbol, name, colour, muted }: OfKind<'title'>): string {
  const tilde = symbol.tilde
    ? `<path d="M${x + 0.8} ${y - 5}q1.3 -1.7 2.7 -0.6t2.7 -0.6" fill="none" stroke="${colour}"/>`
    : '';
  const below = symbol.below ? `<tspan font-size="9.5" dy="3">${escaped(symbol.below)}</tspan>` : '';
  const back = symbol.below ? ' dy="-3"' : '';
  const rest = `<tspan font-size="11" fill="${muted}" dx="5"${back}>${escaped(name)}</tspan>`;
  return `${tilde}<text x="${x}" y="${y + 4.5}" font-size="13" fill="${colour}">${escaped(symbol.base)}${below}${rest}</text>`;
}

function pixelShape({ pixels, ...box }: OfKind<'pixels'>): string {
  const png = encode({ width: pixels.columns, height: pixels.rows, data: pixels.bytes, channels: 4, depth: 8 });
  const data = Buffer.from(png).toString('base64');
  return `<image ${boxAttributes(box)} preserveAspectRatio="none" image-rendering="optimizeSpeed" href="data:image/png;base64,${data}"/>`;
}

function clipShape({ shapes, ...box }: OfKind<'clip'>): string {
  const id = `clip${[box.x, box.y, box.width, box.height].join('_').replaceAll('.', '-')}`;
  return `<clipPath id="${id}"><rect ${boxAttributes(box)}/></clipPath><g clip-path="url(#${id})">${svgShapes(shapes)}</g>`;
}

function boxAttributes({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return `x="${x}" y="${y}" width="${width}" height="${height}"`;
}

/** Text as XML: what XML can't hold becomes U+FFFD. The font sets dots as wide as a Han character: others are taken. */
export function escaped(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  const narrow = allowed.replaceAll(' · ', '  |  ').replaceAll('…', '...');
  return narrow.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
