/**
 * TensorFlow.js as a peer of the benchmark: its WebAssembly backend. It trains in two ways: "module" is tf.layers
 * (tfjs-layers.mjs), "written" a step of its own (tfjs-network.mjs), six times as fast. The backend has SIMD; it has no
 * threads in Node, only in browsers.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import tf from '@tensorflow/tfjs';
import wasm from '@tensorflow/tfjs-backend-wasm';
import { CLIP, draw, LEARNING_RATE, random, randomIds, serve, uniform } from './serve.mjs';
import { compiledModel } from './tfjs-layers.mjs';
import { cells, layerBackward, layerForward, scatter, sums } from './tfjs-network.mjs';

const backend = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
wasm.setWasmPaths(`${backend}/wasm-out/`);

/** Tokens a timed step of sampling draws. */
const TEXT = 20;

serve({
  ways: { train: ['written', 'module'], sample: ['written'] },

  async describe() {
    await ready();
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? '128-bit SIMD' : 'no SIMD';
    const details = `${tf.getBackend()} backend, ${simd}, ${wasm.getThreadsCount()} thread, Node ${process.versions.node}`;
    return { name: 'TensorFlow.js', version: tf.version.tfjs, details };
  },

  async train(options) {
    await ready();
    return options.way === 'module' ? trainModule(options) : trainWritten(options);
  },

  async sample(options) {
    await ready();
    const network = build({ ...options, embedding: 0 });
    const next = random();
    const zero = tf.zeros([1, options.hidden]);
    const layers = network.layers.map((layer) => joined(layer, options.hidden));
    let state = { id: 0, states: layers.map(() => ({ h: zero, c: zero })) };
    const write = () => {
      for (let i = 0; i < TEXT; i++) {
        const before = state;
        state = tf.tidy(() => drawOne({ ...network, layers }, before, next()));
        if (before.states[0].h !== zero) tf.dispose(before.states);
      }
    };
    return { tokens: TEXT, step: write, dispose: () => tf.disposeVariables() };
  },
});

async function ready() {
  if (tf.getBackend() !== 'wasm') await tf.setBackend('wasm');
}

function trainWritten(options) {
  const { batch, window, vocabulary } = options;
  const network = build(options);
  const ids = randomIds((window + 1) * batch, vocabulary);
  const at = (t) => ids.subarray(t * batch, (t + 1) * batch);
  const inputs = Array.from({ length: window }, (_, t) => tf.tensor1d(at(t), 'int32'));
  const targets = inputs.map((_, t) => oneHot(tf.tensor1d(at(t + 1), 'int32'), vocabulary));
  const adam = tf.train.adam(LEARNING_RATE);
  return {
    tokens: window * batch,
    step: () => tf.tidy(() => step(network, inputs, targets, adam)),
    dispose() {
      tf.dispose([inputs, targets]);
      tf.disposeVariables();
    },
  };
}

function trainModule(options) {
  const { batch, window, vocabulary, embedding } = options;
  const missing = 'UnsortedSegmentSum';
  if (embedding && !tf.getKernel(missing, tf.getBackend())) {
    return `tf.layers.embedding cannot be trained: the ${tf.getBackend()} backend has no ${missing}`;
  }
  const model = compiledModel(options);
  const [inputs, targets] = tf.tidy(() => {
    const ids = tf.transpose(tf.tensor2d(randomIds((window + 1) * batch, vocabulary), [window + 1, batch], 'int32'));
    const [before, after] = [0, 1].map((t) => tf.slice(ids, [0, t], [batch, window]));
    return [embedding ? before : oneHot(before, vocabulary), oneHot(after, vocabulary)];
  });
  return {
    tokens: window * batch,
    step: () => model.trainOnBatch(inputs, targets),
    dispose() {
      tf.dispose([inputs, targets]);
      tf.disposeVariables();
    },
  };
}

function oneHot(ids, vocabulary) {
  return tf.tidy(() => tf.cast(tf.oneHot(ids, vocabulary), 'float32'));
}

function build({ cell, layers, hidden, vocabulary, embedding }) {
  let seed = 1;
  const weight = (rows, columns) => tf.variable(tf.tensor2d(uniform(rows * columns, hidden, seed++), [rows, columns]));
  const layer = (inputs) => ({
    gates: cells[cell].gates.map((uses) => ({
      wx: uses.includes('x') ? weight(inputs, hidden) : undefined,
      wh: uses.includes('h') ? weight(hidden, hidden) : undefined,
      b: tf.variable(tf.zeros([hidden])),
    })),
  });
  return {
    cell: cells[cell],
    hidden,
    embedding: embedding ? weight(vocabulary, embedding) : undefined,
    layers: Array.from({ length: layers }, (_, l) => layer(l > 0 ? hidden : embedding || vocabulary)),
    head: { w: weight(hidden, vocabulary), b: tf.variable(tf.zeros([vocabulary])) },
  };
}

/** Forward, backward, clip, Adam. */
function step({ cell, hidden, embedding, layers, head }, inputs, targets, adam) {
  const zero = tf.zeros([inputs[0].size, hidden]);
  const tapes = [];
  let xs = embedding ? inputs.map((ids) => tf.gather(embedding, ids)) : inputs;
  for (const layer of layers) {
    const { hs, steps } = layerForward(cell, layer, xs, zero);
    tapes.push(steps);
    xs = hs;
  }
  const top = headStep(head, xs, targets);
  const gradients = [top.gradients];
  let dhs = top.dhs;
  for (let l = layers.length - 1; l >= 0; l--) {
    const back = layerBackward(cell, layers[l], tapes[l], dhs, { dxs: l > 0 || embedding !== undefined });
    gradients.push(...back.gradients.map((gradient, g) => [gradient, layers[l].gates[g]]));
    dhs = back.dxs;
  }
  if (embedding) gradients.push([{ e: scatter(tf.concat(inputs), tf.concat(dhs), embedding.shape) }, { e: embedding }]);
  apply(gradients, adam);
  return top.loss.dataSync()[0];
}

/** The output layer, its mean loss in nats, and the gradients of the hs. */
function headStep(head, hs, targets) {
  const count = hs.length * hs[0].shape[0];
  const transposed = tf.transpose(head.w);
  const steps = hs.map((h, t) =>
    tf.tidy(() => {
      const p = tf.softmax(tf.add(tf.matMul(h, head.w), head.b));
      const d = tf.div(tf.sub(p, targets[t]), count);
      const right = tf.sum(tf.mul(p, targets[t]), 1);
      return { d, dh: tf.matMul(d, transposed), loss: tf.sum(tf.log(right)) };
    }),
  );
  const d = tf.concat(steps.map((one) => one.d));
  return {
    loss: tf.div(tf.addN(steps.map((one) => one.loss)), -count),
    dhs: steps.map((one) => one.dh),
    gradients: [{ w: tf.matMul(tf.transpose(tf.concat(hs)), d), b: tf.sum(d, 0) }, head],
  };
}

/** Pairs of gradients and variables with the same keys. */
function apply(pairs, adam) {
  const named = pairs.flatMap(([gradients, variables]) =>
    Object.entries(gradients).flatMap(([key, tensor]) => (tensor ? [{ name: variables[key].name, tensor }] : [])),
  );
  const norm = tf.sqrt(tf.addN(named.map(({ tensor }) => tf.sum(tf.square(tensor)))));
  const scale = tf.minimum(1, tf.div(CLIP, norm));
  adam.applyGradients(named.map(({ name, tensor }) => ({ name, tensor: tf.mul(tensor, scale) })));
}

/** The gates of a layer as one, H columns for each: a call for each operation costs more here than the multiplications. */
function joined({ gates }, hidden) {
  const none = (rows) => tf.zeros([rows, hidden]);
  const inputs = gates.find(({ wx }) => wx).wx.shape[0];
  return {
    gates: [
      {
        wx: tf.concat(
          gates.map(({ wx }) => wx ?? none(inputs)),
          1,
        ),
        wh: tf.concat(
          gates.map(({ wh }) => wh ?? none(hidden)),
          1,
        ),
        b: tf.concat(gates.map(({ b }) => b)),
      },
    ],
  };
}

function drawOne({ cell, layers, head }, { id, states }, uniformNumber) {
  let x = tf.tensor1d([id], 'int32');
  const after = layers.map((layer, l) => {
    const [z] = sums(layer, x, states[l].h);
    const gates = cell.gates.length > 1 ? tf.split(z, cell.gates.length, 1) : [z];
    const { h, c } = cell.forward(gates, states[l]);
    x = h;
    return { h, c };
  });
  const p = tf.softmax(tf.add(tf.matMul(x, head.w), head.b));
  return { id: draw(p.dataSync(), uniformNumber), states: after };
}
