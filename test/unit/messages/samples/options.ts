import type { options } from '../../../../src/messages/en/options.ts';
import type { Samples } from './samples.ts';

const layers = { code: 'allowedWhole', values: { low: 1, high: 8 } };
const verbatim = (text: string) => ({ code: 'verbatim', values: { text } });
const fault = { code: 'optionNotAllowed', values: { option: 'layers', allowed: layers, given: verbatim('0') } };

export const optionSamples: Samples<typeof options> = {
  allowedWhole: [{ low: 1, high: 8 }],
  allowedWholeOrAuto: [{ low: 1, high: 64 }],
  allowedWholeOrZero: [{ low: 2, high: 1000 }],
  allowedNumber: [
    { low: 0, high: 10, openLow: true, openHigh: false },
    { low: 0, high: 1, openLow: true, openHigh: true },
    { low: 0, high: 1, openLow: false, openHigh: true },
  ],
  allowedNames: [{ names: ['rnn', 'gru', 'lstm'] }],
  allowedSwitch: [{}],
  allowedText: [{}],
  allowedTextOrFalse: [{}],
  allowedLabel: [{}],
  allowedState: [{}],
  givenFunction: [{}],
  givenArray: [{}],
  givenPromise: [{}],
  givenObject: [{}],
  givenInstance: [{ name: 'Map' }],
  optionsNoObject: [{ first: 'cell', given: { code: 'givenArray', values: {} } }],
  optionNotAllowed: [fault.values, { ...fault.values, option: 'cell', given: verbatim("'lstmm'"), meant: 'lstm' }],
  optionUnknown: [{ option: 'hiden', meant: 'hidden' }, { option: 'topK', call: 'sampling' }, { option: 'x' }],
  optionsKnown: [{ names: ['cell', 'layers'] }],
  optionIdle: [{ option: 'momentum', owner: 'optimiser', choice: 'sgd', chosen: 'adam' }],
  optionFaults: [{ faults: [fault, { code: 'optionsKnown', values: { names: ['cell'] } }] }],
  directionsOfWriting: [{ given: 2 }],
  taskDoesNotWrite: [{ task: 'classification' }],
  labelOfGeneration: [{}],
  labelUnknown: [{ labels: ['girl', 'boy'], given: 'x' }, { labels: ['girl'] }],
  optionOfTranslations: [{ option: 'beam', task: 'tagging' }],
};
