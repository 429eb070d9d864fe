/**
 * Micro-kernels of the matrix products: out[rows, columns] = init + a[depth, rows]ᵀ b[depth, columns], all sums in registers, a
 * packed (panels.ts), b a panel; `init` may be `out`, or one row for all where ldInit is 0. A tile has 16 columns in the build for 256-bit instructions, where V8 pairs neighbouring operations: 12 sums and
 * three operands in 16 registers. It has 8, half a panel, in the build for 128 bits.
 *
 * One source for all heights: what does not belong to the height at hand is known when compiling and left out. Each is an exported function of its own, or Binaryen inlines it into its driver, where the
 * registers no longer suffice. `init` is added in the end: sums that begin with it would wait for it to come from memory.
 */
import { madd } from './lanes';

/** What sums begin with: from memory, since sums that begin with a constant are not paired. */
const ZEROS = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0]);

// AssemblyScript's generics take types, not numbers: the size of a class stands for a height.
@unmanaged class One { a: u8; }
@unmanaged class Two { a: u8; b: u8; }
@unmanaged class Three { a: u8; b: u8; c: u8; }
@unmanaged class Four { a: u32; }
@unmanaged class Five { a: u32; b: u8; }
@unmanaged class Six { a: u32; b: u8; c: u8; }

@inline
function tile<Height>(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void {
  const rows = offsetof<Height>();
  let s00 = v128.load(ZEROS), s01 = v128.load(ZEROS, 16), s02 = v128.load(ZEROS), s03 = v128.load(ZEROS, 16);
  let s10 = v128.load(ZEROS), s11 = v128.load(ZEROS, 16), s12 = v128.load(ZEROS), s13 = v128.load(ZEROS, 16);
  let s20 = v128.load(ZEROS), s21 = v128.load(ZEROS, 16), s22 = v128.load(ZEROS), s23 = v128.load(ZEROS, 16);
  let s30 = v128.load(ZEROS), s31 = v128.load(ZEROS, 16), s32 = v128.load(ZEROS), s33 = v128.load(ZEROS, 16);
  let s40 = v128.load(ZEROS), s41 = v128.load(ZEROS, 16), s42 = v128.load(ZEROS), s43 = v128.load(ZEROS, 16);
  let s50 = v128.load(ZEROS), s51 = v128.load(ZEROS, 16), s52 = v128.load(ZEROS), s53 = v128.load(ZEROS, 16);
  for (const end = b + (depth << 6); b < end; b += 64) {
    const b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32), b3 = v128.load(b, 48);
    const x0 = v128.load32_splat(a);
    s00 = madd(x0, b0, s00); s01 = madd(x0, b1, s01);
    if (WIDE) { s02 = madd(x0, b2, s02); s03 = madd(x0, b3, s03); }
    if (rows > 1) {
      const x1 = v128.load32_splat(a, 4);
      s10 = madd(x1, b0, s10); s11 = madd(x1, b1, s11);
      if (WIDE) { s12 = madd(x1, b2, s12); s13 = madd(x1, b3, s13); }
    }
    if (rows > 2) {
      const x2 = v128.load32_splat(a, 8);
      s20 = madd(x2, b0, s20); s21 = madd(x2, b1, s21);
      if (WIDE) { s22 = madd(x2, b2, s22); s23 = madd(x2, b3, s23); }
    }
    if (rows > 3) {
      const x3 = v128.load32_splat(a, 12);
      s30 = madd(x3, b0, s30); s31 = madd(x3, b1, s31);
      if (WIDE) { s32 = madd(x3, b2, s32); s33 = madd(x3, b3, s33); }
    }
    if (rows > 4) {
      const x4 = v128.load32_splat(a, 16);
      s40 = madd(x4, b0, s40); s41 = madd(x4, b1, s41);
      if (WIDE) { s42 = madd(x4, b2, s42); s43 = madd(x4, b3, s43); }
    }
    if (rows > 5) {
      const x5 = v128.load32_splat(a, 20);
      s50 = madd(x5, b0, s50); s51 = madd(x5, b1, s51);
      if (WIDE) { s52 = madd(x5, b2, s52); s53 = madd(x5, b3, s53); }
    }
    a += rows * 4;
  }
  add(out, init, s00, s01, s02, s03);
  if (rows > 1) {
    out += ldOut;
    init += ldInit;
    add(out, init, s10, s11, s12, s13);
  }
  if (rows > 2) {
    out += ldOut;
    init += ldInit;
    add(out, init, s20, s21, s22, s23);
  }
  if (rows > 3) {
    out += ldOut;
    init += ldInit;
    add(out, init, s30, s31, s32, s33);
  }
  if (rows > 4) {
    out += ldOut;
    init += ldInit;
    add(out, init, s40, s41, s42, s43);
  }
  if (rows > 5) {
    out += ldOut;
    init += ldInit;
    add(out, init, s50, s51, s52, s53);
  }
}

/** A row of a tile: out = init + sums. */
@inline
function add(out: usize, init: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  const x0 = f32x4.add(v128.load(init), s0), x1 = f32x4.add(v128.load(init, 16), s1);
  if (WIDE) {
    const x2 = f32x4.add(v128.load(init, 32), s2), x3 = f32x4.add(v128.load(init, 48), s3);
    v128.store(out, x0);
    v128.store(out, x1, 16);
    v128.store(out, x2, 32);
    v128.store(out, x3, 48);
  } else {
    v128.store(out, x0);
    v128.store(out, x1, 16);
  }
}


export function tile1(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<One>(out, ldOut, init, ldInit, a, b, depth); }
export function tile2(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<Two>(out, ldOut, init, ldInit, a, b, depth); }
export function tile3(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<Three>(out, ldOut, init, ldInit, a, b, depth); }
export function tile4(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<Four>(out, ldOut, init, ldInit, a, b, depth); }
export function tile5(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<Five>(out, ldOut, init, ldInit, a, b, depth); }
export function tile6(out: usize, ldOut: usize, init: usize, ldInit: usize, a: usize, b: usize, depth: usize): void { tile<Six>(out, ldOut, init, ldInit, a, b, depth); }

/**
 * out[64] = init + a[depth] b[depth, 64], b four panels that are `ldB` bytes apart. A single row has no other rows to hide
 * the latency of its sums behind: four panels at a time are 2.5 times as fast as one.
 */
export function row64(out: usize, init: usize, a: usize, b: usize, ldB: usize, depth: usize): void {
  let p1 = b + ldB;
  let p2 = p1 + ldB;
  let p3 = p2 + ldB;
  let s0 = v128.load(ZEROS), s1 = v128.load(ZEROS, 16), s2 = v128.load(ZEROS), s3 = v128.load(ZEROS, 16);
  let s4 = v128.load(ZEROS), s5 = v128.load(ZEROS, 16), s6 = v128.load(ZEROS), s7 = v128.load(ZEROS, 16);
  let s8 = v128.load(ZEROS), s9 = v128.load(ZEROS, 16), s10 = v128.load(ZEROS), s11 = v128.load(ZEROS, 16);
  let s12 = v128.load(ZEROS), s13 = v128.load(ZEROS, 16), s14 = v128.load(ZEROS), s15 = v128.load(ZEROS, 16);
  for (const end = b + (depth << 6); b < end; b += 64) {
    const x = v128.load32_splat(a);
    s0 = madd(x, v128.load(b), s0); s1 = madd(x, v128.load(b, 16), s1);
    s2 = madd(x, v128.load(b, 32), s2); s3 = madd(x, v128.load(b, 48), s3);
    s4 = madd(x, v128.load(p1), s4); s5 = madd(x, v128.load(p1, 16), s5);
    s6 = madd(x, v128.load(p1, 32), s6); s7 = madd(x, v128.load(p1, 48), s7);
    s8 = madd(x, v128.load(p2), s8); s9 = madd(x, v128.load(p2, 16), s9);
    s10 = madd(x, v128.load(p2, 32), s10); s11 = madd(x, v128.load(p2, 48), s11);
    s12 = madd(x, v128.load(p3), s12); s13 = madd(x, v128.load(p3, 16), s13);
    s14 = madd(x, v128.load(p3, 32), s14); s15 = madd(x, v128.load(p3, 48), s15);
    a += 4;
    p1 += 64;
    p2 += 64;
    p3 += 64;
  }
  const x0 = f32x4.add(v128.load(init, 0), s0), x1 = f32x4.add(v128.load(init, 16), s1);
  const x2 = f32x4.add(v128.load(init, 32), s2), x3 = f32x4.add(v128.load(init, 48), s3);
  const x4 = f32x4.add(v128.load(init, 64), s4), x5 = f32x4.add(v128.load(init, 80), s5);
  const x6 = f32x4.add(v128.load(init, 96), s6), x7 = f32x4.add(v128.load(init, 112), s7);
  const x8 = f32x4.add(v128.load(init, 128), s8), x9 = f32x4.add(v128.load(init, 144), s9);
  const x10 = f32x4.add(v128.load(init, 160), s10), x11 = f32x4.add(v128.load(init, 176), s11);
  const x12 = f32x4.add(v128.load(init, 192), s12), x13 = f32x4.add(v128.load(init, 208), s13);
  const x14 = f32x4.add(v128.load(init, 224), s14), x15 = f32x4.add(v128.load(init, 240), s15);
  v128.store(out, x0, 0); v128.store(out, x1, 16); v128.store(out, x2, 32); v128.store(out, x3, 48);
  v128.store(out, x4, 64); v128.store(out, x5, 80); v128.store(out, x6, 96); v128.store(out, x7, 112);
  v128.store(out, x8, 128); v128.store(out, x9, 144); v128.store(out, x10, 160); v128.store(out, x11, 176);
  v128.store(out, x12, 192); v128.store(out, x13, 208); v128.store(out, x14, 224); v128.store(out, x15, 240);
}
