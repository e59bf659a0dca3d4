/**
 * Small instances for the solver tests: hand-made ones, random ones, and an oracle that tries every plan. The oracle works
 * on the document itself and shares no code with the product.
 */

import { Effect } from "effect"
import fc from "fast-check"
import { decodeInstance } from "../../src/matching/instance/decodeInstance.ts"
import type { Instance } from "../../src/matching/instance/Instance.ts"
import type { InstanceDocument } from "../../src/matching/instance/InstanceDocument.ts"
import type { Rule } from "../../src/matching/instance/objectives.ts"

export type { InstanceDocument }

export const read = (document: InstanceDocument): Instance => Effect.runSync(decodeInstance(JSON.stringify(document)))

/** A document from the parts that matter: capacity per location, persons per household, scores. */
export function world(
  capacities: ReadonlyArray<number>,
  persons: ReadonlyArray<number>,
  score: ReadonlyArray<ReadonlyArray<number | null>>,
  rest: Partial<InstanceDocument> = {}
): InstanceDocument {
  return {
    format: "treff-instance/1",
    name: "world",
    dimensions: ["persons"],
    locations: capacities.map((capacity, m) => ({ id: place(m), capacity: [capacity] })),
    households: persons.map((count, h) => ({ id: family(h), persons: count, demand: [count] })),
    score,
    ...rest
  }
}

export const family = (h: number): string => `F${h + 1}`
export const place = (m: number): string => String.fromCharCode(65 + m)

/** Seeded numbers in [0, 1), for tests that want one fixed large instance. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

/** What the oracle finds: the best placing and score (in thousandths) of any plan, or undefined when no plan is allowed. */
export interface Best {
  readonly placed: number
  readonly score: number
}

const thousandths = (value: number): number => Math.round(value * 1000)

/** Tries every plan, households in order. */
export function tryAll(document: InstanceDocument, rule: Rule): Best | undefined {
  const {
    announced = {},
    forbids = {},
    groups = [],
    households,
    linked = [],
    locations,
    locks = {},
    movePrice = 0,
    prices,
    separate = [],
    surcharges = {}
  } = document
  const left = locations.map(({ capacity }) => [...capacity])
  const plan: Array<number> = []
  let best: Best | undefined

  const regionOf = (m: number): string =>
    locations[m]?.region === undefined ? `only ${m}` : `region ${locations[m].region}`
  const regionOfId = (id: string): string | undefined => {
    const m = plan[households.findIndex((household) => household.id === id)] ?? -1
    return m < 0 ? undefined : regionOf(m)
  }
  const open = (h: number, m: number): boolean => {
    const id = households[h]?.id ?? ""
    const forbidden = [forbids[id] ?? []].flat()
    if (document.score[h]?.[m] == null || forbidden.includes(locations[m]?.id ?? "")) return false
    return (
      (locks[id] ?? locations[m]?.id) === locations[m]?.id &&
      households[h]!.demand.every(
        (places, d) => places <= left[m]![d]! || surcharges[document.dimensions[d]!] !== undefined
      )
    )
  }
  const allowed = (): boolean =>
    linked.every((set) => new Set(set.map(regionOfId)).size <= 1) &&
    separate.every((set) => {
      const regions = [...new Set(set)].map(regionOfId).filter((region) => region !== undefined)
      return new Set(regions).size === regions.length
    }) &&
    groups.every(({ locations: ids, max = Infinity, min = 0 }) => {
      const persons = households.reduce(
        (sum, household, h) => sum + (ids.includes(locations[plan[h]!]?.id ?? "") ? household.persons : 0),
        0
      )
      return persons >= min && persons <= max
    }) &&
    households.every(({ id }, h) => locks[id] === undefined || locations[plan[h]!]?.id === locks[id])
  const valueOf = (): Best => {
    let [placed, score] = [0, 0]
    for (const [h, { id, persons, priority = 1 }] of households.entries()) {
      const m = plan[h]!
      if (m >= 0) placed += thousandths(priority) * persons
      if (m >= 0) score += thousandths(document.score[h]![m]!)
      else if (rule === "priced") score -= thousandths(prices?.unplacedPerPerson ?? 0) * persons
      if (announced[id] !== undefined && locations[m]?.id !== announced[id]) score -= thousandths(movePrice)
    }
    for (const amounts of left)
      for (const [d, places] of amounts.entries())
        score -= thousandths(surcharges[document.dimensions[d]!] ?? 0) * Math.max(0, -places)
    if (rule !== "max-score") {
      for (const [m, { capacity, minimum = [] }] of locations.entries()) {
        for (const [d, least] of minimum.entries()) {
          score -= thousandths(prices?.shortfallPerPlace ?? 0) * Math.max(0, least - (capacity[d]! - left[m]![d]!))
        }
      }
    }
    return { placed, score }
  }
  const visit = (h: number): void => {
    if (h === households.length) {
      if (!allowed()) return
      const value = valueOf()
      const better =
        best === undefined ||
        (rule === "place-first" && value.placed !== best.placed ? value.placed > best.placed : value.score > best.score)
      if (better) best = value
      return
    }
    plan[h] = -1
    visit(h + 1)
    for (let m = 0; m < locations.length; m++) {
      if (!open(h, m)) continue
      plan[h] = m
      for (const [d, places] of households[h]!.demand.entries()) left[m]![d]! -= places
      visit(h + 1)
      for (const [d, places] of households[h]!.demand.entries()) left[m]![d]! += places
    }
  }
  visit(0)
  return best
}

interface Shape {
  readonly households: number
  readonly locations: number
  readonly dimensions: number
}

const someOf = (ids: ReadonlyArray<string>, least: number): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.subarray([...ids], { minLength: Math.min(least, ids.length), maxLength: Math.min(3, ids.length) })

/** Sometimes the value, mostly nothing at all. */
const rarely = <A>(key: string, value: fc.Arbitrary<A>): fc.Arbitrary<Record<string, A>> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: value.map((found) => ({ [key]: found })) }
  )

function ofShape({ dimensions, households, locations }: Shape): fc.Arbitrary<InstanceDocument> {
  const count = (most: number) => fc.integer({ min: 0, max: most })
  const families = Array.from({ length: households }, (_, h) => family(h))
  const places = Array.from({ length: locations }, (_, m) => place(m))
  const onePlace = fc.constantFrom(...places)
  const location = (id: string) =>
    fc
      .tuple(
        fc.array(fc.tuple(count(6), count(6)), { minLength: dimensions, maxLength: dimensions }),
        rarely("region", fc.constantFrom("north", "south"))
      )
      .map(([amounts, region]) => ({
        id,
        capacity: amounts.map(([most]) => most),
        minimum: amounts.map(([most, least]) => Math.min(most, least)),
        ...region
      }))
  const household = (id: string) =>
    fc.record({
      id: fc.constant(id),
      persons: fc.integer({ min: 1, max: 4 }),
      demand: fc.array(count(3), { minLength: dimensions, maxLength: dimensions }),
      priority: fc.constantFrom(1, 1, 1, 2, 1.5, 0)
    })
  const score = fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 5, arbitrary: fc.integer({ min: -200, max: 2000 }).map((value) => value / 1000) }
  )
  const pairs = <A>(values: fc.Arbitrary<A>) =>
    fc.dictionary(fc.constantFrom(...families), values, { maxKeys: 2, noNullPrototype: true })
  return fc
    .tuple(
      fc.tuple(...places.map(location)),
      fc.tuple(...families.map(household)),
      fc.array(fc.array(score, { minLength: locations, maxLength: locations }), {
        minLength: households,
        maxLength: households
      }),
      fc.record({
        unplacedPerPerson: count(2000).map((value) => value / 1000),
        shortfallPerPlace: count(1500).map((value) => value / 1000)
      }),
      rarely(
        "surcharges",
        count(900).map((price) => ({ [`dimension ${dimensions}`]: price / 1000 }))
      ),
      rarely("linked", fc.array(someOf(families, 2), { minLength: 1, maxLength: 2 })),
      rarely("separate", fc.array(someOf(families, 2), { minLength: 1, maxLength: 2 })),
      rarely(
        "groups",
        fc.array(
          fc
            .tuple(someOf(places, 1), count(4), count(6))
            .map(([ids, min, more]) => ({ locations: ids, min, max: min + more })),
          { minLength: 1, maxLength: 2 }
        )
      ),
      rarely("announced", pairs(onePlace)),
      rarely(
        "movePrice",
        count(500).map((value) => value / 1000)
      ),
      rarely("locks", pairs(onePlace)),
      rarely("forbids", pairs(fc.oneof(onePlace, someOf(places, 1))))
    )
    .map(([placesGiven, familiesGiven, scores, prices, ...rest]) => ({
      format: "treff-instance/1",
      dimensions: Array.from({ length: dimensions }, (_, d) => `dimension ${d + 1}`),
      locations: placesGiven,
      households: familiesGiven,
      score: scores,
      prices,
      ...Object.assign({}, ...rest)
    }))
}

/** Random instances of up to `most` households and locations, with every kind of row. */
export const smallInstance = (most: number): fc.Arbitrary<InstanceDocument> =>
  fc
    .record({
      households: fc.integer({ min: 1, max: most }),
      locations: fc.integer({ min: 1, max: most }),
      dimensions: fc.integer({ min: 1, max: 3 })
    })
    .chain(ofShape)

/** The same problem with households and locations in another order. */
export function shuffled(document: InstanceDocument, random: () => number): InstanceDocument {
  const order = (length: number): ReadonlyArray<number> => {
    const positions = Array.from({ length }, (_, index) => index)
    for (let index = length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1))
      ;[positions[index], positions[other]] = [positions[other]!, positions[index]!]
    }
    return positions
  }
  const rows = order(document.households.length)
  const columns = order(document.locations.length)
  return {
    ...document,
    households: rows.map((h) => document.households[h]!),
    locations: columns.map((m) => document.locations[m]!),
    score: rows.map((h) => columns.map((m) => document.score[h]![m]!)),
    ...(document.linked && { linked: document.linked.map((set) => [...set].reverse()).reverse() }),
    ...(document.separate && { separate: document.separate.map((set) => [...set].reverse()).reverse() }),
    ...(document.groups && { groups: [...document.groups].reverse() })
  }
}

/** A fixed larger problem: two dimensions, `slack` places per person, about an eighth of the pairs not eligible. */
export function crowded(seed: number, households: number, locations: number, slack = 1.2): InstanceDocument {
  const random = seeded(seed)
  const upTo = (most: number): number => Math.floor(random() * (most + 1))
  const families = Array.from({ length: households }, (_, h) => {
    const persons = 1 + Math.floor(upTo(15) ** 2 / 64)
    return { id: family(h), persons, demand: [persons, random() < 0.3 ? 1 : 0] }
  })
  const persons = families.reduce((sum, one) => sum + one.persons, 0)
  const places = Array.from({ length: locations }, (_, m) => {
    const capacity = [
      Math.ceil((persons * slack * (0.5 + random())) / locations),
      1 + upTo(Math.ceil(households / locations / 2))
    ]
    return { id: place(m), capacity, minimum: [random() < 0.3 ? Math.floor(capacity[0]! / 2) : 0, 0] }
  })
  return {
    format: "treff-instance/1",
    name: `crowded ${seed}`,
    dimensions: ["persons", "step-free dwellings"],
    locations: places,
    households: families,
    score: families.map((one) =>
      places.map(() => (random() < 0.125 ? null : Math.round(one.persons * random() * 1000) / 1000))
    ),
    prices: { unplacedPerPerson: 1, shortfallPerPlace: 0.5 }
  }
}
