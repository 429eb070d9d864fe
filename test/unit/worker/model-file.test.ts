import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '../../../src/engine/safetensors.ts';
import { readModel } from '../../../src/worker/session/model-file.ts';
import { buildThreads, makeFolder, removeFolders, TestSession } from './session.ts';

describe('model files', () => {
  let session: TestSession;
  let file: string;
  before(async () => {
    await buildThreads();
    const names = Array.from({ length: 30 }, (_, i) => `name${String.fromCharCode(97 + (i % 26), 97 + (i >> 3))}`);
    session = new TestSession(makeFolder({ 'names.txt': names.join('\n') }));
    await session.run(
      "const model = await rnn.train('names.txt', { hidden: 8, epochs: 1 }); await model.save('m.safetensors');",
    );
    file = path.join(session.folder, 'm.safetensors');
  });
  after(async () => {
    await session.end();
    removeFolders();
  });

  /** The same file with other metadata. */
  function changed(change: (metadata: Record<string, string>) => void): string {
    const { tensors, metadata } = decodeSafetensors(readFileSync(file));
    change(metadata);
    const other = path.join(session.folder, 'changed.safetensors');
    writeFileSync(other, encodeSafetensors({ tensors, metadata }));
    return other;
  }

  it('from before there were tasks are those of language models', async () => {
    const old = changed((metadata) => {
      delete metadata.task;
      delete metadata.labels;
    });
    const { task, labels } = await readModel(old);
    assert.deepEqual([task, labels], ['language-model', []]);
  });

  it('with a task that nobody knows are damaged', async () => {
    const other = changed((metadata) => {
      metadata.task = 'dancing';
    });
    await assert.rejects(
      readModel(other),
      /changed\.safetensors cannot be used as a model\. Its metadata 'task' is damaged/,
    );
  });
});
