/**
 * Four numbers at a time, at one of three places. A pass over vectors works on two places A and B: Low and High, which V8
 * makes one 256-bit instruction of where they are 16 bytes apart by a constant, or, for what is left at the end of a row,
 * twice the same Single, so that one source does for both and comes to the same bits. All loads come before all stores:
 * then nothing stands in the way of pairing them, and doing one number twice does no harm.
 */

// AssemblyScript's generics take types, not numbers: the size of a class stands for one.
/** At the address. */
@unmanaged class Low {}
/** 16 bytes further. */
@unmanaged class High { a: u64; b: u64; }
/** One number at the address, the other three lanes 0. */
@unmanaged class Single { a: u8; }

/** A choice between two formulas, made before a loop begins: a branch inside keeps V8 from pairing. */
@unmanaged class Yes { a: u8; }
@unmanaged class No {}

export { High, Low, No, Single, Yes };

@inline
export function is<Choice>(): bool {
  return offsetof<Choice>() == 1;
}

@inline
export function load<Place>(address: usize): v128 {
  if (offsetof<Place>() == 1) return v128.load32_zero(address);
  return v128.load(address, offsetof<Place>());
}

@inline
export function store<Place>(address: usize, value: v128): void {
  if (offsetof<Place>() == 1) v128.store_lane<f32>(address, value, 0);
  else v128.store(address, value, offsetof<Place>());
}


/** a * b + c: fused where this build and the machine have it, else rounded twice. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b. */
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}
