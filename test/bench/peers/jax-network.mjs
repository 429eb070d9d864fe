/**
 * A recurrent network for jax-js, to be compiled by `jit`. The gradient through time is the library's own (valueAndGrad);
 * three things make it faster than the gradient of the plain loss:
 *
 * - The gradient is asked for zeros that are added to the gates' sums, not for the weights: those of the weights then are
 *   products over many time steps, where the library would make T products and add them up.
 * - The library joins arrays by adding padded copies, a cost that is quadratic: time steps are joined eight at a time.
 * - Products whose width is no multiple of four are not vectorised: the vocabulary is padded to one.
 *
 * T time steps, B sequences, H units, G = 4H, 3H or H gates' sums. A use of an array frees it; `.ref` is a further use. What is
 * left over here is freed with the trace.
 */
import { nn, numpy as np, valueAndGrad } from '@jax-js/jax';

const JOINED = 8;

/** x's share and h's share of the gates' sums, [B, G] each, and the state { h, c } -> the state. */
export const cells = {
  lstm: {
    gates: 4,
    step(xz, hz, { c }) {
      const [i, f, g, o] = split(xz.add(hz), 4);
      const after = nn
        .sigmoid(f)
        .mul(c)
        .add(nn.sigmoid(i).mul(np.tanh(g)));
      return { h: nn.sigmoid(o).mul(np.tanh(after.ref)), c: after };
    },
  },
  /** Resets after the product, as PyTorch's; so the gradients of the shares differ. */
  gru: {
    gates: 3,
    sharesDiffer: true,
    step(xz, hz, { h }) {
      const [xr, xu, xn] = split(xz, 3);
      const [hr, hu, hn] = split(hz, 3);
      const n = np.tanh(xn.add(nn.sigmoid(xr.add(hr)).mul(hn)));
      return { h: n.ref.add(nn.sigmoid(xu.add(hu)).mul(h.sub(n))) };
    },
  },
  rnn: {
    gates: 1,
    step: (xz, hz) => ({ h: np.tanh(xz.add(hz)) }),
  },
};

function split(z, count) {
  const width = z.shape[1] / count;
  return Array.from({ length: count }, (_, g) => z.ref.slice([], [g * width, (g + 1) * width]));
}

/**
 * The mean loss in nats and the gradients of the weights, for ids [T * B], and the same and the targets as one-hot rows.
 * Weights: { embedding [V, I] or none, layers: [{ wx [I, G], bx [G], wh [H, G], bh [G] }], head: { w [H, V], b [V] } }.
 */
export function lossAndGradients(cell, T, weights, ids, oneHot, targets) {
  const B = ids.shape[0] / T;
  const H = weights.head.w.shape[0];
  const sums = () => np.zeros([B, cell.gates * H]);
  const zeros = {
    layers: weights.layers.map(() => times(T, () => (cell.sharesDiffer ? { x: sums(), h: sums() } : { x: sums() }))),
    head: times(T, () => np.zeros([B, weights.head.b.shape[0]])),
  };
  const forward = valueAndGrad((added) => loss(cell, weights, added, ids, targets), { hasAux: true });
  const [[value, { before, after }], d] = forward(zeros);

  const layers = weights.layers.map((_, l) => {
    const dx = eights(d.layers[l].map(({ x }) => x));
    const dh = cell.sharesDiffer ? eights(d.layers[l].map(({ h }) => h)) : dx;
    const bx = total(dx);
    const shares = { bx, wh: overTime(eights(before[l]), dh), bh: cell.sharesDiffer ? total(dh) : bx.ref };
    return l > 0 ? { wx: overTime(eights(after[l - 1]), dx), ...shares } : { dx, ...shares };
  });
  const dLogits = eights(d.head);
  const head = { w: overTime(eights(after.at(-1)), dLogits), b: total(dLogits) };
  const { dx, ...layer0 } = layers[0];
  const rows = eights(times(T, (t) => at(oneHot, t, B)));
  if (!weights.embedding) return [value, { layers: [{ wx: overTime(rows, dx), ...layer0 }, ...layers.slice(1)], head }];
  const inputs = eights(times(T, (t) => weights.embedding.ref.slice(at(ids, t, B))));
  const back = dx.map((d) => np.matmul(d.ref, weights.layers[0].wx.ref.transpose()));
  layers[0] = { wx: overTime(inputs, dx), ...layer0 };
  return [value, { embedding: overTime(rows, back), layers, head }];
}

/** Besides the mean loss, the states before and after each step of each layer. */
function loss(cell, { embedding, layers, head }, added, ids, targets) {
  const T = added.head.length;
  const B = ids.shape[0] / T;
  const H = head.w.shape[0];
  const { wx, bx } = layers[0];
  const x0 = embedding ? np.matmul(embedding.ref.slice(ids.ref), wx.ref) : wx.ref.slice(ids.ref); // one-hot rows times wx
  const xz0 = x0.add(bx.ref); // [T * B, G]
  const before = [];
  const after = [];
  layers.forEach(({ wx, bx, wh, bh }, l) => {
    before[l] = [];
    after[l] = [];
    let state = { h: np.zeros([B, H]), c: np.zeros([B, H]) };
    for (let t = 0; t < T; t++) {
      const more = added.layers[l][t];
      const xz = l > 0 ? np.matmul(after[l - 1][t].ref, wx.ref).add(bx.ref) : at(xz0, t, B);
      const hz = np.matmul(state.h.ref, wh.ref).add(bh.ref);
      before[l].push(state.h.ref);
      state = cell.step(xz.add(more.x), more.h ? hz.add(more.h) : hz, state);
      after[l].push(state.h.ref);
    }
  });
  let sum = np.zeros([]);
  for (let t = 0; t < T; t += JOINED) {
    const hs = join(after.at(-1).slice(t, t + JOINED));
    const logits = np
      .matmul(hs, head.w.ref)
      .add(head.b.ref)
      .add(join(added.head.slice(t, t + JOINED)));
    const wanted = targets.ref.slice([t * B, Math.min(t + JOINED, T) * B]);
    sum = sum.add(nn.logSoftmax(logits, -1).mul(wanted).sum());
  }
  return [sum.mul(-1 / (T * B)), { before, after }];
}

/** The sum over time of the product of x transposed and d. */
function overTime(xs, ds) {
  return xs.map((x, k) => np.matmul(x.ref.transpose(), ds[k].ref)).reduce((sum, part) => sum.add(part));
}

/** The sum over rows; as a product it is vectorised. */
function total(ds) {
  const one = (d) => np.matmul(np.ones([1, d.shape[0]]), d.ref);
  return ds
    .map(one)
    .reduce((sum, part) => sum.add(part))
    .reshape([ds[0].shape[1]]);
}

/** Steps joined eight at a time. */
function eights(steps) {
  return times(Math.ceil(steps.length / JOINED), (k) => join(steps.slice(k * JOINED, (k + 1) * JOINED)));
}

function join(arrays) {
  const refs = arrays.map((array) => array.ref);
  return refs.length > 1 ? np.concatenate(refs, 0) : refs[0];
}

function at(rows, t, B) {
  return rows.ref.slice([t * B, (t + 1) * B]);
}

function times(count, make) {
  return Array.from({ length: count }, (_, i) => make(i));
}
