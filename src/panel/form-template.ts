/** The form in the page. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatBytes, formatCount, formatDuration } from '../charts/format.ts';
import { say, type Texts } from '../charts/texts.ts';
import { sayIn } from '../messages/languages.ts';
import { TASK_NAMES } from '../protocol/options/names.ts';
import type { SourceChoice } from '../protocol/renderer.ts';
import type { ExampleFacts } from '../protocol/run.ts';
import { type Estimate, MOST_MEMORY_BYTES } from '../protocol/session.ts';
import { defaultOf, type Fault, type FormField, fieldNamed, fieldsOf, MORE_GROUPS } from './form.ts';
import type { PanelState } from './state.ts';

interface FormView {
  texts: Texts;
  state: PanelState;
  /** Undefined until the host has told. */
  sources: SourceChoice[] | undefined;
  faults: readonly Fault[];
  /** Undefined while it is asked for, null when there is nothing to ask. */
  estimate: Estimate | undefined | null;
  change(change: Partial<PanelState>): void;
  pickSource(): void;
  useActiveEditor(): void;
  start(): void;
}

/** Source, network, options, estimate, Start. */
export function formTemplate(view: FormView): TemplateResult {
  const { texts, state } = view;
  const ready = state.source !== '' && view.faults.length === 0 && !isTooLarge(view.estimate);
  return html`
    <form @submit=${(event: Event) => event.preventDefault()}>
      ${sourceField(view)}
      ${fields(view, 'main')} ${more(view)} ${otherFaults(view)} ${estimate(view)}
      <vscode-button block class="start" ?disabled=${!ready} @click=${view.start}>${texts.start}</vscode-button>
    </form>
  `;
}

function sourceField(view: FormView): TemplateResult {
  const { texts, state, sources = [] } = view;
  const none = sources.length === 0 && view.sources !== undefined;
  return html`<div class="field">
    <label for="source">${texts.source}</label>
    ${
      none
        ? html`<p class="none">${texts.noSources}</p>`
        : html`<vscode-single-select
            id="source"
            label=${texts.source}
            .value=${state.source}
            @change=${(event: Event) => view.change({ source: textOf(event) })}
          >
            ${
              state.source === ''
                ? html`<vscode-option value="" selected disabled>${texts.chooseSource}</vscode-option>`
                : nothing
            }
            ${repeat(
              sources,
              ({ uri }) => uri,
              ({ uri, label }) =>
                html`<vscode-option value=${uri} ?selected=${uri === state.source}>${label}</vscode-option>`,
            )}
          </vscode-single-select>`
    }
    <div class="links">
      <button type="button" @click=${view.pickSource}>${texts.pickSource}</button>
      <button type="button" @click=${view.useActiveEditor}>${texts.activeEditor}</button>
    </div>
    ${faultText(view, '')}
  </div>`;
}

/** The fields of a group: lists below each other, numbers side by side, and what is wrong with these. */
function fields(view: FormView, group: FormField['group']): TemplateResult {
  const all = fieldsOf(group);
  return html`${all.filter(({ names }) => names).map((field) => choice(view, field))}
    <div class="grid">${all.filter(({ names }) => !names).map((field) => number(view, field))}</div>
    ${group === 'main' || view.state.open ? numberFaults(view, group) : nothing}`;
}

function choice(view: FormView, field: FormField): TemplateResult {
  const { form } = view.state;
  const { name, names = {} } = field;
  const { words } = view.texts;
  const changed = (event: Event) => view.change({ form: { ...form, [name]: textOf(event) } });
  return html`<div class="field" title=${helpOf(view, field)}>
    <label for=${name} class=${isWrong(view, name) ? 'wrong' : ''}>${words(field.label)}</label>
    <vscode-single-select
      id=${name}
      label=${words(field.label)}
      aria-description=${helpOf(view, field)}
      .value=${form[name] ?? ''}
      ?invalid=${isWrong(view, name)}
      @change=${changed}
    >
      ${Object.entries(names).map(
        ([value, called]) =>
          html`<vscode-option value=${value} ?selected=${value === form[name]}>${words(called)}</vscode-option>`,
      )}
    </vscode-single-select>
    ${faultText(view, name)}
  </div>`;
}

function number(view: FormView, field: FormField): TemplateResult {
  const { form } = view.state;
  const { name } = field;
  const label = view.texts.words(field.label);
  return html`<div class="field" title=${helpOf(view, field)}>
    <label for=${name} class=${isWrong(view, name) ? 'wrong' : ''}>${label}</label>
    <vscode-textfield
      id=${name}
      label=${label}
      aria-description=${helpOf(view, field)}
      placeholder=${defaultOf(name) || view.texts.byTask}
      .value=${form[name] ?? ''}
      ?invalid=${isWrong(view, name)}
      @input=${(event: Event) => view.change({ form: { ...form, [name]: textOf(event) } })}
    ></vscode-textfield>
  </div>`;
}

/** The option's sentence; code stands in no other type here. */
function helpOf({ texts }: FormView, { help }: FormField): string {
  return texts.words(help).replaceAll('`', '');
}

function more(view: FormView): TemplateResult {
  const { texts, state } = view;
  const toggled = (event: CustomEvent<{ open: boolean }>) => view.change({ open: event.detail.open });
  return html`<vscode-collapsible heading=${texts.moreOptions} ?open=${state.open} @vsc-collapsible-toggle=${toggled}>
      <div class="more">
        ${MORE_GROUPS.map((group) => html`<h3>${texts.groups[group]}</h3>${fields(view, group)}`)}
      </div>
    </vscode-collapsible>
    ${state.open ? nothing : MORE_GROUPS.map((group) => numberFaults(view, group))}`;
}

/** What is in the file and what training on it takes. */
function estimate({ estimate, texts, faults, state }: FormView): TemplateResult | typeof nothing {
  if (estimate === null || faults.length > 0) return nothing;
  if (!estimate) return html`<p class="estimate">${texts.estimating}</p>`;
  const { level, examples, notices } = estimate;
  const parts = [
    texts.estimateAbout(formatDuration(estimate.milliseconds, texts)),
    ...(state.form.epochs === 'auto' ? [texts.epochs(formatCount(estimate.epochs, texts))] : []),
    formatBytes(estimate.memoryBytes, texts),
    texts.parameters(formatCount(estimate.parameters, texts)),
    ...(examples ? [] : [`${formatCount(estimate.trainTokens, texts)} ${texts.trainingTokens[level]}`]),
  ];
  return html`${data(estimate, texts)}
    ${notices.length > 0 ? html`<ul class="notices">${notices.map((notice) => html`<li>${say(notice, texts)}</li>`)}</ul>` : nothing}
    <p class="estimate">${parts.join(' · ')}</p>
    ${
      isTooLarge(estimate)
        ? html`<p class="fault" role="alert">${texts.tooLarge(formatBytes(estimate.memoryBytes, texts))}</p>`
        : nothing
    }`;
}

function isTooLarge(estimate: FormView['estimate']): boolean {
  return !!estimate && estimate.memoryBytes > MOST_MEMORY_BYTES;
}

/** Labels whose counts are shown. */
const SHOWN_LABELS = 6;

function data({ task, documents, examples, text }: Estimate, texts: Texts): TemplateResult | typeof nothing {
  const facts = examples ?? text;
  if (!facts) return nothing;
  const { train, validation, longest, preview } = facts;
  const labels = examples ? labelCounts(examples, texts) : '';
  const isRunning = text !== undefined && documents === 'text';
  const parts = [
    texts.words(TASK_NAMES[task]),
    isRunning ? texts.runningText : texts.documentCounts[examples ? 'examples' : documents](formatCount(train, texts)),
    ...(validation > 0 && !isRunning ? [texts.heldOut(formatCount(validation, texts))] : []),
    ...(isRunning ? [] : [texts.longest(formatCount(longest, texts))]),
    ...(labels !== '' ? [labels] : []),
  ];
  return html`<p class="estimate">${parts.join(' · ')}</p>
    <ul class="preview">
      ${preview.map((line) => html`<li dir="auto">${line}</li>`)}
    </ul>`;
}

function labelCounts({ labels }: ExampleFacts, texts: Texts): string {
  const counts = labels
    .slice(0, SHOWN_LABELS)
    .map(({ label, count }) => `${label || '–'} ${formatCount(count, texts)}`);
  const more = labels.length - counts.length;
  if (more > 0) counts.push(texts.andMore(formatCount(more, texts)));
  return counts.join(texts.comma);
}

/** Those of lists stand below each of them. */
function numberFaults(view: FormView, group: FormField['group']): (TemplateResult | typeof nothing)[] {
  return fieldsOf(group).flatMap(({ name, names }) => (names ? [] : [faultText(view, name)]));
}

/** Of options that have no field here. */
function otherFaults({ faults, texts }: FormView): TemplateResult[] {
  const others = faults.filter(({ field }) => field !== '' && !fieldNamed(field));
  return others.map(({ message }) => faultLine(sayIn(texts.locale)(message), texts));
}

/** Named as the field is: the message has the option's name, as in a cell. */
function faultText({ faults, texts }: FormView, field: string): TemplateResult | typeof nothing {
  const fault = faults.find((each) => each.field === field);
  if (!fault) return nothing;
  const named = fieldNamed(field);
  const label = named && texts.words(named.label);
  // In English most are the option's name.
  return faultLine(sayIn(texts.locale)(fault.message), texts, label?.toLowerCase() === field ? undefined : label);
}

function faultLine(told: string, texts: Texts, label?: string): TemplateResult {
  return html`<p class="fault" role="alert">${label ? html`<b>${label}</b>${texts.colon}` : nothing}${told}</p>`;
}

function isWrong({ faults }: FormView, field: string): boolean {
  return faults.some((fault) => fault.field === field);
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
