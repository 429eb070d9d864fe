/** The sidebar's training panel: defines its element, which asks the host for everything else. */
import { TrainingPanel } from './panel.ts';

customElements.define('unroll-panel', TrainingPanel);
