// Feature under test: the Norwegian track the person needs, from a declared offer (S15). A start within 90 days of the
// round (27 February 2025) gives full value, a later one 0.6, none 0.
import { describe, expect, test } from "vitest"
import { norwegianTrack } from "../../../src/matching/criteria/norwegianTrack.ts"
import { competence, household, person, said, worldOf } from "../../support/world.ts"
import { declaredFact, factsOf, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const needing = (track: "alphabetisation" | "a" | "b" | "academic", age = 30) =>
  household(person(age, { competence: competence({ track: { track, provenance: said("stated") } }) }))
const offering = (...norwegianTracks: ReadonlyArray<{ track: "a" | "b"; startsOn: string }>) =>
  worldOf({ Ask: { declares: { norwegianTracks } } })

test.each([
  ["starts on the ninetieth day", offering({ track: "a", startsOn: "2025-02-27" }), 1000],
  ["starts the day after", offering({ track: "a", startsOn: "2025-02-28" }), 600],
  [
    "the first of two starts counts",
    offering({ track: "a", startsOn: "2025-08-18" }, { track: "a", startsOn: "2025-01-06" }),
    1000
  ],
  ["another track only", offering({ track: "b", startsOn: "2025-01-06" }), 0],
  ["no track at all", offering(), 0],
  ["nothing declared", worldOf(), "unknown of the place: norwegian-tracks"],
  ["declared, but not this", worldOf({ Ask: { declares: {} } }), "unknown of the place: norwegian-tracks"]
])("%s", (_, world, value) => {
  expect(valueOf(norwegianTrack, needing("a"), world, "Ask")).toBe(value)
})

describe("concerns 18 to 67", () => {
  const world = offering({ track: "a", startsOn: "2025-01-06" })
  test.each([
    [17, notConcerned],
    [18, 1000],
    [67, 1000],
    [68, notConcerned]
  ])("%s years: %s", (age, value) => {
    expect(valueOf(norwegianTrack, needing("a", age), world, "Ask")).toBe(value)
  })
  test("a track nobody has mapped is unknown", () => {
    expect(valueOf(norwegianTrack, household(person(30)), world, "Ask")).toBe("unknown of the person: norwegian-track")
  })
})

test("the need and the start stand with source and date", () => {
  const world = offering({ track: "a", startsOn: "2025-01-06" })
  expect(factsOf(norwegianTrack, needing("a"), world, "Ask").facts).toEqual([
    personFact("norwegian-track", "a", "stated"),
    declaredFact("norwegian-track-starts", "2025-01-06")
  ])
  expect(factsOf(norwegianTrack, needing("b"), world, "Ask").facts[1]).toEqual(
    declaredFact("norwegian-track-offered", false)
  )
  expect(sourceOf(norwegianTrack, needing("a"), world)).toBe("stated")
})
