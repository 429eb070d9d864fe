/** Values for every code of an area: one set for each wording that it has. A code without samples does not compile. */
export type Samples<Area extends { [code in keyof Area]: (values: never, say: never) => string }> = {
  [code in keyof Area]: readonly [Values<Area[code]>, ...Values<Area[code]>[]];
};

/** {} where a sentence needs nothing. */
type Values<Word extends (values: never, say: never) => string> =
  Parameters<Word> extends [] ? Record<string, never> : Parameters<Word>[0];
