/** The class of a text (notes 1.5.2). */
import { notAnInput, tellingTask, textInput } from './telling.ts';

export const classification = tellingTask('classification', 2, {
  isMany: (_, given) => Array.isArray(given),
  read: (model, given, most) => {
    const input = textInput(model, given, most);
    if (input) return input;
    throw notAnInput('a text', given);
  },
});
