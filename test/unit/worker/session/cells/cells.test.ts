import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestSession, withOneSession } from '../../session.ts';

describe('cells', () => {
  let session: TestSession;
  withOneSession({ 'half.js': 'exports.half = (x) => {\n  return x.y.z / 2;\n};', 'a.txt': 'seven' }, (fresh) => {
    session = fresh;
  });

  const text = async (code: string) => {
    const result = await session.run(code);
    assert.equal(result.kind, 'ok', JSON.stringify(result));
    return result.kind === 'ok' ? result.text : '';
  };
  const error = async (code: string) => {
    const result = await session.run(code);
    assert.equal(result.kind, 'error', JSON.stringify(result));
    return result.kind === 'error' ? result.error : assert.fail();
  };
  /** The label that the next cell will get. */
  const label = (ahead = 1) => `Cell ${session.cells + ahead}`;

  it('share variables; const and class can be declared again', async () => {
    await text('const a = 20; class B {}');
    await text('const a = 21; class B { twice(x) { return 2 * x; } }');
    assert.equal(await text('new B().twice(a)'), '42');
  });

  it('await at the top, in declarations and loops', async () => {
    await text('const later = await new Promise((done) => setTimeout(done, 5, 4)); let sum = 0;');
    assert.equal(await text('for (const x of [1, 2]) sum += await later * x; sum'), '12');
  });

  it('run one after the other in the order of the calls', async () => {
    const first = session.start('await new Promise((done) => setTimeout(done, 50)); globalThis.order = [1]; undefined');
    const second = session.start('order.push(2); order.length');
    assert.deepEqual(await second.result, { kind: 'ok', text: '2' });
    assert.deepEqual(await first.result, { kind: 'ok' });
  });

  const shown: [string, string | undefined][] = [
    ['"a\\nb"', 'a\nb'],
    ['undefined', undefined],
    ['null', 'null'],
    ['-0', '-0'],
    ['12n', '12n'],
    ['Symbol("s")', 'Symbol(s)'],
    ['new Map([[1, { a: [2] }]])', 'Map(1) { 1 => { a: [ 2 ] } }'],
    ['Promise.resolve("awaited")', 'awaited'],
    [
      '({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("shy"); } })',
      'The result cannot be shown: shy.',
    ],
  ];
  for (const [code, expected] of shown) it(`result of ${code}`, async () => assert.equal(await text(code), expected));

  it('a result of a million numbers is cut to less than 100,000 characters', async () => {
    const result = await text('Array(1e6).fill("x".repeat(2000))');
    assert.ok(result !== undefined && result.length < 101_000, String(result?.length));
  });

  it('require, fs and process.cwd start at the folder', async () => {
    assert.equal(await text('require("fs").readFileSync("a.txt", "utf8")'), 'seven');
    assert.equal(await text('await require("node:fs/promises").readFile("a.txt", "utf8")'), 'seven');
    assert.equal(await text('require("path").resolve("a.txt")'), `${session.folder}/a.txt`);
    assert.equal(await text('typeof require("./half.js").half'), 'function');
  });

  it('an error has its position in the cell', async () => {
    const here = label();
    const { name, message, stack, position } = await error('1;\n  missing.thing');
    assert.deepEqual(
      { name, message, position },
      {
        name: 'ReferenceError',
        message: 'missing is not defined',
        position: { line: 2, column: 3 },
      },
    );
    assert.equal(stack, `    at ${here}:2:3`);
  });

  it('an error in a function of an earlier cell names that cell, and where it was called', async () => {
    const first = label();
    await text('function fails(x) {\n  throw new TypeError("bad " + x);\n}');
    const second = label();
    const { stack, position } = await error('\nfails(3)');
    assert.equal(stack, `    at fails (${first}:2:9)\n    at ${second}:2:1`);
    assert.deepEqual(position, { line: 2, column: 1 });
  });

  it('an error in a module, after an await, is placed in the cell', async () => {
    const { stack, position } = await error(
      'const { half } = require("./half.js");\nawait null;\n await (async () => half(1))();',
    );
    assert.deepEqual(position, { line: 3, column: 21 });
    assert.doesNotMatch(stack, /half\.js|session/);
  });

  it('syntax errors have a position, also at the end of the code', async () => {
    const { stack, position } = await error('let x = ;');
    assert.deepEqual(position, { line: 1, column: 9 });
    assert.match(stack, /^ {4}at Cell \d+:1:9$/);
    assert.deepEqual((await error('1 +\n2 +')).position, { line: 2, column: 4 });
    assert.deepEqual((await error('`abc')).position, { line: 1, column: 5 });
    assert.deepEqual((await error('f(\n')).position, { line: 2, column: 1 });
    assert.deepEqual((await error('JSON.parse("{bad")')).position, { line: 1, column: 6 });
  });

  it('what is thrown may be anything', async () => {
    assert.deepEqual(await error('throw 42'), { name: 'Uncaught', message: '42', stack: '' });
    assert.equal((await error('throw { a: 1 }')).message, '{ a: 1 }');
    assert.equal((await error('throw undefined')).message, 'undefined');
    assert.equal((await error('throw Object.assign(new Error("x"), { name: 3, message: {} })')).name, 'Error');
    assert.match((await error('(function f() { f(); })()')).message, /Maximum call stack/);
    assert.equal((await error('await Promise.reject(new RangeError("no"))')).name, 'RangeError');
    assert.equal((await error('throw new Error("outer", { cause: new Error("inner") })')).message, 'outer (inner)');
  });

  it('import is answered with the require that does the same', async () => {
    const cases: [string, string][] = [
      ['import fs from "fs"', "const fs = require('fs')"],
      ["1;\nimport { a as b, c } from './x.js'", "const { a: b, c } = require('./x.js')"],
      ['import * as path from "node:path"', "const path = require('node:path')"],
      ['import "side-effect"', "require('side-effect')"],
      ['const { a } = await import("node:os")', "require('node:os')"],
    ];
    for (const [code, advice] of cases) {
      const { message } = await error(code);
      assert.ok(message.startsWith('Cells cannot use import') && message.endsWith(`with require: ${advice}`), message);
    }
  });

  it('console and standard streams are shown in order; groups, tables and formats work', async () => {
    const { outputs } = await session.run(
      'console.log("a %d", 1); process.stdout.write("b\\n"); console.error("c"); process.stdout.write(Buffer.from("d"));',
    );
    const joined = outputs.map((output) => ('text' in output ? `${output.kind} ${output.text}` : '')).join('|');
    assert.equal(joined.replace('\n|stdout b', '\nb'), 'stdout a 1\nb\n|stderr c\n|stdout d');
    assert.match(
      (await session.run('console.table([{ a: 1 }]); console.group("g"); console.log("h"); console.groupEnd();'))
        .printed,
      /│ a .*\n[\s\S]*g\n {2}h\n/,
    );
  });

  it('errors in timers and unawaited promises are shown in the cell and end nothing', async () => {
    const { kind, errors } = await session.run(
      'globalThis.kept = 7; setTimeout(() => { throw new Error("late"); }, 1); Promise.reject(8); await new Promise((done) => setTimeout(done, 30));',
    );
    assert.equal(kind, 'ok');
    assert.match(errors, /Uncaught \(in promise\) 8\n/);
    assert.match(errors, /Uncaught Error: late\n {4}at Timeout\._onTimeout \(Cell \d+:1:\d+\)\n/);
    assert.equal(await text('kept'), '7');
  });

  it('what is printed after the end of a cell carries its execution', async () => {
    const { execution, result } = session.start('setTimeout(() => console.log("afterwards"), 30); 1');
    await result;
    await sleep(200);
    assert.deepEqual(session.outputs.at(-1), { execution, output: { kind: 'stdout', text: 'afterwards\n' } });
  });

  it('process.exit does not end the session', async () => {
    assert.match((await error('process.exit(1)')).message, /restart the kernel/);
    assert.equal(await session.calls.ping(), 'pong');
  });
});
