/** The gates of a model while it reads a text: as arrays for a cell, and as a payload to be drawn. */
import { inspect } from 'node:util';
import { NO_TOKEN } from '../../../engine/data.ts';
import { gatePlanes, type LayerPlanes } from '../../../engine/reading/gates.ts';
import type { CreateKernels } from '../../../kernels/kernels.ts';
import { encodePlane, type GatesPayload } from '../../../protocol/gates.ts';
import { type ModelData, modelTitle } from '../models/model.ts';
import { inSlices } from '../support/slices.ts';

type GatedModel = Pick<ModelData, 'network' | 'weights' | 'vocabulary' | 'source'>;

/** Values of all planes together that are drawn at most: 16 bits each, some 5 MB in a notebook. */
const DRAWN_VALUES = 2_000_000;
/** Planes of a cell with the most gates. */
const PLANES = 6;

/** What `rnn.gates` gives. */
export class Gates {
  constructor(
    /** What the network read at each step; '' is the zero input that begins a document. */
    readonly tokens: string[],
    /** Layers from the bottom up; the values of a plane are [steps, units], row-major. */
    readonly layers: LayerPlanes[],
  ) {}

  [inspect.custom](): string {
    const names = this.layers[0]?.planes.map(({ name }) => name).join(', ');
    return `Gates over ${this.tokens.length} steps, ${this.layers.length} × ${this.layers[0]?.units} units: ${names}`;
  }
}

/** Steps that may be drawn of a network at most, within a number of values. */
export function mostSteps({ layers, hidden }: GatedModel['network'], values = DRAWN_VALUES): number {
  return Math.max(2, Math.floor(values / (layers * hidden * PLANES)));
}

/** Reads ids of known tokens; resolves with undefined when `goOn` says no. */
export async function readGates(
  model: GatedModel,
  ids: Uint32Array,
  createKernels: CreateKernels,
  goOn: () => boolean = () => true,
): Promise<Gates | undefined> {
  const { network, weights, vocabulary } = model;
  const layers = await inSlices(gatePlanes(network, weights, [NO_TOKEN, ...ids], createKernels), goOn);
  return layers && new Gates(['', ...Array.from(ids, (id) => vocabulary.token(id))], layers);
}

export function gatesPayload(model: Pick<GatedModel, 'source' | 'network'>, { tokens, layers }: Gates): GatesPayload {
  return {
    model: modelTitle(model),
    cell: model.network.cell,
    tokens,
    layers: layers.map(({ units, planes }) => ({
      units,
      planes: planes.map(({ values, ...plane }) => ({ ...plane, ...encodePlane(values) })),
    })),
  };
}
