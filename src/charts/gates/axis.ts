/** Round numbers for the axes of heatmaps. */

/** Units that get a number beside their row, counted from 1: the first, round ones, far enough apart. */
export function unitTicks(units: number, cellHeight: number): number[] {
  const apart = 24 / cellHeight;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, apart)));
  const every = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= apart) ?? 1);
  const ticks = [1];
  for (let unit = every === 1 ? 2 : every; unit <= units; unit += every) if (unit - 1 >= apart * 0.6) ticks.push(unit);
  return ticks;
}

/** The end of a signed scale: the next round number, so that it seldom moves while a model trains. */
export function roundLimit(scale: number): number {
  if (!(scale > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(scale));
  const factor = [1, 1.5, 2, 3, 4, 5, 6, 8].find((factor) => factor * power >= scale * (1 - 1e-6)) ?? 10;
  return Number((factor * power).toPrecision(2));
}
