/** Messages that any part may send. */

export const common = {
  /** What comes from elsewhere, in the words that it came in. */
  verbatim: ({ text }: { text: string }) => text,
};
