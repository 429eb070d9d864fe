/**
 * The pieces of vega that a line chart needs. The package `vega` would bring maps, trees, forces and word clouds along,
 * twice the size.
 */
import { changeset, transforms } from 'vega-dataflow';
import * as encode from 'vega-encode';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { parse } from 'vega-parser';
import * as basic from 'vega-transforms';
import type { Renderers, View as VegaView } from 'vega-typings';
import { Error as ERROR } from 'vega-util';
import { View } from 'vega-view';
import * as layout from 'vega-view-transforms';

Object.assign(transforms, basic, layout, encode);

export type { VegaView };
export { changeset };

/** A view of a Vega-Lite specification. Expressions are interpreted: webviews forbid making code from text. */
export function makeView(spec: TopLevelSpec, renderer: Renderers): VegaView {
  const runtime = parse(compile(spec).spec, undefined, { ast: true });
  return new View(runtime, { renderer, expr: expressionInterpreter, logLevel: ERROR });
}
