/** The list of runs: one is shown, the newest unless somebody picked another. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Texts } from '../charts/texts.ts';
import type { RunSummary } from '../protocol/renderer.ts';

interface RunsView {
  texts: Texts;
  runs: RunSummary[];
  /** The run that was picked; '' while the newest is followed. */
  picked: string;
  pick(runId: string): void;
}

/** A select as soon as there are two runs; words while there is none. */
export function runsTemplate({ texts, runs, picked, pick }: RunsView): TemplateResult | typeof nothing {
  if (runs.length === 0) return html`<p class="none">${texts.noRuns}</p>`;
  if (runs.length === 1) return nothing;
  return html`<div class="field">
    <label for="run">${texts.run}</label>
    <vscode-single-select
      id="run"
      label=${texts.run}
      .value=${picked}
      @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}
    >
      <vscode-option value="" ?selected=${picked === ''}>${texts.newest}</vscode-option>
      ${repeat(
        runs,
        ({ id }) => id,
        ({ id, title, state }) =>
          html`<vscode-option value=${id} ?selected=${id === picked}>${title} · ${texts.states[state]}</vscode-option>`,
      )}
    </vscode-single-select>
  </div>`;
}
