import assert from 'node:assert/strict';
import { compile, type TopLevelSpec } from 'vega-lite';
import { curveSpec, DATA_SETS, liveCurveSpec } from '../../../../src/charts/runs/curve.ts';
import { curveData } from '../../../../src/charts/runs/curve-data.ts';
import { makeView } from '../../../../src/charts/runs/vega.ts';
import { textsFor } from '../../../../src/charts/texts.ts';
import { PAPER } from '../../../../src/charts/theme.ts';
import { runOf } from '../runs.ts';

const falling = Array.from({ length: 40 }, (_, i) => 3 - i * 0.05);

function datasets(spec: TopLevelSpec): Record<string, { x: number; loss: number }[]> {
  return JSON.parse(JSON.stringify(spec)).datasets;
}

describe('curve data', () => {
  it('x counts epochs; with one epoch it counts steps', () => {
    assert.deepEqual(
      curveData(runOf(falling, [2.5, 2, 1.5, 1.6])).validation.map(({ x }) => x),
      [1, 2, 3, 4],
    );
    assert.equal(curveData(runOf([3, 2], [], { epochs: 1 })).training[1]?.x, 2);
  });

  it('the best epoch is the lowest validation loss, once there are two', () => {
    assert.equal(curveData(runOf(falling, [2.5, 2, 1.5, 1.6])).best[0]?.epoch, 3);
    assert.deepEqual(curveData(runOf(falling, [2.5])).best, []);
  });

  it('leaves out losses that are no numbers', () => {
    const data = curveData(runOf([3, Number.NaN, 2, Number.POSITIVE_INFINITY], [Number.NaN, 2]));
    assert.deepEqual(
      data.training.map(({ loss }) => loss),
      [3, 2],
    );
    assert.equal(data.validation.length, 1);
    assert.ok(Number.isFinite(data.yMax));
  });

  it('the mean line has as many points, follows a straight line within 1e-4 and calms noise 3 times', () => {
    const straight = Array.from({ length: 600 }, (_, i) => 3 - i * 0.002);
    const { mean, training } = curveData(runOf(straight, [], { epochs: 60 }));
    assert.equal(mean.length, training.length);
    mean.forEach(({ loss }, i) => {
      assert.ok(Math.abs(loss - (training[i]?.loss ?? 0)) < 1e-4);
    });
    const noisy = straight.map((_, i) => 2 + (i % 2 === 0 ? 0.3 : -0.3));
    const calm = curveData(runOf(noisy, [], { epochs: 60 })).mean.slice(30, -30);
    assert.ok(Math.max(...calm.map(({ loss }) => Math.abs(loss - 2))) < 0.1);
  });

  it('while it runs the axis ends at a round number of epochs; when it is over at its last point', () => {
    const options = { epochs: 100 };
    assert.equal(curveData(runOf(falling, [], options, 'running')).xMax, 5);
    const more = [...falling, ...falling, ...falling];
    assert.equal(curveData(runOf(more, [], options, 'running')).xMax, 20);
    assert.equal(curveData(runOf(more, [], options, 'stopped')).xMax, 12);
    assert.equal(curveData(runOf(falling, [], { epochs: 3 }, 'running')).xMax, 3);
  });

  it('a point grows at the head of the line only while it runs', () => {
    assert.equal(curveData(runOf(falling, [], {}, 'running')).head[0]?.step, 40);
    assert.deepEqual(curveData(runOf(falling, [], {}, 'finished')).head, []);
  });
});

describe('curve specification', () => {
  it('is JSON of Vega-Lite 5 with its data inside, and compiles without a warning', () => {
    const warnings: unknown[] = [];
    const warn = (...words: readonly unknown[]) => {
      warnings.push(words);
      return logger;
    };
    const quiet = () => logger;
    const logger = { warn, error: warn, info: quiet, debug: quiet, level: quiet } as unknown as NonNullable<
      NonNullable<Parameters<typeof compile>[1]>['logger']
    >;
    for (const run of [runOf(falling, [2, 1.9]), runOf([], []), runOf([3], [], { epochs: 1, validation: 0 })]) {
      const spec = JSON.parse(JSON.stringify(curveSpec(run))) as TopLevelSpec;
      assert.equal(spec.$schema, 'https://vega.github.io/schema/vega-lite/v5.json');
      assert.deepEqual(Object.keys(datasets(spec)), [...DATA_SETS]);
      compile(spec, { logger });
    }
    assert.deepEqual(warnings, []);
  });

  it('keeps at most 250 points a line, the newest among them, in less than 60 kB', () => {
    const losses = Array.from({ length: 1000 }, (_, i) => 3 / Math.sqrt(i + 1) + 0.123456789);
    const spec = curveSpec(runOf(losses, losses, { epochs: 1000 }));
    for (const name of ['training', 'mean', 'validation'])
      assert.ok((datasets(spec)[name] ?? []).length <= 250, `${name} has too many points`);
    assert.equal(datasets(spec).training?.at(-1)?.x, 100);
    assert.ok(JSON.stringify(spec).length < 60_000);
  });

  it('draws: two lines, points for each epoch, one ring', async () => {
    const style = { theme: PAPER, texts: textsFor('en'), width: 400, height: 200, legend: true };
    const svg = await makeView(curveSpec(runOf(falling, [2.5, 2, 1.5, 1.6]), style), 'none').toSVG();
    assert.match(svg, /loss, nats per token/);
    assert.match(svg, /best 1\.500 at epoch 3/);
    assert.equal(svg.match(/aria-roledescription="point"/g)?.length ?? 0, 5);
  });

  it('a live view takes new points and ends of axes without being made again', async () => {
    const run = runOf(falling.slice(0, 10), [2.5], { epochs: 4 }, 'running');
    const style = { theme: PAPER, texts: textsFor('zh-cn'), width: 400, height: 200, legend: false };
    const view = await makeView(liveCurveSpec(run, style), 'none').runAsync();
    const data = curveData(runOf(falling, [2.5, 2, 1.5, 1.6]));
    view.signal('xMax', data.xMax).signal('yMin', data.yMin).signal('yMax', data.yMax);
    view.insert('validation', data.validation.slice(1));
    await view.runAsync();
    assert.equal(view.data('validation').length, 4);
    assert.deepEqual((view.scale('x') as unknown as { domain(): number[] }).domain(), [0, 4]);
  });
});
