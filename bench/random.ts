/** Seeded random numbers for generated instances: the same seed gives the same instance on every machine. */

export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Uniform in [0, 1): a 32-bit counter, mixed. */
  uniform(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }

  below(count: number): number {
    return Math.floor(this.uniform() * count)
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Index drawn with the given probabilities. */
  pick(probabilities: ReadonlyArray<number>): number {
    let rest = this.uniform()
    return Math.max(
      0,
      probabilities.findIndex((probability) => {
        rest -= probability
        return rest < 0
      })
    )
  }

  /** Positive shares that sum to 1, log-normal with the given spread; `lean` multiplies one of them. */
  shares(count: number, spread: number, lean?: { readonly at: number; readonly by: number }): Float64Array {
    const raw = Float64Array.from(
      { length: count },
      (_, at) => Math.exp(spread * this.normal()) * (at === lean?.at ? lean.by : 1)
    )
    const sum = raw.reduce((total, share) => total + share, 0)
    return raw.map((share) => share / sum)
  }
}
