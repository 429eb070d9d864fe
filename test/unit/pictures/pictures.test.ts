import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode } from 'fast-png';
import { writePictureAssets } from '../../../scripts/picture-assets.mjs';
import { divergingRamp, RAMP_COLOURS, sequentialRamp } from '../../../src/charts/colours.ts';
import { gatesPicture } from '../../../src/pictures/gates-picture.ts';
import { rasterizer } from '../../../src/pictures/raster.ts';
import { resultPicture } from '../../../src/pictures/result-picture.ts';
import { runPicture } from '../../../src/pictures/run-picture.ts';
import { svgDocument, svgText } from '../../../src/pictures/svg.ts';
import { gatesText, runText } from '../../../src/pictures/texts.ts';
import { encodePlane, type GatesPayload } from '../../../src/protocol/gates.ts';
import { RESULTS } from '../../ui/gallery/result-cases.ts';
import { runOf } from '../charts/runs.ts';
import { verbatim } from '../said.ts';

const gates: GatesPayload = {
  model: 'names <&>',
  cell: 'gru',
  tokens: ['', 'a', ' '],
  layers: [
    {
      units: 2,
      planes: [
        { name: 'update', symbol: 'Γu', range: 'unit', ...encodePlane([1, 1, 1, 1, 1, 1]) },
        { name: 'candidate', symbol: 'c̃', range: 'signed', ...encodePlane([-1, -1, -1, -1, -1, -1]) },
      ],
    },
  ],
};

describe('pictures', function () {
  this.timeout(20_000);
  let folder: string;
  let rasterize: (svg: string) => Promise<Uint8Array>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'unroll-pictures-'));
    await writePictureAssets(folder);
    rasterize = rasterizer(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function draw(svg: string) {
    const { width, height, data, channels } = decode(await rasterize(svg));
    const pixels = new Set<string>();
    for (let i = 0; i < data.length; i += channels) pixels.add([data[i], data[i + 1], data[i + 2]].join(' '));
    return { width, height, pixels };
  }

  it('a run is 1440 pixels wide, white, with the colours of both lines', async () => {
    const picture = await draw(await runPicture(runOf([3, 2.5, 2.2, 2.1], [2.4, 2.2])));
    assert.equal(picture.width, 1440);
    for (const colour of ['255 255 255', '47 129 214', '196 102 15']) assert.ok(picture.pixels.has(colour), colour);
  });

  it('a run without points, one that failed and one with a sample of 100,000 characters are drawn', async () => {
    const failed = { ...runOf([], [], {}, 'failed'), message: verbatim('There is no such file.') };
    assert.equal((await draw(await runPicture(failed))).width, 1440);
    const long = { ...runOf([3], []), sample: { epoch: 1, text: `${'\u0000</text>&'.repeat(9000)}\ud800` } };
    assert.ok((await draw(await runPicture(long))).height < 1600);
  });

  it('gates have the colours of their values', async () => {
    const { pixels } = await draw(gatesPicture(gates));
    const open = [...sequentialRamp(false).subarray((RAMP_COLOURS - 1) * 3)].join(' ');
    const negative = [...divergingRamp(false).subarray(0, 3)].join(' ');
    assert.ok(pixels.has(open), `fully open: ${open}`);
    assert.ok(pixels.has(negative), `most negative: ${negative}`);
  });

  it('a text of 1,000 steps gives a picture of at most 3,200 pixels', async () => {
    const tokens = Array.from({ length: 1000 }, () => 'x');
    const plane = { name: 'activation', symbol: 'a', range: 'signed', ...encodePlane(new Float32Array(1000)) } as const;
    const picture = gatesPicture({ ...gates, tokens, layers: [{ units: 1, planes: [plane, plane] }] });
    assert.match(picture, /the first 120 of 1,000 steps/);
    assert.ok((await draw(picture)).width <= 3200);
  });

  it('the font has Latin, Greek, Cyrillic, kana and the rarest characters of GB 2312', async () => {
    const blank = (await rasterize(svgDocument(40, 40, ''))).length;
    for (const character of 'agéßΓωЖжあア中齄〇，。“∅□') {
      const png = await rasterize(svgDocument(40, 40, svgText(character, 8, 20, 20, '#000')));
      assert.ok(png.length > blank, `${character} is not drawn`);
    }
  });

  it('text of a run and of gates', () => {
    const model = { path: 'C:\\Users\\me\\.unroll\\names.safetensors', epoch: 2 };
    const text = runText({ ...runOf([3, 2], [2.4, 2.2]), model, sample: { epoch: 2, text: 'mei\nli' } });
    assert.match(text, /^names\.txt · LSTM 1 × 128 · 4 epochs · finished\n/);
    assert.match(text, /validation, nats, epoch 2: 2\.200/);
    assert.ok(text.endsWith('sample, epoch 2:\nmei\nli\nmodel: .unroll/names.safetensors'));
    assert.equal(gatesText(gates).split('\n')[2], '  Γu  update      1.000 to 1.000, mean 1.000');
  });
});

describe('pictures of results', function () {
  this.timeout(20_000);
  const drawn = Object.entries(RESULTS).filter(([name]) => name !== 'result-evaluations');

  for (const [name, result] of drawn)
    it(`${name}: at least 720 px wide, nothing beside it, no number that is none`, async () => {
      const svg = (await resultPicture(result)) ?? '';
      const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
      assert.ok(Number(width) >= 720 && Number(width) <= 760, `${width} px wide`);
      assert.ok(Number(height) > 40);
      assert.doesNotMatch(svg, /NaN|undefined|null/);
    });

  it('tell what is left out', async () => {
    assert.match((await resultPicture(RESULTS['result-classes-many']!)) ?? '', /The first 20 of 10,000 are drawn/);
    assert.match((await resultPicture(RESULTS['result-evaluation-many']!)) ?? '', /The 12 most frequent of 2,500/);
    assert.match((await resultPicture(RESULTS['result-tags-speech']!)) ?? '', /and 506 more tokens/);
  });

  it('there is none where it would show numbers only', async () => {
    assert.equal(await resultPicture(RESULTS['result-evaluations']!), undefined);
  });
});
