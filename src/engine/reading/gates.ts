/** What every gate, cell state and activation comes to while a network reads a text: the data of a heatmap. */
import type { CreateKernels } from '../../kernels/kernels.ts';
import type { Plane } from '../cells/layer.ts';
import type { NetworkConfig } from '../config.ts';
import { Reader } from './reader.ts';

/** One plane of one layer over all steps. */
interface PlaneValues extends Pick<Plane, 'name' | 'symbol' | 'range'> {
  /** [steps, units] */
  values: Float32Array;
}

export interface LayerPlanes {
  units: number;
  planes: PlaneValues[];
}

/**
 * Reads `ids`, the first of them NO_TOKEN where a document begins. Yields after every token, as a place to pause;
 * returns the planes of all layers, from the bottom up.
 */
export function* gatePlanes(
  network: NetworkConfig,
  weights: Float32Array,
  ids: ArrayLike<number>,
  createKernels?: CreateKernels,
): Generator<undefined, LayerPlanes[], undefined> {
  const reader = new Reader(network, weights, createKernels);
  const units = network.hidden;
  const layers = reader.layers.map(({ planes }) => ({
    units,
    planes: planes.map(({ name, symbol, range }) => ({
      name,
      symbol,
      range,
      values: new Float32Array(ids.length * units),
    })),
  }));
  reader.reset();
  for (let step = 0; step < ids.length; step++) {
    reader.read(ids[step]!);
    for (const [l, layer] of reader.layers.entries())
      for (const [p, plane] of layer.planes.entries())
        layers[l]!.planes[p]!.values.set(reader.plane(plane), step * units);
    yield undefined;
  }
  return layers;
}
