/** Which variables a cell gives to the others. */
import assert from 'node:assert/strict';
import { declarationsIn, declaredElsewhere } from '../../../../../src/host/notebook/assist/declarations.ts';

const names = (code: string) => declarationsIn(code).map(({ name }) => name);

describe('declarations of a cell', () => {
  for (const [code, expected] of [
    ['const model = 1, other = 2; let later; var old', ['model', 'other', 'later', 'old']],
    ['const { a, b: c, d = e, ...rest } = x; let [f, , { g }] = y;', ['a', 'c', 'd', 'rest', 'f', 'g']],
    ['async function* write(text) { const inner = 1 } class Net extends Base { m() {} }', ['write', 'Net']],
    ['const f = (x) => { const y = x; }; { let hidden } for (const i of f) {}', ['f']],
    ["const model = await rnn.train('a.txt', {", ['model']],
    ['// const no\nmodel = 1', []],
  ] as [string, string[]][])
    it(code, () => assert.deepEqual(names(code).sort(), expected.sort()));

  it('come with the first line of their statement', () => {
    const [model] = declarationsIn("const model = await rnn.train('a.txt', {\n  hidden: 64,\n});");
    assert.equal(model?.code, "const model = await rnn.train('a.txt', {");
  });

  it('of other cells: the newest of a name, without those of the cell itself', () => {
    const found = declaredElsewhere(['const a = 1', 'let a = 2; let b'], 'var b; c');
    assert.deepEqual(found, [{ name: 'a', code: 'let a = 2;' }]);
  });
});
