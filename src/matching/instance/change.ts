/**
 * What happens after a plan was made, as changes to its instance: a household locked, a pair forbidden (a declined request is
 * one), places gained or lost, a municipality closed, a household that comes late, placements that are announced. The score
 * matrix is shared with the instance changed, except when a household is added.
 */
import { Data, Result } from "effect"
import { type Assignment, type Instance, ineligible, unplaced } from "./Instance.ts"

export type Change = Data.TaggedEnum<{
  Lock: { readonly household: string; readonly location: string }
  Forbid: { readonly household: string; readonly location: string }
  /** More or fewer places in a dimension; never below 0. */
  Capacity: { readonly location: string; readonly dimension: string; readonly by: number }
  /** Nobody is placed there, and nobody has to be. */
  Close: { readonly location: string }
  Late: { readonly household: LateHousehold }
}>
export const Change = Data.taggedEnum<Change>()

export interface LateHousehold {
  readonly id: string
  readonly persons: number
  readonly demand: ReadonlyArray<number>
  /** Whole units of 1/scale by location id; a location left out is not eligible. */
  readonly score: Readonly<Record<string, number>>
  /** Weight of placing it on each level, in whole units of the level; persons × the level's scale where absent. */
  readonly weights?: ReadonlyArray<number>
}

export class ChangeInvalid extends Data.TaggedError("ChangeInvalid")<{ readonly problem: string }> {
  override get message(): string {
    return this.problem
  }
}

/** Index of an id in a sorted list, or -1. */
function indexIn(ids: ReadonlyArray<string>, id: string): number {
  let [low, high] = [0, ids.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    if (ids[middle] === id) return middle
    if (ids[middle]! < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function find(kind: "household" | "location" | "dimension", ids: ReadonlyArray<string>, id: string): number {
  const at = kind === "dimension" ? ids.indexOf(id) : indexIn(ids, id)
  if (at < 0) throw new ChangeInvalid({ problem: `"${id}" is not the id of any ${kind}. Use one from the instance.` })
  return at
}

function withPlaces(instance: Instance, m: number, places: (d: number, now: number) => number): Instance {
  const { dimensions } = instance
  const [capacity, minimum] = [instance.capacity.slice(), instance.minimum.slice()]
  for (let d = 0; d < dimensions.length; d++) {
    const at = m * dimensions.length + d
    capacity[at] = Math.max(0, places(d, capacity[at]!))
    minimum[at] = Math.min(minimum[at]!, capacity[at]!)
  }
  return { ...instance, capacity, minimum }
}

/** A copy with one more entry at `at`. */
function inserted<A extends Int32Array | Float64Array>(values: A, at: number, entries: ArrayLike<number>): A {
  const longer = new (values.constructor as new (length: number) => A)(values.length + entries.length)
  longer.set(values.subarray(0, at))
  longer.set(entries, at)
  longer.set(values.subarray(at), at + entries.length)
  return longer
}

function withHousehold(instance: Instance, late: LateHousehold): Instance {
  const { dimensions, households, levels, locations, prices } = instance
  const [width, count] = [dimensions.length, locations.length]
  if (indexIn(households, late.id) >= 0)
    throw new ChangeInvalid({ problem: `Household "${late.id}" is in the instance already. Give it an id of its own.` })
  const wrong = [late.persons, ...late.demand].some((amount) => !Number.isInteger(amount) || amount < 0)
  if (wrong || late.persons < 1 || late.demand.length !== width)
    throw new ChangeInvalid({
      problem: `Household "${late.id}" needs 1 or more persons and a whole number for each of ${width} dimensions.`
    })
  const row = new Float64Array(count).fill(ineligible)
  for (const [id, value] of Object.entries(late.score)) {
    if (!Number.isSafeInteger(value))
      throw new ChangeInvalid({ problem: `The score of "${late.id}" in "${id}" is not a whole number of units.` })
    row[find("location", locations, id)] = value
  }
  const before = households.findIndex((id) => id > late.id)
  const at = before < 0 ? households.length : before
  const score = new Float64Array(new SharedArrayBuffer(8 * (instance.score.length + count)))
  score.set(instance.score.subarray(0, at * count))
  score.set(row, at * count)
  score.set(instance.score.subarray(at * count), (at + 1) * count)
  const shifted = (h: number): number => (h >= at ? h + 1 : h)
  return {
    ...instance,
    households: households.toSpliced(at, 0, late.id),
    persons: inserted(instance.persons, at, [late.persons]),
    demand: inserted(instance.demand, at * width, late.demand),
    score,
    levels: levels.map((level, l) => ({
      ...level,
      weight: inserted(level.weight, at, [late.weights?.[l] ?? late.persons * level.scale])
    })),
    prices: prices && {
      ...prices,
      unplaced: inserted(prices.unplaced, at, [late.persons * prices.unplacedPerPerson])
    },
    linked: instance.linked.map((set) => set.map(shifted)),
    separate: instance.separate.map((set) => set.map(shifted)),
    announced: inserted(instance.announced, at, [unplaced]),
    lock: inserted(instance.lock, at, [unplaced]),
    forbidden: new Set(
      [...instance.forbidden].map((pair) => shifted(Math.floor(pair / count)) * count + (pair % count))
    )
  }
}

function changed(instance: Instance, change: Change): Instance {
  const { dimensions, households, locations } = instance
  return Change.$match(change, {
    Lock: ({ household, location }) => {
      const lock = instance.lock.slice()
      lock[find("household", households, household)] = find("location", locations, location)
      return { ...instance, lock }
    },
    Forbid: ({ household, location }) => {
      const pair = find("household", households, household) * locations.length + find("location", locations, location)
      return { ...instance, forbidden: new Set([...instance.forbidden, pair].sort((a, b) => a - b)) }
    },
    Capacity: ({ by, dimension, location }) => {
      const changing = find("dimension", dimensions, dimension)
      return withPlaces(instance, find("location", locations, location), (d, now) => (d === changing ? now + by : now))
    },
    Close: ({ location }) => withPlaces(instance, find("location", locations, location), () => 0),
    Late: ({ household }) => withHousehold(instance, household)
  })
}

/** The instance after the changes, in order, or why one of them makes no sense. */
export function applyChanges(
  instance: Instance,
  changes: ReadonlyArray<Change>
): Result.Result<Instance, ChangeInvalid> {
  return Result.try({
    try: () => changes.reduce(changed, instance),
    catch: (error) => {
      if (error instanceof ChangeInvalid) return error
      throw error
    }
  })
}

/** The placements of a plan as announced ones: ending elsewhere costs `movePrice`, in units of 1/scale, and is never forbidden. */
export function announce(instance: Instance, plan: Assignment, movePrice: number): Instance {
  return { ...instance, announced: plan.slice(), movePrice }
}
