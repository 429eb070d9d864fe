/** The recurrent network as tf.layers offers it, compiled; a step is trainOnBatch. */
import tf from '@tensorflow/tfjs';
import { LEARNING_RATE, SEED } from './serve.mjs';

const layer = { lstm: tf.layers.lstm, gru: tf.layers.gru, rnn: tf.layers.simpleRNN };

/**
 * Where it differs from the network written by hand: gradients are not clipped (tf.train has no clipping), and GRU resets
 * before the product (tf.layers has no other).
 */
export function compiledModel({ cell, layers, hidden, vocabulary, embedding, window }) {
  let seed = SEED;
  const scale = 1 / Math.sqrt(hidden);
  const weights = () => tf.initializers.randomUniform({ minval: -scale, maxval: scale, seed: seed++ });
  const model = tf.sequential();
  if (embedding) {
    const [inputDim, outputDim] = [vocabulary, embedding];
    model.add(tf.layers.embedding({ inputDim, outputDim, embeddingsInitializer: weights(), inputLength: window }));
  }
  for (let l = 0; l < layers; l++) {
    model.add(
      layer[cell]({
        units: hidden,
        returnSequences: true,
        kernelInitializer: weights(),
        recurrentInitializer: weights(),
        ...(l === 0 && !embedding && { inputShape: [window, vocabulary] }),
        ...(cell !== 'rnn' && { recurrentActivation: 'sigmoid' }),
        ...(cell === 'lstm' && { unitForgetBias: false }),
      }),
    );
  }
  model.add(tf.layers.dense({ units: vocabulary, activation: 'softmax', kernelInitializer: weights() }));
  model.compile({ optimizer: tf.train.adam(LEARNING_RATE), loss: 'categoricalCrossentropy' });
  return model;
}
