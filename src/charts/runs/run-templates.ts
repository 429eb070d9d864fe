/** The words and numbers around a run's curve, as templates. Everything of the user's is text, never HTML. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isOver, type Run } from '../../protocol/run.ts';
import { formatCount, formatValue } from '../format.ts';
import { say, type Texts } from '../texts.ts';
import { curveData } from './curve-data.ts';
import { networkText, newestLosses, progressShare, runFacts, savedModelName } from './run-facts.ts';

/** Above the curve: source, network, state, Stop, progress, and the key of the lines with their newest values. */
export function runHead(run: Run, texts: Texts, stop?: (run: Run) => void): TemplateResult {
  return html`
    <div class="headline">
      <span class="source" title=${run.source.path ?? run.source.name}>${run.source.name}</span>
      <span class="network">${networkText(run, texts)}</span>
      <span class="state"><i class="dot"></i>${texts.states[run.state]}</span>
      ${stop ? stopButton(run, texts, stop) : nothing}
    </div>
    ${isOver(run) ? nothing : progressBar(run, texts)} ${message(run, texts)} ${key(run, texts)}
  `;
}

/** Below the curve: numbers, the latest sample, notices, the model file. */
export function runFoot(run: Run, texts: Texts): TemplateResult {
  return html`${facts(run, texts)} ${sample(run, texts)} ${notices(run, texts)} ${modelFile(run, texts)}`;
}

function stopButton(run: Run, texts: Texts, stop: (run: Run) => void): TemplateResult {
  return html`<button class="stop" ?disabled=${run.state === 'stopping'} @click=${() => stop(run)}>
    <svg viewBox="0 0 10 10" aria-hidden="true"><rect x="1.5" y="1.5" width="7" height="7" rx="1" /></svg>${texts.stop}
  </button>`;
}

function progressBar(run: Run, texts: Texts): TemplateResult {
  const percent = Math.round(progressShare(run) * 1000) / 10;
  return html`<div class="progress" role="progressbar" aria-label=${texts.progress} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
    <i .style=${`width:${percent}%`}></i>
  </div>`;
}

/** Why it waits, or how it failed. */
function message({ message, state }: Run, texts: Texts): TemplateResult | typeof nothing {
  return message ? html`<div class="message ${state}" role="status">${say(message, texts)}</div>` : nothing;
}

function key(run: Run, texts: Texts): TemplateResult {
  const { training, best } = curveData(run);
  const bestText = best[0] && texts.bestAt(formatValue(best[0].loss, texts), formatCount(best[0].epoch, texts));
  return html`<div class="keys">
    ${newestLosses(run, texts).map(
      ({ name, loss, at }) =>
        html`<span><i class="key ${name}"></i>${texts[name]} <b>${loss}</b> ${at ?? nothing}</span>`,
    )}
    ${bestText ? html`<span><i class="ring"></i>${bestText}</span>` : nothing}
    ${training.length === 0 && !isOver(run) ? html`<span class="faint">${texts.noPoints}</span>` : nothing}
  </div>`;
}

function facts(run: Run, texts: Texts): TemplateResult | typeof nothing {
  const all = runFacts(run, texts);
  if (all.length === 0) return nothing;
  return html`<dl class="facts">
    ${all.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

function sample({ sample }: Run, texts: Texts): TemplateResult | typeof nothing {
  if (!sample) return nothing;
  const text = sample.text === '' ? html`<span class="faint">${texts.emptySample}</span>` : sample.text;
  return html`<div class="sample">
    <div class="label">${texts.sampleAt(formatCount(sample.epoch, texts))}</div>
    <pre tabindex="0">${text}</pre>
  </div>`;
}

function notices({ notices }: Run, texts: Texts): TemplateResult | typeof nothing {
  if (notices.length === 0) return nothing;
  return html`<ul class="notices">
    ${notices.map((notice) => html`<li>${say(notice, texts)}</li>`)}
  </ul>`;
}

function modelFile(run: Run, texts: Texts): TemplateResult | typeof nothing {
  const { prepared, model } = run;
  const name = savedModelName(run);
  const parts = [
    prepared && texts.parameters(formatCount(prepared.parameters, texts)),
    name && texts.savedTo(name),
  ].filter((part) => part !== undefined);
  return parts.length > 0
    ? html`<div class="file" title=${model?.path ?? nothing}>${parts.join(' · ')}</div>`
    : nothing;
}
