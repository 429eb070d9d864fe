import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '../../../../../src/engine/files/safetensors.ts';
import { readModel } from '../../../../../src/worker/session/files/model-file.ts';
import { type TestSession, withOneSession } from '../../session.ts';

describe('model files', () => {
  let session: TestSession;
  let file: string;
  const names = Array.from({ length: 30 }, (_, i) => `name${String.fromCharCode(97 + (i % 26), 97 + (i >> 3))}`);
  withOneSession({ 'names.txt': names.join('\n') }, async (fresh) => {
    session = fresh;
    await session.run(
      "const model = await rnn.train('names.txt', { hidden: 8, epochs: 1 }); await model.save('m.safetensors');",
    );
    file = path.join(session.folder, 'm.safetensors');
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

  it('of version 1 called their losses nats, of squared errors too, and are read', async () => {
    const { history, validationLoss } = await readModel(file);
    const old = changed((metadata) => {
      metadata.version = '1';
      metadata.validationNats = metadata.validationLoss!;
      delete metadata.validationLoss;
      const records = (JSON.parse(metadata.history!) as Record<string, number>[]).map((record) => ({
        epoch: record.epoch,
        trainingNats: record.trainingLoss,
        validationNats: record.validationLoss,
      }));
      metadata.history = JSON.stringify(records);
    });
    const read = await readModel(old);
    assert.ok(validationLoss !== undefined && history.length > 0);
    assert.deepEqual([read.history, read.validationLoss], [history, validationLoss]);
  });

  it('are never written over other files, nor in the place of folders', async () => {
    const at = (name: string) => path.join(session.folder, name);
    writeFileSync(at('reviews.tsv'), 'good\tA fine film.\n');
    writeFileSync(at('other.safetensors'), encodeSafetensors({ tensors: new Map(), metadata: { format: 'pt' } }));
    writeFileSync(at('empty.safetensors'), '');
    mkdirSync(at('folder'));
    const left = 'exists and is no model file; it is left as it is. Give another path, such as';
    const cases: [string, string][] = [
      ['reviews.tsv', `${at('reviews.tsv')} ${left} reviews.safetensors.`],
      ['other', `${at('other.safetensors')} ${left} other-model.safetensors.`],
      ['empty.safetensors', `${at('empty.safetensors')} ${left} empty-model.safetensors.`],
      ['folder', `${at('folder')} is a folder. Give the path of a file, such as ${at('folder/model.safetensors')}.`],
      ['new/', `${at('new')} is a folder. Give the path of a file, such as ${at('new/model.safetensors')}.`],
      ['.', `${at('')} is a folder. Give the path of a file, such as ${at('model.safetensors')}.`],
    ];
    for (const [given, expected] of cases) {
      const refusal = await session.refusal(`await model.save(${JSON.stringify(given)})`);
      assert.equal(refusal, `FileError: ${expected}`);
    }
    assert.equal(readFileSync(at('reviews.tsv'), 'utf8'), 'good\tA fine film.\n');
    assert.equal(existsSync(at('..safetensors')), false);
  });

  it('are replaced by newer ones, also those that were cut off; a name without extension gets one', async () => {
    const saved = path.join(session.folder, 'twice.safetensors');
    await session.run("await model.save('twice')");
    const bytes = readFileSync(saved);
    writeFileSync(saved, bytes.subarray(0, 200));
    const again = await session.run("await model.save('twice')");
    assert.equal(again.kind === 'ok' && again.text, saved);
    assert.deepEqual(readFileSync(saved), bytes);
  });

  it('keep all that is known of their source', async () => {
    const source = { name: 'a.tsv', sha256: 'b', split: 'c' };
    const other = changed((metadata) => {
      metadata.source = JSON.stringify(source);
    });
    assert.deepEqual((await readModel(other)).source, source);
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
