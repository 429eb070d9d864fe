/**
 * brain.js as a peer of the benchmark: brain.recurrent.LSTM, GRU and RNN as it offers them, in plain JavaScript. (Its GPU
 * classes have no recurrent nets; gpu.js, which it asks for, is loaded and not used.)
 *
 * Where it differs from the others: it trains on one sequence at a time, `window` characters with their start and end, and
 * ignores `batch`: a step here is one sequence. Its optimiser is RMSProp with a clip per number, its input always an embedding (as
 * wide as the vocabulary unless a width is asked for), and RNN has ReLU: with 128 units it diverges within three steps, at
 * any learning rate tried, and its loss then is null.
 */
import { readFileSync } from 'node:fs';
import brain from 'brain.js';
import { LEARNING_RATE, randomIds, serve } from './serve.mjs';

const classes = { lstm: brain.recurrent.LSTM, gru: brain.recurrent.GRU, rnn: brain.recurrent.RNN };
/** Characters a timed step writes. */
const TEXT = 100;

serve({
  describe() {
    const { version } = JSON.parse(
      readFileSync(new URL('node_modules/brain.js/package.json', import.meta.url), 'utf8'),
    );
    return { name: 'brain.js', version, details: `plain JavaScript, 1 thread, Node ${process.versions.node}` };
  },

  train(options) {
    const net = build(options);
    // window - 1 characters: the net predicts each of them and the end.
    const sequence = Array.from(randomIds(options.window - 1, options.vocabulary));
    return { tokens: options.window, step: () => nats(net.trainPattern(sequence, true), options.window) };
  },

  sample(options) {
    const net = build({ ...options, embedding: 0 });
    net.trainPattern([0], true); // run() asks for it
    return {
      tokens: TEXT,
      step() {
        // run() goes from the start to an end that is drawn, or until it is told to stop.
        for (let drawn = 0; drawn < TEXT; ) {
          net.options.maxPredictionLength = TEXT - drawn;
          drawn += net.run([], true, 1).length + 1;
        }
      },
    };
  },
});

function build({ cell, layers, hidden, vocabulary, embedding }) {
  const net = new classes[cell]({
    inputSize: embedding || vocabulary,
    inputRange: vocabulary,
    outputSize: vocabulary,
    hiddenLayers: Array(layers).fill(hidden),
    dataFormatter: ids,
  });
  net.updateTrainingOptions({ learningRate: LEARNING_RATE });
  net.initialize();
  return net;
}

/** Instead of a DataFormatter: text is a list of ids already. */
const ids = {
  characters: [],
  specialIndexes: [],
  formatDataIn: (input) => input,
  formatDataOut: (_input, output) => output,
};

/** trainPattern gives 2 ** (bits / (length - 1)) / 100 for a sequence of `length` = window - 1. */
function nats(error, window) {
  return (Math.log(100 * error) * (window - 2)) / window;
}
