/** What can be wrong with a text that the user gave. */

export type TextErrorCode = 'empty' | 'binary' | 'encoding' | 'too-short' | 'too-long' | 'format' | 'vocabulary';

/** A text that cannot be used. The message is complete: what was given, what is allowed, what to do. */
export class TextError extends Error {
  override readonly name = 'TextError';
  constructor(
    readonly code: TextErrorCode,
    message: string,
  ) {
    super(message);
  }
}
