/** Values for every code of an area: one set for each wording that it has. A code without samples does not compile. */
export type Samples<Area extends { [code in keyof Area]: (values: never, say: never) => string }> = {
  [code in keyof Area]: readonly [Parameters<Area[code]>[0], ...Parameters<Area[code]>[0][]];
};
