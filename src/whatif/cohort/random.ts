/** Reproducible chance: independent named streams of one seed, so that a change in one part leaves the others as they were. */

export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Whole number from 0 to `count` − 1. */
  readonly below: (count: number) => number
  /** Whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number
  readonly pick: <A>(items: readonly [A, ...Array<A>]) => A
  /** A new array in random order. */
  readonly shuffle: <A>(items: ReadonlyArray<A>) => Array<A>
}

/** FNV-1a over the name, mixed with the seed. */
const startOf = (seed: number, name: string): number => {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** A Weyl sequence with a 32-bit mixing step (the SplitMix construction). */
export const randomStream = (seed: number, name: string): Random => {
  let state = startOf(seed, name)
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(next() * count)
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => items[below(items.length)] ?? items[0],
    shuffle: (items) => {
      const mixed = [...items]
      for (let i = mixed.length - 1; i > 0; i--) {
        const j = below(i + 1)
        const held = mixed[i] as (typeof mixed)[number]
        mixed[i] = mixed[j] as (typeof mixed)[number]
        mixed[j] = held
      }
      return mixed
    }
  }
}
