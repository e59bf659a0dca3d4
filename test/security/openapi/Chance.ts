/** Chance that can be had again: the same seed makes the same choices. */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** From 0 up to 1 (mulberry32). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** From 0 up to `bound`, without it. */
  below(bound: number): number {
    return Math.floor(this.#next() * bound)
  }

  /** True in so many of a hundred. */
  percent(share: number): boolean {
    return this.#next() * 100 < share
  }

  pick<A>(choices: ReadonlyArray<A>): A {
    return choices[this.below(choices.length)]!
  }
}
