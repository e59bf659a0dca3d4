/**
 * The pairs a plan may use: eligible, not forbidden, not locked elsewhere, small enough to fit the location alone, and in
 * a region that every linked household can reach. What remains is all that solvers and certificates look at.
 */
import { type Instance, ineligible, unplaced } from "./Instance.ts"

export interface Choices {
  readonly instance: Instance
  /** The choices of household h are those from start[h] up to start[h + 1]. */
  readonly start: Int32Array
  /** Location of each choice, ascending within a household. */
  readonly location: Int32Array
  /** Households with the same persons and demand have the same signature; prices are added up once for each. */
  readonly signature: Int32Array
  /** One household of each signature. */
  readonly samples: Int32Array
}

/** The demand of h fits the capacity of m when nobody else is there. */
function fitsAlone(instance: Instance, h: number, m: number): boolean {
  const width = instance.dimensions.length
  for (let d = 0; d < width; d++) {
    if (instance.demand[h * width + d]! > instance.capacity[m * width + d]!) return false
  }
  return true
}

/** The pair is eligible and no lock or forbid rules it out. */
function isEligible(instance: Instance, h: number, m: number): boolean {
  const pair = h * instance.locations.length + m
  if (instance.score[pair] === ineligible || instance.forbidden.has(pair)) return false
  return instance.lock[h] === unplaced || instance.lock[h] === m
}

/** Regions that every household of a linked set can reach, by household of the set. */
function sharedRegions(
  instance: Instance,
  open: ReadonlyArray<ReadonlyArray<number>>
): ReadonlyMap<number, ReadonlySet<number>> {
  const shared = new Map<number, ReadonlySet<number>>()
  for (const set of instance.linked) {
    const reach = [...set].map((h) => new Set(open[h]!.map((m) => instance.region[m]!)))
    const common = reach.reduce((left, right) => left.intersection(right))
    for (const h of set) shared.set(h, common)
  }
  return shared
}

function signaturesOf(instance: Instance): Pick<Choices, "signature" | "samples"> {
  const width = instance.dimensions.length
  const known = new Map<string, number>()
  const samples: Array<number> = []
  const signature = instance.persons.map((count, h) => {
    const key = `${count}|${instance.demand.subarray(h * width, (h + 1) * width).join()}`
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, samples.length)
    return samples.push(h) - 1
  })
  return { signature, samples: Int32Array.from(samples) }
}

export function choicesOf(instance: Instance): Choices {
  const open = instance.households.map((_, h) => {
    const locations: Array<number> = []
    for (let m = 0; m < instance.locations.length; m++) {
      if (isEligible(instance, h, m) && fitsAlone(instance, h, m)) locations.push(m)
    }
    return locations
  })
  const shared = sharedRegions(instance, open)
  const start = new Int32Array(open.length + 1)
  const kept = open.map((locations, h) => {
    const regions = shared.get(h)
    return regions === undefined ? locations : locations.filter((m) => regions.has(instance.region[m]!))
  })
  for (const [h, locations] of kept.entries()) start[h + 1] = start[h]! + locations.length
  const location = new Int32Array(start[open.length]!)
  for (const [h, locations] of kept.entries()) location.set(locations, start[h])
  return { instance, start, location, ...signaturesOf(instance) }
}

/** The choice that places h in m, or -1. */
export function choiceOf(choices: Choices, h: number, m: number): number {
  let low = choices.start[h]!
  let high = choices.start[h + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = choices.location[middle]!
    if (found === m) return middle
    if (found < m) low = middle + 1
    else high = middle - 1
  }
  return -1
}
