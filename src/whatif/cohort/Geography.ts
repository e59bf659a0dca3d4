/** Where people live and what they know of Norway: draws of municipalities in proportion to published numbers. */
import type { Municipality } from "../../domain/Municipality.ts"
import type { Random } from "./random.ts"

export interface Geography {
  /** A municipality with reception centres, by persons in them. */
  readonly centre: (random: Random) => Municipality
  /** Any municipality, by inhabitants: relatives, friends and wishes follow people. */
  readonly town: (random: Random) => Municipality
  readonly municipalities: ReadonlyArray<Municipality>
}

const drawer = (municipalities: ReadonlyArray<Municipality>, weightOf: (one: Municipality) => number) => {
  const reach: Array<number> = []
  let sum = 0
  for (const one of municipalities) {
    sum += weightOf(one)
    reach.push(sum)
  }
  if (sum === 0)
    throw new Error("No municipality has the figure to draw by; complete the facts of the municipality file.")
  return (random: Random): Municipality => {
    const aim = random.next() * sum
    let [low, high] = [0, reach.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((reach[middle] ?? 0) > aim) high = middle
      else low = middle + 1
    }
    return municipalities[low] as Municipality
  }
}

/** Municipalities in order of code, so that no draw depends on the order of a file. */
export const geographyOf = (municipalities: ReadonlyArray<Municipality>): Geography => {
  const ordered = [...municipalities].sort((a, b) => (a.code < b.code ? -1 : 1))
  return {
    centre: drawer(ordered, (one) => one.facts["reception-centre-persons"]?.value ?? 0),
    town: drawer(ordered, (one) => one.facts.population?.value ?? 0),
    municipalities: ordered
  }
}
