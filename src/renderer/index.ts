/**
 * The notebook renderer: draws runs, gates and results in cell outputs, live while the host is there, from the file
 * else.
 */
import type { ActivationFunction, OutputItem } from 'vscode-notebook-renderer';
import { LiveRuns } from '../charts/runs/live-runs.ts';
import { textsFor } from '../charts/texts.ts';
import { type FromView, GATES_MIME, RESULT_MIME, RUN_MIME, type ToView } from '../protocol/renderer.ts';
import { GatesOutput } from './gates-output.ts';
import { ResultOutput } from './result-output.ts';
import { RunOutput } from './run-output.ts';

/** One output in the page. */
interface Output {
  readonly element: HTMLElement;
  update(item: OutputItem): void;
  dispose(): void;
}

export const activate: ActivationFunction = (context) => {
  const texts = textsFor(navigator.language);
  const { postMessage } = context;
  const runs = new LiveRuns(postMessage && ((message: FromView) => postMessage.call(context, message)), texts);
  context.onDidReceiveMessage?.((message: ToView) => runs.receive(message));
  const outputs = new Map<string, Output>();

  const dispose = (id: string) => {
    outputs.get(id)?.dispose();
    outputs.delete(id);
  };
  const makeOutput = (mime: string, element: HTMLElement): Output => {
    switch (mime) {
      case RUN_MIME:
        return new RunOutput(element, texts, runs);
      case GATES_MIME:
        return new GatesOutput(element, texts);
      case RESULT_MIME:
        return new ResultOutput(element, texts);
    }
    throw new RangeError(`Unroll draws no outputs of the type ${mime}.`);
  };
  return {
    renderOutputItem(item, element) {
      // An item keeps its id when the host replaces its content: what was drawn is patched.
      if (outputs.get(item.id)?.element !== element) dispose(item.id);
      const output = outputs.get(item.id) ?? makeOutput(item.mime, element);
      outputs.set(item.id, output);
      output.update(item);
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...outputs.keys()] : [id]) dispose(known);
    },
  };
};
