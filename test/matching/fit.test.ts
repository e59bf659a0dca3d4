// Feature under test: fit of a household in a place (S20): a sum over members of weight × value, in whole points, and the
// same sum taken apart in the explanation.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import type { Profile } from "../../src/domain/Profile.ts"
import { fitAt, mostPoints, percent, pointsRow, prepareFit } from "../../src/matching/fit.ts"
import { standardProfile } from "../../src/matching/profiles.ts"
import type { World } from "../../src/matching/World.ts"
import { arbitraryDraft, arbitraryProfile, arbitraryWorld, householdsOf } from "../support/arbitraryRound.ts"
import {
  codeOf,
  competence,
  household,
  modelled,
  type Name,
  person,
  placeIn,
  said,
  synthetic,
  tie,
  weighing,
  worldOf
} from "../support/world.ts"

const pointsOf = (households: ReadonlyArray<Household>, world: World, profile: Profile) =>
  new Map(
    prepareFit(world, households, profile).map((scored) => [
      scored.household.id as string,
      pointsRow(scored, world.places.length)
    ])
  )
const pointsIn = (one: Household, world: World, profile: Profile, name: Name) =>
  pointsOf([one], world, profile).get(one.id)?.[placeIn(world, name).index]

describe("arithmetic", () => {
  // Health and dwelling 1, family and children 3: of both, primary care has 250 000 and ties 750 000.
  const profile = weighing({ "primary-care": 1, ties: 1 }, { "health-dwelling": 1, "family-children": 3 })
  const world = worldOf({ Ask: { facts: { "gp-capacity": 105 } }, Bjerk: { facts: { "gp-capacity": 97.5 } } })
  const alone = person(30)
  const tied = person(31, { ties: [tie("spouse", "Ask")] })

  test("weights go to the criteria that concern the member", () => {
    expect(pointsIn(household(alone), world, profile, "Bjerk")).toBe(500_000) // 0.5 × 1 000 000
    expect(pointsIn(household(tied), world, profile, "Ask")).toBe(1_000_000)
    expect(pointsIn(household(tied), world, profile, "Bjerk")).toBe(725_000) // 0.5 × 250 000 + 0.8 × 750 000
  })
  test("the household's value is the sum over members, never the best of them", () => {
    expect(pointsIn(household([alone, tied]), world, profile, "Bjerk")).toBe(500_000 + 725_000)
    expect(pointsIn(household([alone, tied, person(2)]), world, profile, "Bjerk")).toBe(500_000 + 725_000 + 500_000)
  })
  test("possible is a million for each member", () => {
    const scored = prepareFit(world, [household([alone, tied])], profile)[0]
    expect(scored?.possible).toBe(2_000_000)
    expect(mostPoints(2)).toBe(2_000_000)
  })
  test("a criterion of the household counts once with every member, by that member's weight", () => {
    const mixed = weighing({ "primary-care": 1, "dwelling-room": 3 })
    const places = worldOf({
      Ask: {
        facts: { "gp-capacity": 90 },
        declares: { dwellings: [{ rooms: 2, stepFree: false, count: 1, availableFrom: "2024-12-01" }] }
      }
    })
    const couple = household([person(30), person(31)])
    expect(pointsIn(couple, places, mixed, "Ask")).toBe(2 * 750_000) // a dwelling that fits, no room on the lists
    const fit = fitAt(prepareFit(places, [couple], mixed)[0]!, placeIn(places, "Ask"), places)
    expect(fit.criteria.map((one) => [one.criterion, one.points, one.possible, one.members])).toEqual([
      ["primary-care", 0, 500_000, 2],
      ["dwelling-room", 1_500_000, 1_500_000, 2]
    ])
  })
  test("half a point is rounded up, for each member and criterion alone", () => {
    const odd = weighing({ "primary-care": 3, "specialist-care": 4 }) // 428 571 and 571 429 points
    const half = worldOf({ Ask: { facts: { "gp-capacity": 97.5, "hospital-km": 110 } } }) // both 0.5
    expect(pointsIn(household([alone, person(31)]), half, odd, "Ask")).toBe(2 * (214_286 + 285_715))
  })
  test("percent of what is possible, with one decimal", () => {
    expect(percent(725_000, 1_000_000)).toBe(72.5)
    expect(percent(666_666, 1_000_000)).toBe(66.7)
    expect(percent(0, 0)).toBe(0)
  })
})

describe("unknown", () => {
  test("a missing municipality fact takes the mean of its centrality class and is listed", () => {
    const profile = weighing({ "primary-care": 1 })
    const world = worldOf({ Bjerk: { facts: { "gp-capacity": 105 } }, Elv: { facts: { "gp-capacity": 90 } } })
    const fit = fitAt(prepareFit(world, [household(person(30))], profile)[0]!, placeIn(world, "Gran"), world)
    expect(fit.points).toBe(500_000) // class 3: Bjerk 1, Elv 0
    expect(fit.criteria[0]).toMatchObject({
      missing: ["municipality:gp-capacity"],
      byKind: { measured: 0, modelled: 0, synthetic: 0, unknown: 500_000 }
    })
  })

  test("a missing person fact takes the mean over the round's persons and is listed", () => {
    const profile = weighing({ "norwegian-track": 1 })
    const needing = (track: "a" | "b") =>
      person(30, { competence: competence({ track: { track, provenance: said() } }) })
    const world = worldOf({ Ask: { declares: { norwegianTracks: [{ track: "a", startsOn: "2025-01-06" }] } } })
    const round = [
      household([needing("a"), needing("b")], { id: "H-1" }),
      household(needing("b"), { id: "H-2" }),
      household(person(30), { id: "H-3" }) // nobody knows
    ]
    const scored = prepareFit(world, round, profile)
    const fit = fitAt(scored[2]!, placeIn(world, "Ask"), world)
    expect(fit.points).toBe(333_000) // (1 + 0 + 0) / 3, in thousandths
    expect(fit.criteria[0]).toMatchObject({
      missing: ["person:norwegian-track"],
      facts: [{ fact: "mean-of-persons", value: 33, kind: "modelled" }] // what stood in for the unknown, said to be a mean
    })
    expect(fit.criteria[0]?.byKind.unknown).toBe(333_000)
    expect([fit.low, fit.high]).toEqual([0, 1_000_000])
  })

  test("the surer the source, the further from the mean of the round", () => {
    const profile = weighing({ ties: 1 })
    const world = worldOf()
    const fromAsk = (by: Parameters<typeof said>[0]) => {
      const tied = household(person(30, { ties: [{ ...tie("spouse", "Ask"), provenance: said(by) }] }), { id: "H-1" })
      const other = household(person(30, { ties: [tie("spouse", "Gran")] }), { id: "H-2" })
      const row = pointsOf([tied, other], world, profile).get("H-1")
      return [row?.[placeIn(world, "Ask").index], row?.[placeIn(world, "Gran").index]]
    }
    // The mean of the two is 0.5 in Ask, and in Gran (200 km from Ask).
    expect(fromAsk("verified")).toEqual([1_000_000, 0])
    expect(fromAsk("stated")).toEqual([925_000, 75_000]) // 0.85 + 0.15 × 0.5
    expect(fromAsk("self-registered")).toEqual([800_000, 200_000])
    expect(fromAsk("rrf")).toEqual([750_000, 250_000])
  })

  test("points by the kind of fact behind them", () => {
    const profile = weighing({ "primary-care": 1, "specialist-care": 1 })
    const world = worldOf({
      Ask: { facts: { "gp-capacity": modelled(105), "hospital-km": synthetic(110) } },
      Bjerk: { facts: { "gp-capacity": 105 } }
    })
    const fit = fitAt(prepareFit(world, [household(person(30))], profile)[0]!, placeIn(world, "Ask"), world)
    expect(fit.criteria.map((one) => one.byKind)).toEqual([
      { measured: 0, modelled: 500_000, synthetic: 0, unknown: 0 },
      { measured: 0, modelled: 0, synthetic: 250_000, unknown: 0 }
    ])
  })
})

test("uncertainty: adds up over members inside a criterion, as squares over criteria", () => {
  const profile = weighing({ "primary-care": 3, "specialist-care": 4 })
  const world = worldOf({ Ask: { facts: { "gp-capacity": synthetic(97.5), "hospital-km": synthetic(110) } } })
  const fit = fitAt(prepareFit(world, [household([person(30), person(31)])], profile)[0]!, placeIn(world, "Ask"), world)
  // Each member: 428 571 and 571 429 points at value 0.5 ± 0.2.
  const [care, hospital] = fit.criteria
  expect([care?.points, care?.low, care?.high]).toEqual([428_572, 257_142, 600_000]) // ± 2 × 0.2 × 428 571
  expect([hospital?.points, hospital?.low, hospital?.high]).toEqual([571_430, 342_858, 800_000])
  expect(fit.points).toBe(1_000_002) // rounded up by half a point in each of four terms
  const [down, up] = [
    Math.hypot(428_572 - 257_142, 571_430 - 342_858),
    Math.hypot(600_000 - 428_572, 800_000 - 571_430)
  ]
  expect([fit.low, fit.high]).toEqual([1_000_002 - Math.round(down), 1_000_002 + Math.round(up)])
})

describe("properties", () => {
  const drafts = fc.array(arbitraryDraft, { minLength: 1, maxLength: 5 })

  test("kernel = explanation = Σ criteria, inside its interval, for every pair under any profile", () => {
    fc.assert(
      fc.property(arbitraryWorld, drafts, arbitraryProfile, (world, some, profile) => {
        for (const scored of prepareFit(world, householdsOf(some), profile)) {
          const row = pointsRow(scored, world.places.length)
          for (const place of world.places) {
            const fit = fitAt(scored, place, world)
            const sums = fit.criteria.reduce((sum, one) => sum + one.points, 0)
            const kinds = fit.criteria.reduce(
              (sum, one) => sum + Object.values(one.byKind).reduce((a, b) => a + b, 0),
              0
            )
            expect([fit.points, sums, kinds]).toEqual(Array(3).fill(row[place.index]))
            expect(fit.low).toBeLessThanOrEqual(fit.points)
            expect(fit.high).toBeGreaterThanOrEqual(fit.points)
            expect(fit.low).toBeGreaterThanOrEqual(0)
            for (const one of fit.criteria) {
              expect(one.low).toBeLessThanOrEqual(one.points)
              expect(one.high).toBeGreaterThanOrEqual(one.points)
            }
          }
        }
      }),
      { numRuns: 60 }
    )
  })

  test("every fact used has value, source, date and kind", () => {
    fc.assert(
      fc.property(arbitraryWorld, drafts, (world, some) => {
        for (const scored of prepareFit(world, householdsOf(some), standardProfile)) {
          for (const fact of fitAt(scored, placeIn(world, "Elv"), world).criteria.flatMap((one) => one.facts)) {
            expect(fact.value).not.toBe("")
            expect(fact.fact).toMatch(/^[a-z-]+$/)
            expect(fact.source).not.toBe("")
            expect(fact.date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
            expect(["person", "measured", "modelled", "synthetic"]).toContain(fact.kind)
          }
        }
      }),
      { numRuns: 40 }
    )
  })

  test("under the standard profile every person can reach a million", () => {
    fc.assert(
      fc.property(arbitraryWorld, drafts, (world, some) => {
        for (const scored of prepareFit(world, householdsOf(some), standardProfile)) {
          expect(scored.possible).toBe(1_000_000 * scored.household.persons)
        }
      }),
      { numRuns: 40 }
    )
  })

  test("the order of households changes no points", () => {
    const shuffled = drafts.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray([...some.keys()], { minLength: some.length }))
    )
    fc.assert(
      fc.property(arbitraryWorld, shuffled, (world, [some, order]) => {
        const households = householdsOf(some)
        const again = order.map((i) => households[i]!)
        expect(pointsOf(again, world, standardProfile)).toEqual(
          new Map(
            order.map((i) => [
              households[i]!.id as string,
              pointsOf(households, world, standardProfile).get(households[i]!.id)
            ])
          )
        )
      }),
      { numRuns: 40 }
    )
  })

  test("the order of members changes no total", () => {
    fc.assert(
      fc.property(arbitraryWorld, drafts, (world, some) => {
        const turned = some.map(({ known, members }) => ({ known, members: members.toReversed() }))
        expect(pointsOf(householdsOf(turned), world, standardProfile)).toEqual(
          pointsOf(householdsOf(some), world, standardProfile)
        )
      }),
      { numRuns: 40 }
    )
  })

  test("the order of a person's ties and wishes changes nothing", () => {
    fc.assert(
      fc.property(arbitraryWorld, drafts, (world, some) => {
        const turned = some.map(({ known, members }) => ({
          known,
          members: members.map((one) => ({
            ...one,
            ties: one.ties?.toReversed() ?? [],
            wishes: one.wishes?.toReversed() ?? []
          }))
        }))
        expect(pointsOf(householdsOf(turned), world, standardProfile)).toEqual(
          pointsOf(householdsOf(some), world, standardProfile)
        )
      }),
      { numRuns: 40 }
    )
  })

  test("municipalities are scored in order of code, whatever the order of the file", () => {
    expect(worldOf().places.map((place) => place.code)).toEqual(
      ["Ask", "Bjerk", "Elv", "Furu", "Gran", "Hegg"].map((name) => codeOf(name as Name))
    )
  })
})
