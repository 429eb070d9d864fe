/** Paints a scene onto a canvas. */

import type { Theme } from '../theme.ts';
import { MARK_PATHS } from '../tokens.ts';
import type { Pixels, Shape } from './scene.ts';

type Context = CanvasRenderingContext2D;
type OfKind<K extends Shape['kind']> = Extract<Shape, { kind: K }>;

/** Canvases made of pixels, kept as long as the pixels themselves. */
const grids = new WeakMap<Pixels, HTMLCanvasElement>();

/** Paints shapes in their order. The context's transform turns CSS pixels into the canvas's own. */
export function paint(context: Context, shapes: Shape[], theme: Theme): void {
  for (const shape of shapes) paintShape(context, shape, theme);
}

function paintShape(context: Context, shape: Shape, theme: Theme): void {
  switch (shape.kind) {
    case 'text':
      paintText(context, shape, theme);
      return;
    case 'title':
      paintTitle(context, shape, theme);
      return;
    case 'mark':
      paintMark(context, shape);
      return;
    case 'outline':
      context.strokeStyle = shape.colour;
      context.lineWidth = 1;
      context.strokeRect(shape.x - 0.5, shape.y - 0.5, shape.width + 1, shape.height + 1);
      return;
    case 'pixels':
      context.imageSmoothingEnabled = false;
      context.drawImage(gridOf(shape.pixels), shape.x, shape.y, shape.width, shape.height);
      return;
    case 'clip':
      context.save();
      context.beginPath();
      context.rect(shape.x, shape.y, shape.width, shape.height);
      context.clip();
      paint(context, shape.shapes, theme);
      context.restore();
      return;
  }
  shape satisfies never;
}

function paintText(context: Context, { x, y, up, ...text }: OfKind<'text'>, theme: Theme): void {
  context.font = `${text.size}px ${text.monospace ? theme.monospace : theme.font}`;
  context.fillStyle = text.colour;
  context.textBaseline = 'middle';
  context.textAlign = text.anchor === 'middle' ? 'center' : text.anchor;
  context.save();
  context.translate(x, y);
  if (up) context.rotate(-Math.PI / 2);
  context.fillText(text.text, 0, 0);
  context.restore();
}

function paintTitle(context: Context, title: OfKind<'title'>, theme: Theme): void {
  const { base, below, tilde } = title.symbol;
  context.textBaseline = 'middle';
  context.textAlign = 'start';
  context.fillStyle = title.colour;
  let x = title.x;
  const write = (text: string, size: number, y: number) => {
    context.font = `${size}px ${theme.font}`;
    context.fillText(text, x, y);
    x += context.measureText(text).width;
  };
  write(tilde ? `${base}\u0303` : base, 13, title.y);
  if (below) write(below, 9.5, title.y + 3.5);
  x += 5;
  context.fillStyle = title.muted;
  write(title.name, 11, title.y + 0.5);
}

function paintMark(context: Context, { x, y, mark, colour }: OfKind<'mark'>): void {
  context.save();
  context.translate(x - 5, y - 5);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke(new Path2D(MARK_PATHS[mark]));
  context.restore();
}

function gridOf(pixels: Pixels): HTMLCanvasElement {
  const known = grids.get(pixels);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = pixels.columns;
  canvas.height = pixels.rows;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels.bytes, pixels.columns, pixels.rows), 0, 0);
  grids.set(pixels, canvas);
  return canvas;
}
