/**
 * The pairs a plan may use: eligible, not forbidden, not locked elsewhere, small enough to fit the location alone, and in
 * a region that every linked household can reach. What remains is all that solvers and certificates look at.
 */
import { type Instance, ineligible, isHard, unplaced } from "./Instance.ts"

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

/** Which signature fits which location when nobody else is there: 1 at [signature·M + m]. */
export function fitsAlone(instance: Instance, samples: Int32Array): Uint8Array {
  const { capacity, demand, dimensions, locations, surcharge } = instance
  const [width, count] = [dimensions.length, locations.length]
  const fits = new Uint8Array(samples.length * count).fill(1)
  for (const [s, h] of samples.entries()) {
    for (let m = 0; m < count; m++) {
      for (let d = 0; d < width; d++)
        if (isHard(surcharge[d]!) && demand[h * width + d]! > capacity[m * width + d]!) fits[s * count + m] = 0
    }
  }
  return fits
}

/** Writes the locations of h that are eligible and fit, with its lock and its forbids, from `end` on; answers the new end. */
type OpenLocations = (h: number, into: Int32Array, end: number) => number

function openLocations(
  instance: Instance,
  { samples, signature }: Pick<Choices, "signature" | "samples">
): OpenLocations {
  const { forbidden, lock, locations, score } = instance
  const count = locations.length
  const fits = fitsAlone(instance, samples)
  const hasForbids = new Set([...forbidden].map((pair) => Math.floor(pair / count)))
  const isOpen = (row: number, alone: number, m: number): boolean =>
    score[row + m] !== ineligible && fits[alone + m] === 1
  return (h, into, end) => {
    const [row, alone, locked] = [h * count, signature[h]! * count, lock[h]!]
    let next = end
    if (locked !== unplaced) {
      if (isOpen(row, alone, locked) && !forbidden.has(row + locked)) into[next++] = locked
    } else if (hasForbids.has(h)) {
      for (let m = 0; m < count; m++) if (isOpen(row, alone, m) && !forbidden.has(row + m)) into[next++] = m
    } else {
      for (let m = 0; m < count; m++) if (isOpen(row, alone, m)) into[next++] = m
    }
    return next
  }
}

/** For each linked household, 1 for the regions that every household of its set can reach. */
function sharedRegions(instance: Instance, openOf: OpenLocations): ReadonlyMap<number, Uint8Array> {
  const open = new Int32Array(instance.locations.length)
  const shared = new Map<number, Uint8Array>()
  for (const set of instance.linked) {
    const reachedBy = new Int32Array(instance.regions.length)
    for (const [at, h] of set.entries()) {
      for (const m of open.subarray(0, openOf(h, open, 0)))
        if (reachedBy[instance.region[m]!] === at) reachedBy[instance.region[m]!]!++
    }
    const common = Uint8Array.from(reachedBy, (members) => (members === set.length ? 1 : 0))
    for (const h of set) shared.set(h, common)
  }
  return shared
}

/** Equal amounts have equal keys: a number in mixed radix where it is exact, text where it is not. */
function keysOf({ demand, dimensions, persons }: Instance): (h: number) => number | string {
  const width = dimensions.length
  const radix = new Float64Array(width)
  for (let at = 0; at < demand.length; at++) radix[at % width] = Math.max(radix[at % width]!, demand[at]! + 1)
  const size =
    radix.reduce((product, one) => product * one, 1) * persons.reduce((most, count) => Math.max(most, count + 1), 1)
  if (size > Number.MAX_SAFE_INTEGER)
    return (h) => `${persons[h]}|${demand.subarray(h * width, (h + 1) * width).join()}`
  return (h) => {
    let key = persons[h]!
    for (let d = 0; d < width; d++) key = key * radix[d]! + demand[h * width + d]!
    return key
  }
}

export function signaturesOf(instance: Instance): Pick<Choices, "signature" | "samples"> {
  const keyOf = keysOf(instance)
  const known = new Map<number | string, number>()
  const samples: Array<number> = []
  const signature = new Int32Array(instance.households.length)
  for (let h = 0; h < signature.length; h++) {
    const key = keyOf(h)
    const found = known.get(key) ?? samples.push(h) - 1
    known.set(key, found)
    signature[h] = found
  }
  return { signature, samples: Int32Array.from(samples) }
}

export function choicesOf(instance: Instance): Choices {
  const signatures = signaturesOf(instance)
  const openOf = openLocations(instance, signatures)
  const shared = sharedRegions(instance, openOf)
  const count = instance.households.length
  const start = new Int32Array(count + 1)
  const buffer = new ArrayBuffer(4 * count * instance.locations.length)
  const location = new Int32Array(buffer)
  let end = 0
  for (let h = 0; h < count; h++) {
    const regions = shared.get(h)
    const from = end
    end = openOf(h, location, from)
    if (regions !== undefined) end = keepRegions(instance, location, from, end, regions)
    start[h + 1] = end
  }
  // Shrinks in place: a copy of the largest list there is would be needed only for a moment.
  return { instance, start, location: new Int32Array(buffer.transfer(4 * end)), ...signatures }
}

/** Drops locations outside the regions, in place; answers the new end. */
function keepRegions(instance: Instance, location: Int32Array, from: number, to: number, regions: Uint8Array): number {
  let end = from
  for (let at = from; at < to; at++) if (regions[instance.region[location[at]!]!] === 1) location[end++] = location[at]!
  return end
}

/** The choice that places h in m, or -1. */
export function choiceOf(choices: Pick<Choices, "location" | "start">, h: number, m: number): number {
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
