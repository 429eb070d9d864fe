/** A message within the values of another: any, as a catalogue cannot name the type that is made of it. */
export interface Held {
  code: string;
  values: unknown;
}

/** Words a held message in the language of the catalogue. */
export type Say = (held: Held) => string;
