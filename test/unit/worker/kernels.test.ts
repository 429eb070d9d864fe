/** Which kernels are chosen, and what is said when they are not the fast ones. */
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { KernelSetting } from '../../../src/protocol/options.ts';
import { type ChosenKernels, chooseKernels, compile } from '../../../src/worker/kernels.ts';
import { said } from '../said.ts';
import { makeFolder, removeFolders } from './session.ts';

const folder = path.join(import.meta.dirname, '../../../dist/kernels');
const builds = ['wide', 'narrow', 'wide-separate', 'narrow-separate'] as const;

describe('the choice of kernels', () => {
  afterEach(removeFolders);

  it('by itself takes one of the builds that multiply and add at once, and says nothing', () => {
    const { name, module, notice } = choose(folder, 'auto');
    assert.ok(name === 'wide' || name === 'narrow', name);
    assert.ok(module instanceof WebAssembly.Module);
    assert.equal(notice, undefined);
  });

  for (const setting of builds)
    it(`a setting of '${setting}' is obeyed`, () => {
      const { name, module, notice } = choose(folder, setting);
      assert.equal(name, setting);
      assert.ok(module instanceof WebAssembly.Module);
      assert.equal(notice, undefined);
    });

  it("'plain' needs no file", () => {
    assert.deepEqual(choose('nowhere', 'plain'), { name: 'plain' });
  });

  it('without relaxed SIMD, a build that does without is chosen', () => {
    const broken = brokenFolder(['wide', 'narrow']);
    assert.match(choose(broken, 'auto').name, /^(wide|narrow)-separate$/);
  });

  it('without SIMD, the plain kernels with the reason', () => {
    const { name, module, notice } = choose(brokenFolder([...builds]), 'auto');
    assert.deepEqual([name, module], ['plain', undefined]);
    assert.match(
      said(notice),
      /plain JavaScript, some \d+ times slower than it could: this VS Code has no WebAssembly SIMD\.$/,
    );
  });

  it('a setting that cannot be obeyed: the plain kernels with the reason', () => {
    const { name, notice } = choose(brokenFolder([...builds]), 'narrow');
    assert.equal(name, 'plain');
    assert.match(said(notice), /cannot compile the kernels 'narrow' of the settings/);
  });

  it('a build that is missing is a mistake of the package, and throws', () => {
    assert.throws(() => compile(makeFolder(), 'wide'), /ENOENT/);
  });
});

/** The builds, some of them as an engine sees them that does not know their instructions. */
function brokenFolder(names: string[]): string {
  const broken = makeFolder(Object.fromEntries(names.map((name) => [`${name}.wasm`, 'not WebAssembly'])));
  for (const build of builds)
    if (!names.includes(build)) copyFileSync(path.join(folder, `${build}.wasm`), path.join(broken, `${build}.wasm`));
  return broken;
}

function choose(from: string, setting: KernelSetting): ChosenKernels {
  const choosing = chooseKernels(from, setting);
  for (;;) {
    const { done, value } = choosing.next();
    if (done) return value;
  }
}
