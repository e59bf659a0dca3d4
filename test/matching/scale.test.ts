// Feature under test: scoring in columns. Rows, subjects and eligibility shared by a few hundred households on the real
// municipalities say of every pair what asking each criterion for each person says.
import { Schema } from "effect"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { Round } from "../../src/domain/Round.ts"
import { bestPlaces } from "../../src/matching/bestPlaces.ts"
import type { SoftCriterion, Subject } from "../../src/matching/Criterion.ts"
import { softCriteria } from "../../src/matching/criteria/index.ts"
import { rankedPlaces } from "../../src/matching/explain.ts"
import { fitAt } from "../../src/matching/fit.ts"
import { makeLane } from "../../src/matching/lane.ts"
import { standardProfile } from "../../src/matching/profiles.ts"
import { expectedRow, type Row, subjectRow, weighted } from "../../src/matching/rows.ts"
import { makeWorld } from "../../src/matching/World.ts"
import { memberWeights, pointsOf } from "../../src/matching/weights.ts"
import { generateCohort } from "../../src/whatif/cohort/generate.ts"
import { cohort, date, file } from "../whatif/cohort/norway.ts"

const { round: year } = generateCohort({
  persons: 580,
  seed: 11,
  date,
  nextRound: cohort(50, 1).round.nextRound as typeof date,
  municipalities: file.municipalities,
  requestedFor: 2024
})
const [first, second, third] = year.households.filter((one) => one.minor === undefined).map((one) => one.id)
const away = { awayFrom: ["4601"], kind: "violence", provenance: { source: "verified", date: "2024-11-01" } } as const
const round = Schema.decodeUnknownSync(Round)({
  ...year,
  households: year.households.map((one) => (one.id === third ? { ...one, protection: away } : one)),
  // From none to six places, so that a person more or less decides.
  capacities: year.capacities.map(({ municipality }, i) => ({ municipality, places: i % 7 })),
  locks: [{ household: first, municipality: "0301" }],
  forbids: [{ household: second, municipality: "5501" }]
})
const world = makeWorld(file, round)
const lane = makeLane("ordinary", round, world, standardProfile)
const all = [...lane.households, ...lane.fixed]
/** Every pair would be slow and say no more: another set of places for each household. */
const somePlaces = (h: number) => world.places.filter((place) => (place.index + h) % 17 === 0)

test("the round is of the size asked for", () => {
  expect(round.households.length).toBeGreaterThan(280)
  expect(world.places.length).toBe(357)
})

describe("points", () => {
  /** Everything anew for each person: no numbers, no columns, Math.round. */
  const criteria = softCriteria.filter((one) => (standardProfile.criteria[one.id] ?? 0) > 0)
  const subjects = new Map<SoftCriterion, Map<string, { readonly row: Row; persons: number }>>()
  const rowOf = (criterion: SoftCriterion, subject: Subject) => {
    const rows = subjects.get(criterion) ?? new Map<string, { readonly row: Row; persons: number }>()
    subjects.set(criterion, rows)
    const found = rows.get(JSON.stringify(subject)) ?? { row: subjectRow(criterion, subject, world), persons: 0 }
    rows.set(JSON.stringify(subject), found)
    return found
  }
  const concerns = (household: Household, person: Household["members"][number]) =>
    criteria.flatMap((criterion) => {
      const concern = criterion.concern(person, household, world)
      return concern._tag === "not-concerned" ? [] : [{ criterion, concern }]
    })
  for (const { household } of all) {
    for (const { criterion, concern } of household.members.flatMap((person) => concerns(household, person))) {
      if (concern._tag === "known") rowOf(criterion, concern.subject).persons++
    }
  }
  const expected = new Map(
    criteria.map((one) => [one, expectedRow([...(subjects.get(one)?.values() ?? [])], world.places.length)])
  )
  const pointsIn = (household: Household): ReadonlyArray<number> => {
    const points = world.places.map(() => 0)
    for (const person of household.members) {
      const found = concerns(household, person)
      const weights = memberWeights(
        standardProfile,
        found.map(({ criterion }) => criterion)
      )
      found.forEach(({ criterion, concern }, i) => {
        const mean = expected.get(criterion)!
        const row =
          concern._tag === "unknown" ? mean : weighted(rowOf(criterion, concern.subject).row, mean, concern.source)
        for (let place = 0; place < points.length; place++) points[place]! += pointsOf(weights[i]!, row.value[place]!)
      })
    }
    return points
  }

  test("of every pair are what asking each criterion for each person gives", () => {
    for (const { household, points } of all) expect([...points]).toEqual(pointsIn(household))
  })

  test("are what the explanation of the pair adds up to", () => {
    all.forEach(({ points, scored }, h) => {
      const explained = somePlaces(h).map((place) => fitAt(scored, place, world).points)
      expect(somePlaces(h).map((place) => points[place.index])).toEqual(explained)
    })
  })

  test("of one household do not change because another was explained in between", () => {
    const [one, other] = all
    const before = one!.scored.terms
    expect(other!.scored.terms).not.toEqual(before)
    expect(one!.scored.terms).toEqual(before)
  })
})

describe("eligibility", () => {
  const lasting = (reasons: ReadonlyArray<{ readonly criterion: string }>) =>
    reasons.filter(({ criterion }) => criterion !== "places" && criterion !== "not-decided")

  test("of every household is what its own reasons and questions say", () => {
    const [said, shared]: [Array<unknown>, Array<unknown>] = [[], []]
    all.forEach(({ eligibility }, h) => {
      for (const place of somePlaces(h)) {
        const reasons = eligibility.exclusionsAt(place)
        said.push([reasons.length > 0 ? -1 : eligibility.questionsAt(place).length, lasting(reasons).length === 0])
        shared.push([eligibility.state[place.index], eligibility.everEligible[place.index] === 1])
      }
    })
    expect(shared).toEqual(said)
  })

  test("decided about one household stays with that household", () => {
    const open = (id: string | undefined) => {
      const { eligibility } = all.find((one) => one.household.id === id)!
      return world.places.filter((place) => eligibility.everEligible[place.index] === 1)
    }
    expect(open(first).map((place) => place.code)).toEqual(["0301"])
    expect(open(second).some((place) => place.code === "5501")).toBe(false)
    const bergen = world.places.find((place) => place.code === "4601")!
    expect(open(third).filter((place) => place.region.id === bergen.region.id)).toEqual([])
    const untouched = all.filter(({ household }) => ![first, second, third].includes(household.id))
    expect(untouched.some(({ eligibility }) => eligibility.everEligible[bergen.index] === 1)).toBe(true)
  })
})

test.each([0, 1, 5, 400])("the best %i municipalities are the first of the whole ranking", (count) => {
  for (const one of all) {
    const ranked = rankedPlaces(one, world).slice(0, count)
    expect([...bestPlaces(one, count)]).toEqual(ranked.map((place) => place.index))
  }
})
