import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { message } from '../../../../../src/messages/message.ts';
import { decodePlane } from '../../../../../src/protocol/gates.ts';
import type { Source } from '../../../../../src/protocol/run.ts';
import { readModel } from '../../../../../src/worker/session/files/model-file.ts';
import { said } from '../../../said.ts';
import { makeFolder, TestSession, until, withSession } from '../../session.ts';

const names = Array.from({ length: 300 }, (_, i) => `${'lmnr'[i % 4]}${'aeio'[(i >> 2) % 4]}${'stk'[i % 3]}${i % 7}a`);
const text = `${[...new Set(names)].join('\n')}\n`;
const small = { hidden: 12, epochs: 3, window: 8, batch: 8 };

describe('training', () => {
  let session: TestSession;
  let file: string;
  withSession({ 'names.txt': text }, (fresh) => {
    session = fresh;
    file = path.join(session.folder, 'names.txt');
  });
  const source = (): Source => ({ kind: 'file', path: file });

  it('reports in order, from preparing to the end, and leaves a model file with everything in it', async () => {
    await session.calls.train('r', source(), small);
    const kinds = (session.reports.get('r') ?? []).map(({ kind }) => kind);
    assert.deepEqual(kinds.slice(0, 2), ['preparing', 'prepared']);
    assert.equal(kinds.at(-1), 'end');
    assert.ok(kinds.indexOf('step') < kinds.indexOf('epoch'));
    const [prepared] = session.reportsOf('prepared', 'r');
    const lines = text.trim().split('\n').length;
    assert.deepEqual(
      { ...prepared?.prepared, source: undefined, memoryBytes: 0 },
      {
        source: undefined,
        task: 'language-model',
        directions: 1,
        documents: 'lines',
        trainTokens: 6 * (lines - Math.floor(lines / 10)),
        validationTokens: 6 * Math.floor(lines / 10),
        vocabularySize: 20,
        parameters: 4 * 12 * (20 + 12 + 1) + 20 * 13,
        memoryBytes: 0,
        window: 6,
        epochs: 3,
        steps: 3 * Math.ceil((lines - Math.floor(lines / 10)) / 8),
      },
    );
    const saved = session.reportsOf('saved', 'r').at(-1);
    const model = await readModel(saved?.path ?? '');
    assert.equal(model.validationLoss, Math.min(...model.history.map(({ validationLoss = NaN }) => validationLoss)));
    assert.deepEqual(
      model.history.map(({ epoch }) => epoch),
      [1, 2, 3],
    );
    assert.ok((model.history[2]?.trainingLoss ?? 9) < (model.history[0]?.trainingLoss ?? 0), 'the loss falls');
    const { path: sourcePath, ...published } = prepared?.prepared.source ?? assert.fail('no source');
    assert.equal(sourcePath, file);
    assert.deepEqual(model.source, published);
    assert.ok(!readFileSync(saved?.path ?? '').includes(session.folder), 'the file tells no folder');
    assert.equal(model.vocabulary.size, 20);
    assert.match(path.basename(saved?.path ?? ''), /^names-lstm-\d{8}-\d{6}-[0-9a-f]{4}\.safetensors$/);
    assert.deepEqual(session.released.includes('r'), true);
  });

  it('says what is not as it was asked for: repeated lines, a shorter window', async () => {
    appendFileSync(file, text);
    await session.calls.train('r', source(), { ...small, window: 40 });
    const notices = session
      .reportsOf('notice', 'r')
      .map(({ message }) => said(message))
      .join('\n');
    assert.match(notices, /lines that repeat an earlier one were left out/);
    assert.match(notices, /Windows are 6 steps long instead of 40/);
  });

  it('says nothing of a default window and batch that the text does not fill', async () => {
    await session.calls.train('r', source(), { hidden: 12, epochs: 1 });
    assert.ok((session.reportsOf('prepared', 'r')[0]?.prepared.window ?? 50) < 50);
    assert.deepEqual(session.reportsOf('notice', 'r'), []);
  });

  it('progress counts every step; the loss of an epoch is the mean of its steps', async () => {
    await session.calls.train('r', source(), small);
    const steps = session.reportsOf('prepared', 'r')[0]?.prepared.steps;
    const last = session.reportsOf('epoch', 'r').at(-1)?.progress;
    assert.deepEqual([last?.step, last?.steps, last?.epoch, last?.remainingMs], [steps, steps, 3, 0]);
    assert.ok(last && last.tokensPerSecond > 0 && last.elapsedMs > 0 && last.gradientNorm > 0);
  });

  it('looks inside: a sample and the gates over the first held-out line, at the latest at the end', async () => {
    await session.calls.train('r', source(), small);
    assert.ok(session.reportsOf('sample', 'r').length > 0);
    const { gates } = session.reportsOf('gates', 'r').at(-1) ?? assert.fail('no gates');
    const held = text.split('\n')[9] ?? '';
    assert.deepEqual(gates.tokens, ['', ...held]);
    const [layer] = gates.layers;
    assert.equal(layer?.units, 12);
    const [forget] = (layer?.planes ?? []).filter(({ name }) => name === 'forget');
    const values = decodePlane(forget ?? assert.fail('no forget gate'));
    assert.equal(values.length, gates.tokens.length * 12);
    assert.ok(values.every((value) => value > 0 && value < 1));
  });

  it('watches the text that was chosen, says what of it is unknown, or watches none', async () => {
    await session.calls.train('r', source(), { ...small, watch: 'lask§' });
    assert.deepEqual(session.reportsOf('gates', 'r').at(-1)?.gates.tokens, ['', 'l', 'a', 's', 'k']);
    assert.ok(session.reportsOf('notice', 'r').some(({ message }) => said(message).includes('never seen "§"')));
    await session.calls.train('none', source(), { ...small, watch: false });
    assert.equal(session.reportsOf('gates', 'none').length, 0);
    assert.ok(session.reportsOf('sample', 'none').length > 0);
  });

  it('same seed, same weights, bit for bit; another seed, other weights', async () => {
    const weights: Float32Array[] = [];
    for (const [run, seed] of [
      ['a', 7],
      ['b', 7],
      ['c', 8],
    ] as const) {
      await session.calls.train(run, source(), { ...small, seed, dropout: 0.3, layers: 2 });
      weights.push((await readModel(session.reportsOf('saved', run).at(-1)?.path ?? '')).weights);
    }
    assert.deepEqual(weights[0], weights[1]);
    assert.notDeepEqual(weights[0], weights[2]);
  });

  it('validated every tenth step: all of these are on the curve; best model and history have the lowest', async () => {
    await session.calls.train('r', source(), { ...small, validateEvery: 10 });
    const run = session.reports.get('r') ?? [];
    const points = run.flatMap((report) =>
      report.kind === 'step' || report.kind === 'epoch' ? (report.earlier ?? []) : [],
    );
    const { steps } = session.reportsOf('prepared', 'r')[0]!.prepared;
    assert.deepEqual(
      points.map(({ step }) => step),
      [...Array.from({ length: Math.floor(steps / 10) }, (_, i) => 10 * (i + 1)), ...(steps % 10 > 0 ? [steps] : [])],
    );
    const model = await readModel(session.reportsOf('saved', 'r').at(-1)?.path ?? '');
    const lowest = points.reduce((a, b) => (b.loss < a.loss ? b : a));
    assert.deepEqual([model.epoch, model.validationLoss], [lowest.epoch, lowest.loss]);
    assert.deepEqual(
      model.history.map(({ epoch, validationLoss }) => [epoch, validationLoss]),
      [1, 2, 3].map((epoch) => [
        epoch,
        Math.min(...points.filter((point) => point.epoch === epoch).map(({ loss }) => loss)),
      ]),
    );
  });

  it('stopped in its first epoch after a validation: the validated weights are the model', async () => {
    const long = {
      kind: 'text',
      name: 'fox',
      text: 'the quick brown fox jumps over the lazy dog\n'.repeat(2000),
    } as const;
    const trained = session.calls.train('r', long, { hidden: 64, documents: 'text', epochs: 1000, validateEvery: 2 });
    await until(() => session.reportsOf('step', 'r').some(({ earlier }) => earlier));
    await session.calls.stop('r');
    await trained;
    assert.equal(session.reportsOf('end', 'r')[0]?.state, 'stopped');
    const points = session.reportsOf('step', 'r').flatMap(({ earlier = [] }) => earlier);
    const model = await readModel(session.reportsOf('saved', 'r').at(-1)?.path ?? '');
    assert.equal(model.validationLoss, Math.min(...points.map(({ loss }) => loss)));
  });

  it('two sessions train at once, and one session two runs', async () => {
    const other = new TestSession(makeFolder({ 'names.txt': text }));
    try {
      const there = { kind: 'file', path: path.join(other.folder, 'names.txt') } as const;
      await Promise.all([
        session.calls.train('a', source(), small),
        session.calls.train('b', source(), { ...small, cell: 'gru' }),
        other.calls.train('c', there, { ...small, cell: 'rnn' }),
      ]);
      assert.equal(session.reportsOf('end', 'a')[0]?.state, 'finished');
      assert.equal(session.reportsOf('end', 'b')[0]?.state, 'finished');
      assert.equal(other.reportsOf('end', 'c')[0]?.state, 'finished');
    } finally {
      await other.end();
    }
  });

  it('calls are answered while a large network trains, and Stop takes effect inside its first step', async () => {
    const big = 'the quick brown fox jumps over the lazy dog\n'.repeat(2000);
    const ended = session.calls.train(
      'r',
      { kind: 'text', name: 'fox', text: big },
      {
        ...{ hidden: 768, layers: 3, batch: 64, window: 100, documents: 'text' },
      },
    );
    await until(() => session.reportsOf('prepared', 'r').length > 0);
    for (let i = 0; i < 20; i++) assert.equal(await session.calls.ping(), 'pong');
    await session.calls.stop('r');
    await ended;
    assert.deepEqual(session.reportsOf('end', 'r'), [{ kind: 'end', state: 'stopped' }]);
    assert.equal(session.reportsOf('step', 'r').length, 0, 'no step was finished');
    assert.equal(session.reportsOf('saved', 'r').length, 1, 'the weights are kept all the same');
  });

  it('waits for a core; stopped while it waits, it ends without a model', async () => {
    session.acquire = async () => false;
    await session.calls.train('r', source(), small);
    assert.deepEqual(session.reports.get('r'), [
      { kind: 'end', state: 'stopped', message: message('run.stopped-early', {}) },
    ]);
  });

  it('a file that is changed while the model is trained gets a notice; one that is only touched gets none', async () => {
    session.onReport = (run, { kind }) => {
      if (kind !== 'prepared') return;
      if (run === 'touched') utimesSync(file, new Date(), new Date());
      if (run === 'changed') appendFileSync(file, 'more\n');
      if (run === 'deleted') rmSync(file);
    };
    for (const run of ['touched', 'changed', 'deleted']) {
      await session.calls.train(run, source(), { ...small, window: 6 });
      assert.equal(session.reportsOf('end', run)[0]?.state, 'finished');
      const notices = session.reportsOf('notice', run).map(({ message }) => said(message));
      assert.deepEqual(
        notices.filter((message) => message.includes('while')),
        run === 'touched'
          ? []
          : [`names.txt was ${run} while the model was trained; it learned the text as it was at the start.`],
      );
    }
  });

  it('the host is told what a run is made from, not the text of it', async () => {
    await session.run(`await rnn.train({ text: 'anna '.repeat(1000), name: 'annas' }, ${JSON.stringify(small)}); 0`);
    await session.run(`await rnn.train('names.txt', ${JSON.stringify(small)}); 0`);
    assert.deepEqual(
      session.created.map(({ options, ...rest }) => [rest, options.hidden]),
      [
        [{ source: { name: 'annas' } }, small.hidden],
        [{ source: { name: 'names.txt', path: file } }, small.hidden],
      ],
    );
  });

  it('a training that diverges fails with a reason and keeps the last good weights', async () => {
    await session.end();
    session = new TestSession(session.folder, {
      train: `const weights = new Float32Array(${4 * 12 * (20 + 12 + 1) + 20 * 13}).fill(0.5);
        parentPort.postMessage({ kind: 'checkpoint', epoch: 1, best: true, validationLoss: 2, weights });
        parentPort.postMessage({ kind: 'end', reason: 'diverged', message: { code: 'verbatim', values: { text: 'The loss became NaN in epoch 2.' } } });`,
    });
    const { kind, ...rest } = await session.run(`await rnn.train('names.txt', ${JSON.stringify(small)})`);
    assert.equal(kind, 'error', JSON.stringify(rest));
    const failure = said(session.reportsOf('end')[0]?.message);
    const saved = session.reportsOf('saved').at(-1)?.path ?? '';
    const file = `.unroll/${path.basename(saved)}`;
    assert.equal(failure, `The loss became NaN in epoch 2. The best weights until then are in ${file}.`);
    assert.equal((await readModel(saved)).validationLoss, 2);
  });

  it('a models folder that cannot be written is told before the training', async () => {
    writeFileSync(path.join(session.folder, '.unroll'), 'a file, not a folder');
    await session.calls.train('r', source(), small);
    const [end] = session.reports.get('r') ?? [];
    assert.ok(end?.kind === 'end' && end.state === 'failed');
    assert.match(said(end.message), /^Models cannot be saved in .*\.unroll: .*; .*\.$/);
  });

  it('a models folder that becomes unwritable at the end leaves the model in memory', async () => {
    session.onReport = (_, { kind }) => {
      if (kind !== 'prepared') return;
      rmSync(path.join(session.folder, '.unroll'), { recursive: true });
      writeFileSync(path.join(session.folder, '.unroll'), '');
    };
    const { kind, errors } = await session.run(`const model = await rnn.train('names.txt', ${JSON.stringify(small)});`);
    assert.equal(kind, 'ok');
    assert.match(errors, /cannot be saved .* model\.save\(path\)/);
    assert.equal((await session.run("await model.save('kept'); model.path === undefined")).kind, 'ok');
    assert.ok(existsSync(path.join(session.folder, 'kept.safetensors')));
  });

  it('a network that does not fit into memory is refused with its size', async () => {
    await session.calls.train('r', source(), { hidden: 4096, layers: 8 });
    const end = session.reportsOf('end', 'r')[0];
    assert.match(said(end?.message), /needs \d+(\.\d+)? GiB of memory; .*Choose fewer/);
  });

  it('an estimate has the numbers of the run that follows', async () => {
    const options = { ...small, hidden: 32 };
    const estimate = await session.calls.estimate(source(), options, 1);
    await session.calls.train('r', source(), options);
    const prepared = session.reportsOf('prepared', 'r')[0]?.prepared;
    for (const key of ['documents', 'trainTokens', 'parameters', 'memoryBytes'] as const)
      assert.equal(estimate[key], prepared?.[key], key);
    assert.ok(estimate.milliseconds > 0 && Number.isFinite(estimate.milliseconds));
    await assert.rejects(session.calls.estimate(source(), { hidden: 0 }, 1), /hidden must be a whole number from 1/);
  });

  it('an unsaved text is trained as the host sent it', async () => {
    session.resolve = async () => ({ kind: 'text', name: 'names.txt', text: `\ufeff${text.replaceAll('\n', '\r\n')}` });
    const { kind } = await session.run(`await rnn.train('names.txt', ${JSON.stringify(small)}); 0`);
    assert.equal(kind, 'ok');
    assert.deepEqual(session.reportsOf('prepared')[0]?.prepared.vocabularySize, 20);
    assert.equal(readFileSync(file, 'utf8'), text, 'the file is left alone');
  });
});
