/** The arithmetic that the machine can do at most: multiply-adds in registers only. For `npm run bench`. */
import { madd } from './lanes';

/** A turn: a multiplication and an addition on 20 registers of four numbers, 12 in the narrow build. */
export function peak(at: usize, turns: usize): void {
  let s0 = v128.load(at), s1 = v128.load(at, 16), s2 = v128.load(at, 32), s3 = v128.load(at, 48);
  let s4 = v128.load(at, 64), s5 = v128.load(at, 80), s6 = v128.load(at, 96), s7 = v128.load(at, 112);
  let s8 = v128.load(at, 128), s9 = v128.load(at, 144), s10 = v128.load(at, 160), s11 = v128.load(at, 176);
  let s12 = v128.load(at, 192), s13 = v128.load(at, 208), s14 = v128.load(at, 224), s15 = v128.load(at, 240);
  let s16 = v128.load(at, 256), s17 = v128.load(at, 272), s18 = v128.load(at, 288), s19 = v128.load(at, 304);
  const x = v128.load(at, 320), x1 = v128.load(at, 336), y = v128.load(at, 352), y1 = v128.load(at, 368);
  for (; turns > 0; turns--) {
    s0 = madd(s0, x, y); s1 = madd(s1, x1, y1); s2 = madd(s2, x, y); s3 = madd(s3, x1, y1);
    s4 = madd(s4, x, y); s5 = madd(s5, x1, y1); s6 = madd(s6, x, y); s7 = madd(s7, x1, y1);
    s8 = madd(s8, x, y); s9 = madd(s9, x1, y1); s10 = madd(s10, x, y); s11 = madd(s11, x1, y1);
    if (!WIDE) continue;
    s12 = madd(s12, x, y); s13 = madd(s13, x1, y1); s14 = madd(s14, x, y); s15 = madd(s15, x1, y1);
    s16 = madd(s16, x, y); s17 = madd(s17, x1, y1); s18 = madd(s18, x, y); s19 = madd(s19, x1, y1);
  }
  v128.store(at, s0); v128.store(at, s1, 16); v128.store(at, s2, 32); v128.store(at, s3, 48);
  v128.store(at, s4, 64); v128.store(at, s5, 80); v128.store(at, s6, 96); v128.store(at, s7, 112);
  v128.store(at, s8, 128); v128.store(at, s9, 144); v128.store(at, s10, 160); v128.store(at, s11, 176);
  v128.store(at, s12, 192); v128.store(at, s13, 208); v128.store(at, s14, 224); v128.store(at, s15, 240);
  v128.store(at, s16, 256); v128.store(at, s17, 272); v128.store(at, s18, 288); v128.store(at, s19, 304);
}
