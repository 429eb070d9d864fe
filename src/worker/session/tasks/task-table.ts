/** The tasks by their names. A new one is a file beside this, and a line in here. */
import type { Task } from '../../../protocol/options.ts';
import { classification } from './classification.ts';
import { generation } from './generation.ts';
import { languageModel } from './language-model.ts';
import { tagging } from './tagging.ts';
import type { TaskKind } from './task-kind.ts';
import { translation } from './translation.ts';
import { vectors } from './vectors.ts';

const table: Readonly<Record<Task, TaskKind>> = {
  'language-model': languageModel,
  classification,
  tagging,
  translation,
  generation,
  vectors,
};

export function kindOf({ task }: { task: Task }): TaskKind {
  return table[task];
}
