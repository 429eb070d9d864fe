/** What of a gates payload is looked at: a layer, one plane or all, the place under the pointer. Pure transitions. */
import type { GatesPayload } from '../../protocol/gates.ts';
import type { GatesLayout, Place } from './layout.ts';

export interface GatesChoice {
  layer: number;
  plane: number | 'all';
}

/** Planes that a choice shows. */
export function shownPlanes(payload: GatesPayload, { layer, plane }: GatesChoice): number[] {
  const planes = payload.layers[layer]?.planes.map((_, i) => i) ?? [];
  return plane === 'all' ? planes : planes.filter((i) => i === plane);
}

/** The choice that is possible in a payload: what it lacks is replaced by the first layer, by all planes. */
export function possibleChoice(payload: GatesPayload, choice: GatesChoice): GatesChoice {
  const layer = choice.layer < payload.layers.length ? choice.layer : 0;
  const planes = payload.layers[layer]?.planes.length ?? 0;
  return { layer, plane: choice.plane !== 'all' && choice.plane >= planes ? 'all' : choice.plane };
}

/** Where a key moves the place that is looked at; undefined for keys that mean nothing here. */
export function movePlace(layout: GatesLayout, place: Place | undefined, key: string): Place | undefined {
  const [dPanel, dStep, dUnit] = MOVES[key] ?? [0, 0, 0];
  if (!(key in MOVES)) return undefined;
  if (!place) return { panel: 0, step: 0, unit: 0 };
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return {
    panel: within(place.panel + dPanel, layout.panels.length),
    step: within(place.step + dStep, layout.steps),
    unit: within(place.unit + dUnit, layout.units),
  };
}

const FAR = Number.MAX_SAFE_INTEGER / 2;
const MOVES: Record<string, readonly [panels: number, steps: number, units: number]> = {
  ArrowLeft: [0, -1, 0],
  ArrowRight: [0, 1, 0],
  ArrowUp: [0, 0, -1],
  ArrowDown: [0, 0, 1],
  Home: [0, -FAR, 0],
  End: [0, FAR, 0],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};
