/** Ages still to be given out, by sex. Taking an age removes it, so that the margins hold whoever is asked first. */

export type Sex = "female" | "male"
const oldest = 90

export class AgePool {
  readonly #counts: Record<Sex, Array<number>> = { female: [], male: [] }

  add(sex: Sex, ages: ReadonlyArray<number>): void {
    for (const age of ages) this.#counts[sex][age] = this.#at(sex, age) + 1
  }

  #at(sex: Sex, age: number): number {
    return this.#counts[sex][age] ?? 0
  }

  left(sex: Sex): number {
    return this.#counts[sex].reduce((all, count) => all + (count ?? 0), 0)
  }

  /** The age nearest to the wished one, from `low` to `high`; undefined when there is none. */
  take(sex: Sex, wished: number, low: number, high: number): number | undefined {
    for (let distance = 0; distance <= oldest; distance++) {
      for (const age of distance === 0 ? [wished] : [wished + distance, wished - distance]) {
        if (age < low || age > high || this.#at(sex, age) === 0) continue
        this.#counts[sex][age] = this.#at(sex, age) - 1
        return age
      }
    }
    return undefined
  }

  /** As `take`, but never without an answer: with none in the range, someone else's age is given up for a fitting one. */
  fit(sex: Sex, wished: number, low: number, high: number): { readonly sex: Sex; readonly age: number } {
    const age = this.take(sex, wished, low, high)
    if (age !== undefined) return { sex, age }
    const other = sex === "female" ? "male" : "female"
    const giver = this.take(sex, wished, 0, oldest) === undefined ? other : sex
    if (giver === other) this.take(other, wished, 0, oldest)
    return { sex: giver, age: Math.min(high, Math.max(low, wished)) }
  }

  /** Everybody left, in order of sex and age. */
  drain(): ReadonlyArray<{ readonly sex: Sex; readonly age: number }> {
    const all = (["female", "male"] as const).flatMap((sex) =>
      this.#counts[sex].flatMap((count, age) => Array.from({ length: count ?? 0 }, () => ({ sex, age })))
    )
    this.#counts.female.length = 0
    this.#counts.male.length = 0
    return all
  }
}
