/**
 * Host <-> dist/pictures.cjs: what a stored output carries besides our own data, so that JupyterLab, GitHub and plain
 * text viewers show something. The host loads the bundle when it first stores an output: `require('./pictures.cjs')`.
 */
import type { GatesPayload } from './gates.ts';
import type { ResultPayload } from './result.ts';
import type { Run } from './run.ts';

export interface Pictures {
  /** A self-contained Vega-Lite v5 specification of the loss curve, for `application/vnd.vegalite.v5+json`. */
  curveSpec(run: Run): object;
  /** The loss curve, the numbers and the latest sample as PNG bytes: white, 720 px wide at twice the density. */
  runPng(run: Run): Promise<Uint8Array>;
  /** Every gate of every layer as PNG bytes; as wide as the text needs. */
  gatesPng(gates: GatesPayload): Promise<Uint8Array>;
  /** A self-contained Vega-Lite v5 specification of a result; undefined for those that no chart shows. */
  resultSpec(result: ResultPayload): object | undefined;
  /** A result as PNG bytes; undefined where a picture would show no more than the text. */
  resultPng(result: ResultPayload): Promise<Uint8Array | undefined>;
  /** A few lines for `text/plain`. */
  runText(run: Run): string;
  gatesText(gates: GatesPayload): string;
}
