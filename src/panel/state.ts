/** What the panel keeps while it is hidden or the window reloads. */
import type { FromPanel } from '../protocol/renderer.ts';
import { type FormValues, newForm } from './form.ts';

export interface PanelState {
  form: FormValues;
  /** URI of the text that is chosen; '' for none. */
  source: string;
  /** Whether all options are shown. */
  open: boolean;
}

/** VS Code's side of the webview. */
interface Host {
  post(message: FromPanel): void;
  save(state: PanelState): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** Connects to VS Code, once. What an older version kept is completed with defaults. */
export function connect(): { host: Host; state: PanelState } {
  const api = acquireVsCodeApi();
  const kept = (api.getState() ?? {}) as Partial<PanelState>;
  return {
    host: { post: (message) => api.postMessage(message), save: (state) => api.setState(state) },
    state: { source: kept.source ?? '', open: kept.open ?? false, form: { ...newForm(), ...kept.form } },
  };
}
