/**
 * Golden values of single layers, made by ONNX Runtime (onnxruntime-web: its CPU kernels as WebAssembly). Writes
 * ../values-onnx/*.json.
 *
 *   npm ci --ignore-scripts
 *   node make.mjs
 *
 * The tests read the values only. Each file: the layer in the words of NetworkConfig (src/engine/config.ts), the ONNX node,
 * its inputs by their names in the operator's specification, row-major, and its outputs, rounded to the nine digits that
 * make up a 32-bit number. Both directions; sequences of different lengths, X and Y are zero behind their ends.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import ort from 'onnxruntime-web';
import protobuf from 'protobufjs';

const SEED = 13;
const [HIDDEN, WIDTH, DIRECTIONS] = [4, 3, 2];
const LENGTHS = [5, 3, 3, 1];
const [STEPS, BATCH] = [LENGTHS[0], LENGTHS.length];

/** A reset gate with this bias and no weights is open: σ(20) = 1 - 2e-9. */
const OPEN = 20;

const rnn = (activation) => ({ op: 'RNN', attributes: { activations: [activation] } });
const gru = (linear_before_reset) => ({ op: 'GRU', attributes: { linear_before_reset } });
const lstm = { op: 'LSTM', attributes: {} };
/** a = o * (1 * c + 0) */
const linear = {
  op: 'LSTM',
  attributes: { activations: ['Sigmoid', 'Tanh', 'Affine'], activation_alpha: [1], activation_beta: [0] },
};
const gates = { RNN: 1, GRU: 3, LSTM: 4 };

const cases = {
  'gru-before': { layer: { cell: 'gru', reset: 'before' }, node: gru(0) },
  'gru-after': { layer: { cell: 'gru', reset: 'after' }, node: gru(1) },
  'gru-simplified': { layer: { cell: 'gru', reset: 'none' }, node: gru(0), change: openReset },
  lstm: { layer: { cell: 'lstm' }, node: lstm },
  'lstm-linear': { layer: { cell: 'lstm', output: 'linear' }, node: linear },
  'lstm-peepholes': { layer: { cell: 'lstm', peepholes: 'current' }, node: lstm, peepholes: true },
  'lstm-linear-peepholes': {
    layer: { cell: 'lstm', output: 'linear', peepholes: 'current' },
    node: linear,
    peepholes: true,
  },
  'rnn-tanh': { layer: { cell: 'rnn' }, node: rnn('Tanh') },
  'rnn-relu': { layer: { cell: 'rnn', activation: 'relu' }, node: rnn('Relu') },
};

/** What is needed of onnx.proto, with its numbers. */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  package onnx;
  message AttributeProto {
    string name = 1; int64 i = 3; bytes s = 4; repeated float floats = 7; repeated bytes strings = 9; int32 type = 20;
  }
  message NodeProto {
    repeated string input = 1; repeated string output = 2; string op_type = 4; repeated AttributeProto attribute = 5;
  }
  message TensorType { int32 elem_type = 1; }
  message TypeProto { TensorType tensor_type = 1; }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message GraphProto {
    repeated NodeProto node = 1; string name = 2;
    repeated ValueInfoProto input = 11; repeated ValueInfoProto output = 12;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message ModelProto { int64 ir_version = 1; repeated OperatorSetIdProto opset_import = 8; GraphProto graph = 7; }
`,
  { keepCase: true },
);
const ModelProto = root.lookupType('onnx.ModelProto');
/** TensorProto.DataType and AttributeProto.AttributeType. */
const [FLOAT, INT32] = [1, 6];
const [INT, STRING, FLOATS, STRINGS] = [2, 3, 6, 8];

const out = new URL('../values-onnx/', import.meta.url);
mkdirSync(out, { recursive: true });
for (const [name, { layer, node, peepholes = false, change = () => {} }] of Object.entries(cases)) {
  const inputs = drawInputs(gates[node.op], peepholes);
  change(inputs);
  const value = {
    onnxruntime: ort.env.versions.web,
    seed: SEED,
    layer: { ...layer, hidden: HIDDEN, directions: DIRECTIONS, inputs: WIDTH },
    lengths: LENGTHS,
    node,
    inputs: Object.fromEntries(Object.entries(inputs).map(([key, { values }]) => [key, values])),
    outputs: await outputsOf(node, inputs),
  };
  writeFileSync(new URL(`${name}.json`, out), `${JSON.stringify(value)}\n`);
}

/** Tensors in multiples of 1/64: short in the file, and the same in 32 and 64 bits. */
function drawInputs(blocks, peepholes) {
  const next = generator(SEED);
  const tensor = (...dims) => {
    const values = Array.from({ length: dims.reduce((product, n) => product * n, 1) }, () => next() / 64);
    return { dims, values };
  };
  const inputs = {
    X: tensor(STEPS, BATCH, WIDTH),
    W: tensor(DIRECTIONS, blocks * HIDDEN, WIDTH),
    R: tensor(DIRECTIONS, blocks * HIDDEN, HIDDEN),
    B: tensor(DIRECTIONS, 2 * blocks * HIDDEN),
    ...(peepholes ? { P: tensor(DIRECTIONS, 3 * HIDDEN) } : {}),
  };
  LENGTHS.forEach((length, sequence) => {
    for (let t = length; t < STEPS; t++) inputs.X.values.fill(0, ...rangeOf(t * BATCH + sequence, WIDTH));
  });
  return inputs;
}

/** Of the blocks z r h in W, R, Wb and Rb, the second is that of the reset gate. */
function openReset({ W, R, B }) {
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    W.values.fill(0, ...rangeOf(3 * direction + 1, HIDDEN * WIDTH));
    R.values.fill(0, ...rangeOf(3 * direction + 1, HIDDEN * HIDDEN));
    B.values.fill(OPEN, ...rangeOf(6 * direction + 1, HIDDEN));
    B.values.fill(0, ...rangeOf(6 * direction + 4, HIDDEN));
  }
}

async function outputsOf({ op, attributes }, inputs) {
  const names = op === 'LSTM' ? ['Y', '', 'Y_c'] : ['Y']; // without Y_h, which is in Y
  const session = await ort.InferenceSession.create(modelOf(op, attributes, inputs, names));
  const feeds = { sequence_lens: new ort.Tensor('int32', Int32Array.from(LENGTHS), [BATCH]) };
  for (const [name, { dims, values }] of Object.entries(inputs))
    feeds[name] = new ort.Tensor('float32', Float32Array.from(values), dims);
  const results = await session.run(feeds);
  return Object.fromEntries(names.filter(Boolean).map((name) => [name, Array.from(results[name].data, nineDigits)]));
}

/** A model with one node, whose weights are inputs as well. */
function modelOf(op, attributes, inputs, outputs) {
  const node = {
    op_type: op,
    input: ['X', 'W', 'R', 'B', 'sequence_lens', ...(inputs.P ? ['', '', 'P'] : [])],
    output: outputs,
    attribute: [
      attribute('direction', 'bidirectional'),
      attribute('hidden_size', HIDDEN),
      // Once for each direction.
      ...Object.entries(attributes).map(([name, value]) =>
        attribute(name, Array.isArray(value) ? [...value, ...value] : value),
      ),
    ],
  };
  const floats = (name) => valueInfo(name, FLOAT);
  const graph = {
    name: op,
    node: [node],
    input: [...Object.keys(inputs).map(floats), valueInfo('sequence_lens', INT32)],
    output: outputs.filter(Boolean).map(floats),
  };
  return ModelProto.encode({ ir_version: 8, opset_import: [{ domain: '', version: 14 }], graph }).finish();
}

function valueInfo(name, elem_type) {
  return { name, type: { tensor_type: { elem_type } } };
}

function attribute(name, value) {
  if (typeof value === 'number') return { name, type: INT, i: value };
  if (typeof value === 'string') return { name, type: STRING, s: Buffer.from(value) };
  if (typeof value[0] === 'number') return { name, type: FLOATS, floats: value };
  return { name, type: STRINGS, strings: value.map((item) => Buffer.from(item)) };
}

/** [start, end) of block number `block`. */
function rangeOf(block, length) {
  return [block * length, (block + 1) * length];
}

function nineDigits(value) {
  return Number(value.toPrecision(9));
}

/** Whole numbers in [-64, 64] from a seed: Park and Miller's generator. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state % 129) - 64;
  };
}
