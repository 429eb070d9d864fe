/** States of the sidebar's panel: what the host has told, and what the panel had kept. */

import { message, verbatim } from '../../../src/messages/message.ts';
import type { ToPanel } from '../../../src/protocol/renderer.ts';
import type { Run } from '../../../src/protocol/run.ts';
import { sampleClasses, sampleRun } from './samples.ts';

export interface PanelCase {
  state?: unknown;
  messages: ToPanel[];
}

const sources: ToPanel = {
  kind: 'sources',
  sources: [
    { uri: 'file:///w/data/dinosaurs.txt', label: 'data/dinosaurs.txt' },
    { uri: 'file:///w/moby.txt', label: 'a/rather/deep/folder/of/the/workspace/moby-dick-or-the-whale.txt' },
    { uri: 'file:///w/tang.txt', label: '唐诗三百首.txt' },
  ],
  selected: 'file:///w/data/dinosaurs.txt',
};
const estimate: Extract<ToPanel, { kind: 'estimate' }> = {
  kind: 'estimate',
  estimate: {
    task: 'language-model',
    level: 'characters',
    documents: 'lines',
    trainTokens: 14_921,
    parameters: 53_214,
    memoryBytes: 3_100_000,
    epochs: 20,
    milliseconds: 25_300,
    text: { train: 1_187, validation: 131, longest: 26, preview: ['aachenosaurus', 'aardonyx', 'abdallahsaurus'] },
    notices: [],
  },
};

/** Of a file with a class on each line. */
const labelled: ToPanel = {
  kind: 'estimate',
  estimate: {
    ...estimate.estimate,
    task: 'classification',
    examples: {
      train: 6_484,
      validation: 720,
      longest: 16,
      labels: [
        { label: 'female', count: 4_001 },
        { label: 'male', count: 3_203 },
      ],
      preview: ['female: Abigail', 'female: Bernadette-Maria-Theresia', 'male: 王小明'],
    },
    notices: [message('text.repeated-records', { repeated: 214 })],
  },
};

function showing(run: Run): ToPanel[] {
  const runs = [
    { id: run.id, title: run.source.name, state: run.state },
    { id: 'other', title: 'a-very-long-file-name-of-collected-letters.txt', state: 'finished' as const },
  ];
  return [sources, estimate, { kind: 'runs', runs, shown: run.id }, { kind: 'run', run }];
}

export const PANELS: Record<string, PanelCase> = {
  loading: { messages: [] },
  empty: {
    messages: [
      { kind: 'sources', sources: [] },
      { kind: 'runs', runs: [] },
    ],
  },
  ready: { messages: [sources, estimate, { kind: 'runs', runs: [] }] },
  labelled: { messages: [sources, labelled, { kind: 'runs', runs: [] }] },
  more: { state: { open: true }, messages: [sources, estimate, { kind: 'runs', runs: [] }] },
  fault: {
    state: { form: { layers: '0' } },
    messages: [sources, { kind: 'runs', runs: [] }],
  },
  faults: {
    state: { form: { layers: '0', hidden: 'many', dropout: '2', clip: '-1' } },
    messages: [sources, { kind: 'runs', runs: [] }],
  },
  'too-large': {
    messages: [
      sources,
      { ...estimate, estimate: { ...estimate.estimate, memoryBytes: 28_900_000_000 } },
      { kind: 'runs', runs: [] },
    ],
  },
  failed: {
    messages: showing(
      sampleRun(
        { points: 0, share: 0 },
        { state: 'failed', message: verbatim('data/dinosaurs.txt has no line that is not blank.') },
      ),
    ),
  },
  'source-fault': {
    messages: [
      sources,
      {
        kind: 'fault',
        field: '',
        message: message('verbatim', {
          text: 'data/dinosaurs.txt is not UTF-8: byte 0xC4 at 1,204. Set files.encoding, for instance to gb18030.',
        }),
      },
      { kind: 'runs', runs: [] },
    ],
  },
  running: { messages: showing(sampleRun({ share: 0.55 })) },
  finished: {
    messages: showing(
      sampleRun(
        { points: 900, name: 'a-very-long-file-name-of-collected-letters-and-diaries.final.txt' },
        {
          model: {
            path: '.unroll/a-very-long-file-name-of-collected-letters.safetensors',
            epoch: 17,
            validationLoss: 1.66,
          },
          notices: [verbatim('The text has 1,318 lines; 214 of them twice. Each was kept once.')],
        },
      ),
    ),
  },
  classes: { messages: showing(sampleClasses()) },
  waiting: {
    messages: showing(
      sampleRun(
        { points: 0, share: 0 },
        { state: 'waiting', message: verbatim('All 2 cores are taken by moby-dick.txt.') },
      ),
    ),
  },
};
