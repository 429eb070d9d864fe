/** Every message with each of its sample values. */
import type { english } from '../../../../src/messages/en/index.ts';
import type { Message } from '../../../../src/messages/message.ts';
import { commonSamples } from './common.ts';
import { engineSamples } from './engine.ts';
import { optionSamples } from './options.ts';
import { planSamples } from './plan.ts';
import { recordSamples } from './records.ts';
import type { Samples } from './samples.ts';
import { sessionSamples } from './session.ts';
import { textSamples } from './text.ts';
import { valueSamples } from './values.ts';

const samples: Samples<typeof english> = {
  ...{ ...commonSamples, ...engineSamples, ...optionSamples, ...planSamples },
  ...{ ...recordSamples, ...sessionSamples, ...textSamples, ...valueSamples },
};

export const messages = Object.entries(samples).flatMap(([code, each]) =>
  (each as readonly unknown[]).map((values) => ({ code, values }) as Message),
);
