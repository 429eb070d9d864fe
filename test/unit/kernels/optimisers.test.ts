/** Three steps along a gradient that stays, against the papers' formulas number by number. */
import type { Address } from '../../../src/kernels/kernels.ts';
import { assertClose, onEach, type Slate, sizes } from './slate.ts';

const STEPS = 3;

onEach((slate, tolerance) => {
  describe(`optimisers, vectors of ${sizes.join(', ')}: error <= ${tolerance} after ${STEPS} steps`, () => {
    it('SGD with momentum', () => {
      for (const n of sizes)
        compare(
          slate(),
          tolerance,
          n,
          (k, p, g, m) => k.sgd(p, g, m, n, 0.1, 0.9),
          (p, g) => {
            let momentum = 0;
            for (let t = 0; t < STEPS; t++) {
              momentum = 0.9 * momentum + g;
              p -= 0.1 * momentum;
            }
            return p;
          },
        );
    });

    it('RMSProp', () => {
      for (const n of sizes)
        compare(
          slate(),
          tolerance,
          n,
          (k, p, g, _m, v) => k.rmsprop(p, g, v, n, 0.1, 0.99, 1e-8),
          (p, g) => {
            let v = 0;
            for (let t = 0; t < STEPS; t++) {
              v = 0.99 * v + 0.01 * g ** 2;
              p -= (0.1 * g) / (Math.sqrt(v) + 1e-8);
            }
            return p;
          },
        );
    });

    for (const decay of [0, 0.01])
      it(`Adam, ${decay === 0 ? 'no decay' : 'decay of AdamW'}`, () => {
        for (const n of sizes)
          compare(
            slate(),
            tolerance,
            n,
            (k, p, g, m, v, t) => k.adam(p, g, m, v, n, 0.1, 0.9, 0.999, 1e-8, t, decay),
            (p, g) => adam(p, g, decay),
          );
      });
  });
});

type Step = (k: Slate['kernels'], p: Address, g: Address, m: Address, v: Address, t: number) => void;

function compare(
  s: Slate,
  tolerance: number,
  n: number,
  step: Step,
  twin: (parameter: number, gradient: number) => number,
): void {
  const [p, g, m, v] = [s.reals(n), s.reals(n), s.reals(Array(n).fill(0)), s.reals(Array(n).fill(0))];
  const expected = p.values.map((value, i) => twin(value, g.values[i]!));
  for (let t = 1; t <= STEPS; t++) step(s.kernels, p.address, g.address, m.address, v.address, t);
  assertClose(p.values, expected, tolerance);
  s.assertMargins();
}

/** Algorithm 1 of Kingma and Ba; decayed as in algorithm 2 of Loshchilov and Hutter. */
function adam(theta: number, gradient: number, decay: number): number {
  let [m, v] = [0, 0];
  for (let t = 1; t <= STEPS; t++) {
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient ** 2;
    theta = theta * (1 - decay) - (0.1 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
  }
  return theta;
}
