/** A place of our own in a cell's output: styles neither leak out nor in. */
import views from '../charts/views.css';

/** Empties the element and gives a box in its shadow root; `more` are further styles. */
export function shadowBox(element: HTMLElement, more = ''): HTMLElement {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(views + more);
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement('div');
  box.className = 'output';
  root.replaceChildren(box);
  return box;
}
