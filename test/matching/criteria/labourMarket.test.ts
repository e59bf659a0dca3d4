// Feature under test: strength of the labour market for adults without a usable occupation (S14). Value = 0.6 × county
// unemployment (1.5 % is full, 4 % none) + 0.4 × jobs in the region (20 000 are enough).
import { describe, expect, test } from "vitest"
import { labourMarket } from "../../../src/matching/criteria/labourMarket.ts"
import { competence, educated, household, person, worked, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, valueOf } from "./answers.ts"

const worldWith = (unemployment: number, jobs: number) =>
  worldOf({ Ask: { facts: { "county-unemployment": unemployment, "region-jobs": jobs } } })
const adult = (age: number, level: number, ...work: ReadonlyArray<ReturnType<typeof worked>>) =>
  household(person(age, { competence: competence({ education: [educated(level)], work }) }))
const withoutOccupation = adult(30, 2, worked("0000"))

test.each([
  [1.5, 20_000, 1000],
  [1, 149_948, 1000], // no credit for size
  [4, 0, 0],
  [6, 0, 0],
  [2.75, 10_000, 500],
  [2, 5000, 580], // 0.6 × (4 − 2) / 2.5 + 0.4 × 5 000 / 20 000 = 0.48 + 0.1
  [1.5, 0, 600],
  [4, 20_000, 400]
])("%s %% unemployed and %s jobs give %s", (unemployment, jobs, value) => {
  expect(valueOf(labourMarket, withoutOccupation, worldWith(unemployment, jobs), "Ask")).toBe(value)
})

describe("concerns", () => {
  const world = worldWith(1.5, 20_000)
  test.each([
    ["no usable occupation", withoutOccupation, 1000],
    ["a regulated one, refused", adult(30, 6, worked("2223", "refused")), 1000],
    ["a usable one", adult(30, 4, worked("7115")), notConcerned],
    ["a regulated one that may still be recognised", adult(30, 6, worked("2223", "not-applied")), notConcerned],
    ["work unknown", adult(30, 4), notConcerned],
    ["24 years without upper secondary", adult(24, 3, worked("0000")), notConcerned],
    ["25 years without upper secondary", adult(25, 3, worked("0000")), 1000],
    ["24 years with upper secondary", adult(24, 4, worked("0000")), 1000],
    ["17 years", adult(17, 4, worked("0000")), notConcerned],
    ["18 years", adult(18, 4, worked("0000")), 1000],
    ["55 years", adult(55, 2, worked("0000")), 1000],
    ["56 years", adult(56, 2, worked("0000")), notConcerned]
  ])("%s", (_, one, value) => {
    expect(valueOf(labourMarket, one, world, "Ask")).toBe(value)
  })
})

test("names the figure that is missing, and only that", () => {
  const world = worldOf({
    Ask: { facts: { "county-unemployment": 2 } },
    Bjerk: { facts: { "region-jobs": 9000 } },
    // The municipality's own figure is stale or modelled and is not used.
    Elv: { facts: { unemployment: 2 } }
  })
  expect(valueOf(labourMarket, withoutOccupation, world, "Ask")).toBe("unknown of the place: region-jobs")
  expect(valueOf(labourMarket, withoutOccupation, world, "Bjerk")).toBe("unknown of the place: county-unemployment")
  expect(valueOf(labourMarket, withoutOccupation, world, "Elv")).toBe(
    "unknown of the place: county-unemployment, region-jobs"
  )
})

test("both figures stand with unit, source, date and kind", () => {
  expect(factsOf(labourMarket, withoutOccupation, worldWith(2, 5000), "Ask")).toEqual({
    facts: [measured("county-unemployment", 2, "% of labour force"), measured("region-jobs", 5000, "jobs")],
    kind: "measured"
  })
})
