/** Types of vega's pieces, which carry none of their own. */
declare module 'vega-dataflow' {
  export { changeset } from 'vega-typings';
  export const transforms: Record<string, unknown>;
}
declare module 'vega-parser' {
  export { parse } from 'vega-typings';
}
declare module 'vega-view' {
  export { View } from 'vega-typings';
}
declare module 'vega-encode';
declare module 'vega-transforms';
declare module 'vega-view-transforms';
