/** The notebook renderer: draws runs and gates in cell outputs, live while the host is there, from the file else. */
import type { ActivationFunction, OutputItem } from 'vscode-notebook-renderer';
import { LiveRuns } from '../charts/live-runs.ts';
import { textsFor } from '../charts/texts.ts';
import { type FromView, RUN_MIME, type ToView } from '../protocol/renderer.ts';
import { GatesOutput } from './gates-output.ts';
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
  return {
    renderOutputItem(item, element) {
      // An item keeps its id when the host replaces its content: what was drawn is patched.
      if (outputs.get(item.id)?.element !== element) dispose(item.id);
      const output =
        outputs.get(item.id) ??
        (item.mime === RUN_MIME ? new RunOutput(element, texts, runs) : new GatesOutput(element, texts));
      outputs.set(item.id, output);
      output.update(item);
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...outputs.keys()] : [id]) dispose(known);
    },
  };
};
