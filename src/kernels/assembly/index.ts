/** What the module offers: the kernels of kernels.ts under the same names, where they work, and how fast they could be. */
export { gruReset, gruResetAfter, gruResetAfterBackward, gruResetBackward, gruUpdate, gruUpdateBackward } from './gru';
export { sigmoidCrossEntropy, softmaxCrossEntropy, softmaxNumerators, squaredError } from './loss';
export { lstmBackward, lstmForward, lstmPeepholeBackward, lstmPeepholeForward } from './lstm';
export { multiply, multiplyTransposed, setScratch } from './matmul';
export { adam, rmsprop, sgd } from './optimisers';
export { pack, packTransposed } from './panels';
export { peak } from './peak';
export { rnnBackward, rnnForward } from './rnn';
export { broadcastRow, copyRows, gatherRows, pickRows, scatterRows, sumProducts, sumRows } from './rows';
export { clamp, copy, fill, multiplyElements, scale, sum, sumSquaredDifferences, sumSquares } from './vectors';
