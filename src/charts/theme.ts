/**
 * The colours and fonts that charts draw with: those of VS Code's theme in a webview, black on white in a stored
 * picture. Modules that draw take a Theme; only `readTheme` and `watchTheme` look at the page.
 */

export interface Theme {
  /** Whether the background is dark: chooses the colour scales of heatmaps. */
  dark: boolean;
  /** High contrast: thicker lines, no faint colours. */
  contrast: boolean;
  background: string;
  foreground: string;
  /** Labels and titles of axes. */
  muted: string;
  /** Grid lines and outlines. */
  faint: string;
  training: string;
  validation: string;
  /** The place under the pointer. */
  focus: string;
  font: string;
  monospace: string;
}

/** Black on white, in the font that pictures bundle. */
export const PAPER: Theme = {
  dark: false,
  contrast: false,
  background: '#ffffff',
  foreground: '#1f2328',
  muted: '#59636e',
  faint: '#d8dee4',
  training: '#2f81d6',
  validation: '#c4660f',
  focus: '#1f2328',
  font: 'Noto Sans SC',
  monospace: 'Noto Sans SC',
};

/** The theme of VS Code as the CSS variables of a webview tell it. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string, otherwise: string) => style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const { dark, contrast } = themeKind(document.body);
  const foreground = read('editor-foreground', read('foreground', dark ? '#cccccc' : '#333333'));
  return {
    dark,
    contrast,
    background: read('editor-background', dark ? '#1e1e1e' : '#ffffff'),
    foreground,
    muted: contrast ? foreground : read('descriptionForeground', foreground),
    faint: mix(foreground, contrast ? 0.4 : dark ? 0.14 : 0.13),
    ...lineColours(dark, contrast),
    focus: contrast ? read('focusBorder', foreground) : foreground,
    font: read('font-family', 'system-ui, sans-serif'),
    monospace: read('editor-font-family', 'monospace'),
  };
}

/** Calls back after VS Code changed its theme. Returns what ends the watching. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}

/**
 * Blue and orange that stand apart from the background and, for every kind of colour vision, from each other. Not VS
 * Code's chart colours: its orange is half transparent in some themes. views.css has the same ones.
 */
function lineColours(dark: boolean, contrast: boolean): Pick<Theme, 'training' | 'validation'> {
  if (dark) return { training: '#4c9df3', validation: '#f0983e' };
  return contrast ? { training: '#0b5cad', validation: '#a04400' } : { training: '#2f81d6', validation: '#c4660f' };
}

function themeKind({ classList }: Element): Pick<Theme, 'dark' | 'contrast'> {
  // VS Code gives a light high-contrast theme both classes.
  const light = classList.contains('vscode-light') || classList.contains('vscode-high-contrast-light');
  return {
    dark: !light,
    contrast: classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light'),
  };
}

function mix(colour: string, share: number): string {
  return `color-mix(in srgb, ${colour} ${Math.round(share * 100)}%, transparent)`;
}
