/**
 * Which rows cannot hold together: a smallest set found by halving. A row that is left out is left out of the instance
 * itself, so what is tested is always a whole problem; with an exact test the set found is minimal.
 */
import { type Instance, ineligible, unplaced } from "../instance/Instance.ts"
import { Row } from "./Row.ts"

/** The rows that could be to blame. C1 is what a plan is, and C3 is elastic: neither ever is. */
function blamableRows(instance: Instance): ReadonlyArray<Row> {
  const width = instance.dimensions.length
  const rows: Array<Row> = []
  for (const [h, m] of instance.lock.entries()) if (m !== unplaced) rows.push(Row.Lock({ id: "E", household: h }))
  for (const [group, { max, min }] of instance.groups.entries()) {
    if (min > 0) rows.push(Row.GroupMin({ id: "C6", group }))
    if (max < Number.POSITIVE_INFINITY) rows.push(Row.GroupMax({ id: "C6", group }))
  }
  instance.linked.forEach((_, set) => rows.push(Row.Linked({ id: "C4", set })))
  instance.separate.forEach((_, set) => rows.push(Row.Separate({ id: "C5", set })))
  for (const pair of instance.forbidden) {
    const [household, location] = [Math.floor(pair / instance.locations.length), pair % instance.locations.length]
    rows.push(Row.Forbid({ id: "E", household, location }))
  }
  const count = instance.locations.length
  for (let h = 0; h < instance.households.length; h++) {
    if (instance.score.subarray(h * count, (h + 1) * count).includes(ineligible))
      rows.push(Row.Eligible({ id: "E", household: h }))
  }
  for (let at = 0; at < instance.capacity.length; at++)
    rows.push(Row.Capacity({ id: "C2", location: Math.floor(at / width), dimension: at % width }))
  return rows
}

/** The instance with only the given blamable rows. */
export function restrictTo(instance: Instance, rows: ReadonlyArray<Row>): Instance {
  const width = instance.dimensions.length
  const everything = new Int32Array(width)
  for (let at = 0; at < instance.demand.length; at++) everything[at % width]! += instance.demand[at]!
  const lock = new Int32Array(instance.lock.length).fill(unplaced)
  const capacity = instance.capacity.map((places, at) => Math.max(places, everything[at % width]!))
  const score = instance.score.map((value) => (value === ineligible ? 0 : value))
  const bounds = instance.groups.map(() => ({ min: 0, max: Number.POSITIVE_INFINITY }))
  const forbidden = new Set<number>()
  const linked: Array<Int32Array> = []
  const separate: Array<Int32Array> = []
  for (const row of rows) {
    Row.$match(row, {
      Lock: ({ household }) => {
        lock[household] = instance.lock[household]!
      },
      GroupMin: ({ group }) => {
        bounds[group]!.min = instance.groups[group]!.min
      },
      GroupMax: ({ group }) => {
        bounds[group]!.max = instance.groups[group]!.max
      },
      Linked: ({ set }) => linked.push(instance.linked[set]!),
      Separate: ({ set }) => separate.push(instance.separate[set]!),
      Forbid: ({ household, location }) => forbidden.add(household * instance.locations.length + location),
      Eligible: ({ household }) => {
        const [from, to] = [household * instance.locations.length, (household + 1) * instance.locations.length]
        score.set(instance.score.subarray(from, to), from)
      },
      Capacity: ({ dimension, location }) => {
        capacity[location * width + dimension] = instance.capacity[location * width + dimension]!
      },
      Once: () => undefined,
      Minimum: () => undefined,
      Target: () => undefined
    })
  }
  const groups = instance.groups.map((group, g) => ({ ...group, ...bounds[g]! }))
  return { ...instance, lock, capacity, score, forbidden, linked, separate, groups }
}

/** A smallest set of `rows` that cannot hold together with `fixed`, by halving; `holds` is asked about whole sets. */
function smallest(
  fixed: ReadonlyArray<Row>,
  rows: ReadonlyArray<Row>,
  fresh: boolean,
  holds: (rows: ReadonlyArray<Row>) => boolean
): ReadonlyArray<Row> {
  if (fresh && !holds(fixed)) return []
  if (rows.length <= 1) return rows
  const [left, right] = [rows.slice(0, rows.length >> 1), rows.slice(rows.length >> 1)]
  const fromRight = smallest([...fixed, ...left], right, left.length > 0, holds)
  const fromLeft = smallest([...fixed, ...fromRight], left, fromRight.length > 0, holds)
  return [...fromLeft, ...fromRight]
}

/** Rows of the instance that cannot hold together; none of them can be spared as long as `holds` always tells the truth. */
export function conflictOf(instance: Instance, holds: (instance: Instance) => boolean): ReadonlyArray<Row> {
  return smallest([], relevantRows(instance), false, (rows) => holds(restrictTo(instance, rows)))
}

/**
 * Without a minimum for a group only locked households and those linked to them have to be placed, and only where the
 * locks point: the rows of everybody and everywhere else are left out beforehand, for there are many of them.
 */
function relevantRows(instance: Instance): ReadonlyArray<Row> {
  const rows = blamableRows(instance)
  if (instance.groups.some(({ min }) => min > 0)) return rows
  const setOf = new Map(instance.linked.flatMap((set) => [...set].map((h) => [h, set] as const)))
  const households = new Set<number>()
  const regions = new Set<number>()
  for (const [h, m] of instance.lock.entries()) {
    if (m === unplaced) continue
    regions.add(instance.region[m]!)
    for (const member of setOf.get(h) ?? [h]) households.add(member)
  }
  return rows.filter((row) => {
    if (row._tag === "Eligible" || row._tag === "Forbid") return households.has(row.household)
    return row._tag !== "Capacity" || regions.has(instance.region[row.location]!)
  })
}
