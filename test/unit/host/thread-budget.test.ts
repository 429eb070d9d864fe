import assert from 'node:assert/strict';
import { ThreadBudget, threadTotal } from '../../../src/host/thread-budget.ts';

describe('host/cores', () => {
  const ignore = () => undefined;

  it('gives at most what is asked for and at least one', async () => {
    const budget = new ThreadBudget(() => 3);
    assert.equal(await budget.acquire('a', 2, ignore), 2);
    assert.equal(await budget.acquire('b', 2, ignore), 1);
  });

  it('lets runs wait in the order in which they came, and says who holds the cores', async () => {
    const budget = new ThreadBudget(() => 1);
    const holders: string[][] = [];
    const given: string[] = [];
    await budget.acquire('a', 1, ignore);
    const b = budget.acquire('b', 1, (names) => holders.push(names)).then(() => given.push('b'));
    const c = budget.acquire('c', 1, (names) => holders.push(names)).then(() => given.push('c'));
    budget.release('a');
    await b;
    assert.deepEqual(given, ['b']);
    budget.release('b');
    await c;
    assert.deepEqual(given, ['b', 'c']);
    assert.deepEqual(holders, [['a'], ['a']]);
  });

  it('answers false to a run that is cancelled while it waits, and lets the next one in', async () => {
    const budget = new ThreadBudget(() => 1);
    await budget.acquire('a', 1, ignore);
    const b = budget.acquire('b', 1, ignore);
    const c = budget.acquire('c', 1, ignore);
    budget.cancel('b');
    budget.release('a');
    assert.deepEqual([await b, await c], [false, 1]);
  });

  it('lets the next one have what is given back in part', async () => {
    const budget = new ThreadBudget(() => 3);
    assert.equal(await budget.acquire('a', 3, ignore), 3);
    const b = budget.acquire('b', 3, ignore);
    budget.release('a', 1);
    assert.equal(await b, 2);
    budget.release('a', 2); // it has only one
    budget.release('b');
    assert.equal(await budget.acquire('c', 3, ignore), 2);
  });

  it('takes a release twice as one', async () => {
    const budget = new ThreadBudget(() => 1);
    await budget.acquire('a', 1, ignore);
    budget.release('a');
    budget.release('a');
    assert.equal(await budget.acquire('b', 1, ignore), 1);
    const waited: string[][] = [];
    void budget.acquire('c', 1, (names) => waited.push(names));
    assert.deepEqual(waited, [['b']]);
  });

  it('lets waiting runs in when the total grows', async () => {
    let total = 1;
    const budget = new ThreadBudget(() => total);
    await budget.acquire('a', 1, ignore);
    const b = budget.acquire('b', 1, ignore);
    total = 2;
    budget.update();
    assert.equal(await b, 1);
  });

  it('keeps a core for the editor on machines with more than two', () => {
    const totals = [1, 2, 3, 8].map((machine) => threadTotal(0, machine));
    assert.deepEqual([...totals, threadTotal(5, 2)], [1, 2, 2, 7, 5]);
  });
});
