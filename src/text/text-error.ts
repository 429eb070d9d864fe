/** What can be wrong with a text that the user gave. */
import { type Code, MessageError, message, type ValuesOf } from '../messages/message.ts';

/** A text that cannot be used. What it tells is complete: what was given, what is allowed, what to do. */
export class TextError<C extends Code = Code> extends MessageError {
  override readonly name = 'TextError';
  constructor(code: C, values: ValuesOf<C>) {
    super(message(code, values));
  }
}
