/**
 * Turns plain data in any order into the frozen instance: checks every number and id, sorts by id, indexes. It decides
 * what is well formed; where the data came from (a file, a round, a test) it does not ask.
 */
import { Result } from "effect"
import { type Group, type Instance, ineligible, type Level } from "./Instance.ts"
import { InstanceInvalid } from "./InstanceInvalid.ts"

export interface InstanceSpec {
  readonly name: string
  readonly dimensions: ReadonlyArray<string>
  readonly locations: ReadonlyArray<{
    readonly id: string
    readonly capacity: ReadonlyArray<number>
    readonly minimum?: ReadonlyArray<number>
    readonly region?: string
  }>
  readonly households: ReadonlyArray<{
    readonly id: string
    readonly persons: number
    readonly demand: ReadonlyArray<number>
  }>
  /** Whole numbers in units of 1/`scale`, row by row in the order given here; `ineligible` where a pair is not open. */
  readonly score: Float64Array
  readonly scale: number
  /** Levels of placing first, in order, with one weight per household in the order given here. */
  readonly levels: ReadonlyArray<Level>
  /** In units of 1/`scale`, per person unplaced and per place below a minimum. */
  readonly prices?: { readonly unplacedPerPerson: number; readonly shortfallPerPlace: number }
  /** By dimension, in units of 1/`scale` for each place above the capacity; dimensions left out are hard. */
  readonly surcharges?: Readonly<Record<string, number>>
  readonly linked?: ReadonlyArray<ReadonlyArray<string>>
  readonly separate?: ReadonlyArray<ReadonlyArray<string>>
  readonly groups?: ReadonlyArray<{
    readonly locations: ReadonlyArray<string>
    readonly min?: number
    readonly max?: number
  }>
  readonly announced?: Readonly<Record<string, string>>
  /** In units of 1/`scale`. */
  readonly movePrice?: number
  readonly locks?: Readonly<Record<string, string>>
  readonly forbids?: Readonly<Record<string, ReadonlyArray<string>>>
}

function surchargeOf({ dimensions, surcharges = {} }: InstanceSpec): Float64Array {
  for (const [name, price] of Object.entries(surcharges)) {
    const field = `/surcharges/${name}`
    if (!dimensions.includes(name))
      throw invalid(field, `"${name}" is not one of the dimensions.`, "Use a name from the list of dimensions.")
    wholePrice(price, field)
  }
  return Float64Array.from(dimensions, (name) => surcharges[name] ?? Number.POSITIVE_INFINITY)
}

/** Sums up to here are exact. */
const exact = Number.MAX_SAFE_INTEGER
const largestCount = 2 ** 31 - 1

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function invalid(field: string, problem: string, advice: string): InstanceInvalid {
  return new InstanceInvalid({ field, problem, advice })
}

/** Positions of the ids in sorted order, and where each id ends up. */
interface Order {
  readonly sorted: ReadonlyArray<number>
  readonly index: ReadonlyMap<string, number>
}

function orderOf(kind: "household" | "location", ids: ReadonlyArray<string>): Order {
  const plural = `${kind}s`
  const first = new Map<string, number>()
  for (const [position, id] of ids.entries()) {
    if (id === "") throw invalid(`/${plural}/${position}/id`, `A ${kind} has an empty id.`, "Give it an id.")
    const earlier = first.get(id)
    if (earlier !== undefined) {
      const problem = `The ${kind} id "${id}" is used twice, at positions ${earlier} and ${position}.`
      throw invalid(`/${plural}/${position}/id`, problem, "Give each one an id of its own.")
    }
    first.set(id, position)
  }
  const sorted = ids.map((_, position) => position).sort((a, b) => byId(ids[a]!, ids[b]!))
  return { sorted, index: new Map(sorted.map((position, index) => [ids[position]!, index])) }
}

function find(order: Order, kind: string, id: string, field: string): number {
  const index = order.index.get(id)
  if (index === undefined) {
    throw invalid(field, `"${id}" is not the id of any ${kind}.`, `Use an id from the list of ${kind}s, or remove it.`)
  }
  return index
}

/** One whole number per dimension, none negative. */
function amounts(
  values: ReadonlyArray<number>,
  dimensions: ReadonlyArray<string>,
  owner: string,
  what: string,
  field: string
): ReadonlyArray<number> {
  if (values.length !== dimensions.length) {
    const problem = `The ${what} of ${owner} has ${values.length} numbers, but there are ${dimensions.length} dimensions.`
    throw invalid(field, problem, "Give one number for each dimension.")
  }
  for (const [d, value] of values.entries()) {
    if (!Number.isInteger(value) || value < 0 || value > largestCount) {
      const problem = `The ${what} of ${owner} in ${dimensions[d]} is ${value}.`
      throw invalid(`${field}/${d}`, problem, "It must be a whole number, 0 or more.")
    }
  }
  return values
}

function wholePrice(value: number, field: string): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw invalid(field, `The price is ${value}.`, "A price must be 0 or more, and finite.")
}

/** Disjoint sets in ascending order; sets that share a household become one, since sharing a region is transitive. */
function merged(sets: ReadonlyArray<Int32Array>, households: number): ReadonlyArray<Int32Array> {
  const parent = Int32Array.from({ length: households }, (_, index) => index)
  const root = (household: number): number => {
    let at = household
    while (parent[at] !== at) at = parent[at]!
    return at
  }
  for (const set of sets)
    for (const member of set) parent[Math.max(root(set[0]!), root(member))] = Math.min(root(set[0]!), root(member))
  const members = new Map<number, Array<number>>()
  for (const household of [...new Set(sets.flatMap((set) => [...set]))].sort((a, b) => a - b)) {
    const at = root(household)
    members.set(at, [...(members.get(at) ?? []), household])
  }
  return [...members.values()].filter((set) => set.length > 1).map((set) => Int32Array.from(set))
}

const compareSets = (a: Int32Array, b: Int32Array): number => {
  for (let index = 0; index < Math.min(a.length, b.length); index++)
    if (a[index] !== b[index]) return a[index]! - b[index]!
  return a.length - b.length
}

function householdSets(
  sets: ReadonlyArray<ReadonlyArray<string>> | undefined,
  households: Order,
  field: string
): ReadonlyArray<Int32Array> {
  return (sets ?? []).map((set, position) => {
    const members = set.map((id, at) => find(households, "household", id, `${field}/${position}/${at}`))
    return Int32Array.from([...new Set(members)].sort((a, b) => a - b))
  })
}

function groupsOf(spec: InstanceSpec, locations: Order): ReadonlyArray<Group> {
  const groups = (spec.groups ?? []).map((group, position): Group => {
    const field = `/groups/${position}`
    const { max = Number.POSITIVE_INFINITY, min = 0 } = group
    for (const [name, value] of [
      ["min", min],
      ["max", max]
    ] as const) {
      if (value < 0 || !(Number.isInteger(value) || value === Number.POSITIVE_INFINITY)) {
        throw invalid(
          `${field}/${name}`,
          `The ${name} is ${value}.`,
          "It must be a whole number of persons, 0 or more."
        )
      }
    }
    if (min > max) throw invalid(field, `The min ${min} is above the max ${max}.`, "Lower the min or raise the max.")
    const members = group.locations.map((id, at) => find(locations, "location", id, `${field}/locations/${at}`))
    return { locations: Int32Array.from([...new Set(members)].sort((a, b) => a - b)), min, max }
  })
  return groups.sort((a, b) => compareSets(a.locations, b.locations) || a.min - b.min || a.max - b.max)
}

/** One location per household named, -1 elsewhere. */
function placesOf(
  entries: Readonly<Record<string, string>> | undefined,
  households: Order,
  locations: Order,
  field: string
): Int32Array {
  const places = new Int32Array(households.sorted.length).fill(-1)
  for (const [household, location] of Object.entries(entries ?? {})) {
    const at = find(households, "household", household, `${field}/${household}`)
    places[at] = find(locations, "location", location, `${field}/${household}`)
  }
  return places
}

function forbiddenOf(spec: InstanceSpec, households: Order, locations: Order): ReadonlySet<number> {
  const pairs = Object.entries(spec.forbids ?? {}).flatMap(([household, ids]) => {
    const h = find(households, "household", household, `/forbids/${household}`)
    return ids.map((id) => h * locations.sorted.length + find(locations, "location", id, `/forbids/${household}`))
  })
  return new Set(pairs.sort((a, b) => a - b))
}

const isSorted = ({ sorted }: Order): boolean => sorted.every((position, index) => position === index)

/** Rows and columns in the order of ids, in shared memory: a worker thread reads it without a copy. */
function inOrder(score: Float64Array, households: Order, locations: Order): Float64Array<SharedArrayBuffer> {
  const width = locations.sorted.length
  const ordered = new Float64Array(new SharedArrayBuffer(8 * score.length))
  for (let h = 0; h < households.sorted.length; h++) {
    const from = households.sorted[h]! * width
    for (let m = 0; m < width; m++) ordered[h * width + m] = score[from + locations.sorted[m]!]!
  }
  return ordered
}

const isShared = (score: Float64Array): score is Float64Array<SharedArrayBuffer> =>
  score.buffer instanceof SharedArrayBuffer

/** Shared scores that already stand in the order of ids are taken as they are: whoever defines an instance gives them away. */
function scoreOf(spec: InstanceSpec, households: Order, locations: Order): Float64Array<SharedArrayBuffer> {
  const width = spec.locations.length
  if (spec.score.length !== spec.households.length * width) {
    const expected = `${spec.households.length} × ${width}`
    throw invalid(
      "/score",
      `There are ${spec.score.length} scores, not ${expected}.`,
      "Give one for each household and location."
    )
  }
  for (let at = 0; at < spec.score.length; at++) {
    const value = spec.score[at]!
    if (value === ineligible || Number.isSafeInteger(value)) continue
    throw invalid(
      `/score/${Math.floor(at / width)}/${at % width}`,
      `The score ${value} is not a whole number of 1/${spec.scale}.`,
      "Scale and round it first."
    )
  }
  const { score } = spec
  return isShared(score) && isSorted(households) && isSorted(locations) ? score : inOrder(score, households, locations)
}

function levelOf(level: Level, households: Order): Level {
  const weight = Float64Array.from(households.sorted, (position) => level.weight[position] ?? Number.NaN)
  for (const [h, value] of weight.entries()) {
    if (!Number.isSafeInteger(value) || value < 0) {
      const field = `/households/${households.sorted[h]}/priority`
      throw invalid(field, `The weight of placing the household is ${value}.`, "It must be 0 or more, and finite.")
    }
  }
  return { name: level.name, weight, scale: level.scale }
}

/** Σ over households of the largest amount each can contribute must stay exact, or totals would depend on order. */
function checkMagnitude(instance: Instance): void {
  let total = 0
  const width = instance.locations.length
  for (let h = 0; h < instance.households.length; h++) {
    let largest = instance.prices?.unplaced[h] ?? 0
    for (let m = 0; m < width; m++) {
      const value = instance.score[h * width + m]!
      if (value !== ineligible) largest = Math.max(largest, Math.abs(value))
    }
    total += largest + instance.movePrice
  }
  if (instance.prices !== undefined)
    total += instance.prices.shortfall * instance.minimum.reduce((sum, value) => sum + value, 0)
  for (const [at, amount] of instance.demand.entries()) {
    const price = instance.surcharge[at % instance.surcharge.length]!
    if (amount > 0 && price < Number.POSITIVE_INFINITY) total += price * amount
  }
  if (total > exact) {
    throw invalid(
      "/score",
      `The scores and prices add up to more than can be counted exactly at scale ${instance.scale}.`,
      "Use fewer decimals or smaller numbers."
    )
  }
  for (const level of instance.levels) {
    if (level.weight.reduce((sum, value) => sum + value, 0) > exact) {
      throw invalid(
        "/households",
        "The priorities add up to more than can be counted exactly.",
        "Use smaller numbers or fewer decimals."
      )
    }
  }
}

function define(spec: InstanceSpec): Instance {
  if (spec.dimensions.length === 0)
    throw invalid("/dimensions", "There are no dimensions.", "Name at least one, such as persons.")
  const twice = spec.dimensions.find((name, position) => spec.dimensions.indexOf(name) !== position)
  if (twice !== undefined)
    throw invalid("/dimensions", `The dimension "${twice}" is named twice.`, "Name each dimension once.")
  const locations = orderOf(
    "location",
    spec.locations.map(({ id }) => id)
  )
  const households = orderOf(
    "household",
    spec.households.map(({ id }) => id)
  )
  const width = spec.dimensions.length
  const capacity = new Int32Array(locations.sorted.length * width)
  const minimum = new Int32Array(capacity.length)
  const regions = new Map<string, number>()
  const region = new Int32Array(locations.sorted.length)
  for (const [m, position] of locations.sorted.entries()) {
    const location = spec.locations[position]!
    const field = `/locations/${position}`
    capacity.set(
      amounts(location.capacity, spec.dimensions, `location ${location.id}`, "capacity", `${field}/capacity`),
      m * width
    )
    minimum.set(
      amounts(
        location.minimum ?? spec.dimensions.map(() => 0),
        spec.dimensions,
        `location ${location.id}`,
        "minimum",
        `${field}/minimum`
      ),
      m * width
    )
    for (const [d, name] of spec.dimensions.entries()) {
      const [least, most] = [minimum[m * width + d]!, capacity[m * width + d]!]
      if (least > most) {
        const problem = `Location ${location.id} has minimum ${least} above capacity ${most} in ${name}.`
        throw invalid(`${field}/minimum/${d}`, problem, "Lower the minimum or raise the capacity.")
      }
    }
    const name = location.region === undefined ? `location ${location.id}` : `region ${location.region}`
    region[m] = regions.get(name) ?? regions.set(name, regions.size).size - 1
  }
  const persons = new Int32Array(households.sorted.length)
  const demand = new Int32Array(households.sorted.length * width)
  for (const [h, position] of households.sorted.entries()) {
    const household = spec.households[position]!
    const field = `/households/${position}`
    if (!Number.isInteger(household.persons) || household.persons < 1 || household.persons > largestCount) {
      const problem = `Household ${household.id} has ${household.persons} persons.`
      throw invalid(`${field}/persons`, problem, "It must be a whole number, 1 or more.")
    }
    persons[h] = household.persons
    demand.set(
      amounts(household.demand, spec.dimensions, `household ${household.id}`, "demand", `${field}/demand`),
      h * width
    )
  }
  const unplacedPerPerson = wholePrice(spec.prices?.unplacedPerPerson ?? 0, "/prices/unplacedPerPerson")
  const instance: Instance = {
    name: spec.name,
    dimensions: spec.dimensions,
    locations: locations.sorted.map((position) => spec.locations[position]!.id),
    households: households.sorted.map((position) => spec.households[position]!.id),
    persons,
    demand,
    capacity,
    minimum,
    surcharge: surchargeOf(spec),
    score: scoreOf(spec, households, locations),
    scale: spec.scale,
    levels: spec.levels.map((level) => levelOf(level, households)),
    prices:
      spec.prices === undefined
        ? undefined
        : {
            unplaced: Float64Array.from(persons, (count) => count * unplacedPerPerson),
            unplacedPerPerson,
            shortfall: wholePrice(spec.prices.shortfallPerPlace, "/prices/shortfallPerPlace")
          },
    region,
    regions: [...regions.keys()],
    linked: merged(householdSets(spec.linked, households, "/linked"), persons.length),
    separate: householdSets(spec.separate, households, "/separate")
      .filter((set) => set.length > 1)
      .sort(compareSets),
    groups: groupsOf(spec, locations),
    announced: placesOf(spec.announced, households, locations, "/announced"),
    movePrice: wholePrice(spec.movePrice ?? 0, "/movePrice"),
    lock: placesOf(spec.locks, households, locations, "/locks"),
    forbidden: forbiddenOf(spec, households, locations)
  }
  checkMagnitude(instance)
  return Object.freeze(instance)
}

/** The instance, or the first thing found wrong with it. */
export function defineInstance(spec: InstanceSpec): Result.Result<Instance, InstanceInvalid> {
  try {
    return Result.succeed(define(spec))
  } catch (error) {
    if (error instanceof InstanceInvalid) return Result.fail(error)
    throw error
  }
}
