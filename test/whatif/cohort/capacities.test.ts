import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { IsoDate } from "../../../src/domain/IsoDate.ts"
import { allotPlaces } from "../../../src/whatif/cohort/capacities.ts"
import type { CapacityEncoded } from "../../../src/whatif/cohort/encoded.ts"
import { generateCohort } from "../../../src/whatif/cohort/generate.ts"
import { cohort, date, municipalities } from "./norway.ts"

const freeIn = new Map<string, number>(municipalities.map((one) => [one.code, one.freePlaces.free ?? 0]))
const minorsIn = (capacity: CapacityEncoded): number =>
  (capacity.minorPlaces ?? []).reduce((all, one) => all + one.places, 0)
const noMinors = { "foster-home": 0, "shared-housing": 0, "supported-housing": 0 }
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0)

test("no municipality gives more than it has free, the two lanes together", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat({ max: 60 }), fc.nat(), (ordinary, minors, seed) => {
      const wanted = { "foster-home": minors, "shared-housing": minors, "supported-housing": minors }
      for (const capacity of allotPlaces({ municipalities, ordinary, minors: wanted, seed })) {
        expect(capacity.places + minorsIn(capacity)).toBeLessThanOrEqual(freeIn.get(capacity.municipality) ?? 0)
        expect(capacity.minimum ?? 0).toBeLessThanOrEqual(capacity.places)
      }
    }),
    { numRuns: 50 }
  )
})

test("places are 1.4 a person as long as so many are free", () => {
  const placesFor = (ordinary: number) =>
    sum(allotPlaces({ municipalities, ordinary, minors: noMinors, seed: 1 }).map((one) => one.places))
  expect(placesFor(300)).toBe(420)
  expect(placesFor(1000)).toBe(1400)
  expect(placesFor(40_000)).toBe(sum([...freeIn.values()]))
})

test("who has decided nothing, or has nothing free, gives nothing", () => {
  for (const capacity of cohort(2000, 1).round.capacities) {
    if ((freeIn.get(capacity.municipality) ?? 0) === 0) expect(capacity.places + minorsIn(capacity)).toBe(0)
  }
})

test("places come in blocks: most municipalities that give have room for a family of four", () => {
  const given = cohort(300, 1)
    .round.capacities.map((one) => one.places)
    .filter((places) => places > 0)
  expect(given.length).toBeGreaterThan(40)
  expect(given.filter((places) => places >= 4).length).toBeGreaterThan(0.8 * given.length)
  expect(given.filter((places) => places >= 9).length).toBeGreaterThanOrEqual(3)
})

test("over many rounds each gives in proportion to what it has free", () => {
  const rounds = 200
  const given = new Map<string, number>()
  for (let seed = 0; seed < rounds; seed++) {
    for (const { municipality, places } of allotPlaces({ municipalities, ordinary: 300, minors: noMinors, seed })) {
      given.set(municipality, (given.get(municipality) ?? 0) + places / rounds)
    }
  }
  const total = sum([...freeIn.values()])
  for (const [code, free] of freeIn)
    expect(Math.abs((given.get(code) ?? 0) - (420 * free) / total)).toBeLessThan(1 + 0.1 * free)
})

test("minors have places in the care form recommended first", () => {
  const { round } = cohort(3000, 4)
  const places = (form: string) =>
    sum(
      round.capacities.flatMap((one) =>
        (one.minorPlaces ?? []).filter((place) => place.form === form).map((place) => place.places)
      )
    )
  for (const form of ["foster-home", "shared-housing", "supported-housing"]) {
    const minors = round.households.filter((one) => one.minor?.careForms[0] === form).length
    expect(minors).toBeGreaterThan(0)
    expect(places(form)).toBeGreaterThanOrEqual(Math.min(minors, 20))
  }
})

test("a self-settler has a place of the round, and no place is promised twice", () => {
  const { round } = cohort(2000, 9)
  const room = new Map(round.capacities.map((one) => [one.municipality, one.places]))
  for (const { fixedMunicipality, members } of round.households) {
    if (fixedMunicipality === undefined) continue
    room.set(fixedMunicipality, (room.get(fixedMunicipality) ?? 0) - members.length)
  }
  expect([...room.values()].filter((places) => places < 0)).toEqual([])
})

describe("places requested for a year", () => {
  const requestedIn = new Map<string, number>(
    municipalities.map(({ code, freePlaces, settlement }) => [
      code,
      freePlaces.decided === null ? 0 : (settlement.find((one) => one.year === 2024)?.requested ?? 0)
    ])
  )
  const whole = allotPlaces({ municipalities, ordinary: 40_000, minors: noMinors, seed: 1, requestedFor: 2024 })

  test("are the anmodning of the year where anything is decided, and nothing elsewhere", () => {
    expect(whole.map((one) => [one.municipality, one.places])).toEqual(
      [...requestedIn].sort(([a], [b]) => (a < b ? -1 : 1))
    )
    expect(sum(whole.map((one) => one.places))).toBe(36_876) // 36 985 less the 109 of municipalities without vedtak
  })
  test("are far more than are free on the day, and never more than were requested, the two lanes together", () => {
    const minors = { "foster-home": 100, "shared-housing": 100, "supported-housing": 100 }
    const given = allotPlaces({ municipalities, ordinary: 10_000, minors, seed: 3, requestedFor: 2024 })
    expect(sum(given.map((one) => one.places))).toBe(14_000)
    for (const one of given)
      expect(one.places + minorsIn(one)).toBeLessThanOrEqual(requestedIn.get(one.municipality) ?? 0)
  })
  test("of a year nobody has figures for are none", () => {
    const none = allotPlaces({ municipalities, ordinary: 100, minors: noMinors, seed: 1, requestedFor: 2031 })
    expect(sum(none.map((one) => one.places))).toBe(0)
  })
  test("are told by the name of the cohort", () => {
    const request = { persons: 300, seed: 5, date, nextRound: IsoDate.make("2024-12-20"), municipalities }
    const [day, year] = [generateCohort(request).round, generateCohort({ ...request, requestedFor: 2024 }).round]
    expect(day.name).toBe("Synthetic cohort of 300 persons, seed 5")
    expect(year.name).toBe("Synthetic cohort of 300 persons, seed 5, places as requested for 2024")
    expect([year.id, day.id]).toEqual(["synthetic-300-5-2024", "synthetic-300-5"])
  })
})
