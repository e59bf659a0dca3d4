/** Reproducible randomness: a stream from a seed, and an order of ids from a key. No clock, no global state. */

/** Uniform numbers in [0, 1) from a 32-bit state (mulberry32, public domain). */
export const seededStream = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** 32-bit hash of a text: FNV-1a, then mixed (MurmurHash3), or texts that differ in the last sign alone would lie side by side. */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The ids in an order that depends on the key alone, not on the order they come in. */
export const seededOrder = (ids: ReadonlyArray<string>, key: string): ReadonlyArray<string> =>
  ids
    .map((id) => ({ id, rank: hash32(`${key} ${id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)

/** Standard normal draws (Box–Muller, which makes two at a time) from a uniform stream. */
export const normalStream = (uniform: () => number): (() => number) => {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const drawn = spare
      spare = undefined
      return drawn
    }
    const radius = Math.sqrt(-2 * Math.log(Math.max(uniform(), Number.MIN_VALUE)))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
