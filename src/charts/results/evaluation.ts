/** Evaluations: numbers, and of classes the scores of each and what was taken for what. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ClassesEvaluated, EvaluationItem } from '../../protocol/result.ts';
import { formatCount } from '../format.ts';
import { type ConfusionTable, confusionTable } from './confusion.ts';
import type { Drawn } from './drawn.ts';
import { evaluationFacts } from './evaluation-facts.ts';
import { formatPercent } from './numbers.ts';
import { shadeStyle } from './shade.ts';

export function evaluationTemplate(item: EvaluationItem, drawn: Drawn): TemplateResult {
  return html`<section class="evaluation">
    <dl class="facts">
      ${evaluationFacts(item, drawn.texts).map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
    </dl>
    ${item.of === 'classes' ? html`<div class="tables">${scores(item, drawn)} ${confusion(item, drawn)}</div>` : nothing}
  </section>`;
}

function scores({ scores, classes }: ClassesEvaluated, { texts }: Drawn): TemplateResult {
  return html`<div class="table">
    <div class="scroller" tabindex="0" role="region" aria-label=${texts.scores}><table class="scores">
      <thead><tr><th scope="col">${texts.label}</th>${[texts.precision, texts.recall, 'F1', texts.support].map(
        (name) => html`<th scope="col">${name}</th>`,
      )}</tr></thead>
      <tbody>${scores.map(
        ({ label, precision, recall, f1, support }) => html`<tr>
          <th scope="row" title=${label}><bdi>${label}</bdi></th>
          ${[precision, recall].map((score) => html`<td>${score.toFixed(3)}</td>`)}
          <td class="f1">${f1.toFixed(3)}<i class="f1-line" .style=${`width:${100 * f1}%`}></i></td>
          <td>${formatCount(support, texts)}</td>
        </tr>`,
      )}</tbody>
    </table></div>
    ${mostFrequent(scores.length, classes, texts)}
  </div>`;
}

function confusion({ confusion, classes }: ClassesEvaluated, drawn: Drawn): TemplateResult {
  const { texts } = drawn;
  const { rows, columns } = confusionTable(confusion, classes, texts);
  return html`<div class="table">
    <div class="caption">${texts.confusion}</div>
    <div class="scroller"><table class="confusion" data-group>
      <thead><tr><td></td>${columns.map(
        (label) => html`<th scope="col" title=${label}><span><bdi>${label}</bdi></span></th>`,
      )}</tr></thead>
      <tbody>${rows.map((row, place) => rowTemplate(row, columns, place, drawn))}</tbody>
    </table></div>
    ${mostFrequent(confusion.labels.length, classes, texts)}
  </div>`;
}

function rowTemplate(
  { label, cells, known }: ConfusionTable['rows'][number],
  columns: string[],
  row: number,
  { texts, theme, tips }: Drawn,
): TemplateResult {
  const all = cells.reduce((sum, count) => sum + count, 0);
  // Which of the others was called which other is not known.
  const right = known ? row : undefined;
  return html`<tr><th scope="row" title=${label}><bdi>${label}</bdi></th>
    ${cells.map((count, column) => {
      const share = all > 0 ? count / all : 0;
      const sentence = texts.taken(label, columns[column] ?? '', formatCount(count, texts));
      const tip = tips.add(
        () =>
          html`<div>${sentence}</div><div class="faint">${texts.ofAnswer(formatPercent(share, texts), label)}</div>`,
      );
      return html`<td class=${right === column ? 'right' : ''} tabindex=${row === 0 && column === 0 ? 0 : -1} data-tip=${tip}
        aria-label=${`${sentence}, ${formatPercent(share, texts)}`}
        .style=${shadeStyle(share, theme.dark)}>${formatCount(count, texts)}</td>`;
    })}
  </tr>`;
}

function mostFrequent(shown: number, all: number, texts: Drawn['texts']): TemplateResult | typeof nothing {
  if (shown >= all) return nothing;
  return html`<p class="note">${texts.mostFrequent(formatCount(shown, texts), formatCount(all, texts))}</p>`;
}
