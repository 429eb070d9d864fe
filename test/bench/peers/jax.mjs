/**
 * jax-js as a peer of the benchmark: its WebAssembly backend; a whole training step is one function under `jit`, with the
 * gradient as jax-network.mjs says. The backend has SIMD; it has threads where there are web workers, and so not in Node.
 */
import { readFileSync } from 'node:fs';
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree } from '@jax-js/jax';
import { cells, lossAndGradients } from './jax-network.mjs';
import { CLIP, draw, LEARNING_RATE, random, randomIds, serve, uniform } from './serve.mjs';

/** Of Adam. */
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];
/** A padded token's bias: its probability is 0. */
const NEVER = -1e9;
/** Tokens a timed step of sampling draws. */
const TEXT = 20;

await init();
const { version } = JSON.parse(readFileSync(new URL('node_modules/@jax-js/jax/package.json', import.meta.url), 'utf8'));

serve({
  describe() {
    const details = `${defaultDevice()} backend, 128-bit SIMD, 1 thread, Node ${process.versions.node}`;
    return { name: 'jax-js', version, details };
  },

  train(options) {
    const { batch, window } = options;
    const cell = cells[options.cell];
    const all = randomIds((window + 1) * batch, options.vocabulary);
    const oneHot = (ids) => nn.oneHot(np.array(ids), padded(options.vocabulary));
    const ids = np.array(all.slice(0, window * batch));
    const [inputs, targets] = [oneHot(all.slice(0, window * batch)), oneHot(all.slice(batch))];
    const update = jit((state, correction, ids, inputs, targets) => {
      const [loss, gradients] = lossAndGradients(cell, window, state.weights, ids, inputs, targets);
      return { loss, state: adam(state, gradients, correction) };
    });
    const weights = build(cell, options);
    let state = {
      weights,
      m: tree.map((w) => np.zeros(w.shape), weights),
      v: tree.map((w) => np.zeros(w.shape), weights),
    };
    let count = 0;
    return {
      tokens: window * batch,
      async step() {
        count++;
        const correction = np.array([1 / (1 - BETA1 ** count), 1 / (1 - BETA2 ** count)]);
        const result = update(state, correction, ids.ref, inputs.ref, targets.ref);
        const loss = result.loss.js(); // computes all of it, a quarter faster than blockUntilReady would
        state = await blockUntilReady(result.state);
        return loss;
      },
      dispose() {
        tree.dispose([state, ids, inputs, targets]);
        update.dispose();
      },
    };
  },

  sample(options) {
    const cell = cells[options.cell];
    const weights = build(cell, { ...options, embedding: 0 });
    const next = random();
    const step = jit((weights, states, id) => probabilities(cell, weights, states, id));
    const zero = () => np.zeros([1, options.hidden]);
    let states = weights.layers.map(() => (options.cell === 'lstm' ? { h: zero(), c: zero() } : { h: zero() }));
    let id = 0;
    const write = () => {
      for (let i = 0; i < TEXT; i++) {
        const [p, after] = step(tree.ref(weights), states, np.array(Int32Array.of(id)));
        states = after;
        id = draw(p.dataSync(), next());
      }
    };
    const dispose = () => {
      tree.dispose([weights, states]);
      step.dispose();
    };
    return { tokens: TEXT, step: write, dispose };
  },
});

function padded(vocabulary) {
  return Math.ceil(vocabulary / 4) * 4;
}

function build({ gates }, { layers, hidden, vocabulary, embedding }) {
  let seed = 1;
  const weight = (rows, columns) => np.array(uniform(rows * columns, hidden, seed++)).reshape([rows, columns]);
  const layer = (inputs) => ({
    wx: weight(inputs, gates * hidden),
    bx: np.zeros([gates * hidden]),
    wh: weight(hidden, gates * hidden),
    bh: np.zeros([gates * hidden]),
  });
  const width = padded(vocabulary);
  return {
    ...(embedding ? { embedding: weight(width, embedding) } : {}),
    layers: Array.from({ length: layers }, (_, l) => layer(l > 0 ? hidden : embedding || width)),
    head: { w: weight(hidden, width), b: np.array(new Float32Array(width).fill(NEVER, vocabulary)) },
  };
}

/** Clip by the norm of all gradients, then Adam. `correction`: 1 / (1 - beta ** count) of both. */
function adam({ weights, m, v }, gradients, correction) {
  const squares = tree.leaves(gradients).map((g) => np.square(g.ref).sum());
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)));
  const scale = np.minimum(np.array(CLIP).div(norm), 1);
  const [first, second] = [0, 1].map((i) => correction.ref.slice(i));
  const clipped = tree.map((g) => g.mul(scale.ref), gradients);
  const newM = tree.map((m, g) => m.mul(BETA1).add(g.ref.mul(1 - BETA1)), m, clipped);
  const newV = tree.map((v, g) => v.mul(BETA2).add(np.square(g).mul(1 - BETA2)), v, clipped);
  const moved = (w, m, v) =>
    w.sub(
      m.ref
        .mul(first.ref)
        .mul(LEARNING_RATE)
        .div(np.sqrt(v.ref.mul(second.ref)).add(EPSILON)),
    );
  return { weights: tree.map(moved, weights, newM, newV), m: newM, v: newV };
}

/** One token's step: probabilities of the next one, and the states after it. */
function probabilities(cell, { layers, head }, states, id) {
  let x;
  const after = layers.map(({ wx, bx, wh, bh }, l) => {
    const xz = (l > 0 ? np.matmul(x, wx) : wx.slice(id)).add(bx);
    const state = cell.step(xz, np.matmul(states[l].h.ref, wh).add(bh), states[l]);
    x = state.h.ref;
    return state;
  });
  return [nn.softmax(np.matmul(x, head.w).add(head.b), -1), after];
}
