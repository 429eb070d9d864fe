/**
 * The gate heatmap as data: every gate of every layer over time and units, compact enough to be stored in a notebook.
 */

/** One gate, cell state or activation of one layer: a [steps, units] matrix. */
export interface GatePlane {
  /** As the notes write it: 'update', 'forget', 'output', 'relevance', 'candidate', 'cell', 'activation'. */
  name: string;
  /** As it stands in a formula: 'Γu', 'Γf', 'Γo', 'Γr', 'c̃', 'c', 'a'. */
  symbol: string;
  /** Colour scale: gates run from 0 to 1, the others around 0. */
  range: 'unit' | 'signed';
  /** Largest absolute value; a stored integer q stands for q / 32767 * scale. */
  scale: number;
  /** Base64 of little-endian int16, [steps, units] row-major. */
  data: string;
}

export interface GatesPayload {
  /** Name of the model, for people. */
  model: string;
  cell: 'rnn' | 'gru' | 'lstm';
  /** What the network read at each step; '' is the zero input x<1> that begins a document. */
  tokens: string[];
  layers: { units: number; planes: GatePlane[] }[];
}

/**
 * Stores a matrix of real numbers in 16 bits a value. Error at most max |value| / 65534. What is no finite number, as
 * after a divergence, comes out as 0 (NaN) or as the largest value of its sign (infinities), so that the others are
 * kept.
 */
export function encodePlane(values: ArrayLike<number>): Pick<GatePlane, 'scale' | 'data'> {
  let scale = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > scale && size < Infinity) scale = size;
  }
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  if (scale > 0)
    for (let i = 0; i < values.length; i++) {
      const share = Math.max(-1, Math.min(1, (values[i] as number) / scale));
      // NaN is stored as 0.
      view.setInt16(i * 2, Math.round(share * 32767), true);
    }
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return { scale, data: btoa(binary) };
}

/** The values of a plane, [steps, units] row-major. */
export function decodePlane({ scale, data }: Pick<GatePlane, 'scale' | 'data'>): Float32Array {
  const binary = atob(data);
  const values = new Float32Array(binary.length >> 1);
  for (let i = 0; i < values.length; i++) {
    const unsigned = binary.charCodeAt(2 * i) | (binary.charCodeAt(2 * i + 1) << 8);
    values[i] = (((unsigned << 16) >> 16) / 32767) * scale;
  }
  return values;
}
