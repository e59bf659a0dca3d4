// Feature under test: continuity from the host municipality (S17): school after three months, relations falling over 200 km,
// qualification begun in the municipality (1) or its region (0.6). Nothing of it for routes without a host municipality.
import { describe, expect, test } from "vitest"
import { qualificationContinuity, relations, schoolContinuity } from "../../../src/matching/criteria/continuity.ts"
import { codeOf, competence, household, type Name, person, said, worldOf } from "../../support/world.ts"
import { distance, factsOf, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const world = worldOf()
const transfers = ["transfer-interview", "transfer-dossier"] as const

describe("school", () => {
  const pupil = (attendedSince: string, known: Parameters<typeof household>[1] = {}) => {
    const schooling = { municipality: codeOf("Ask"), attendedSince, provenance: said("stated") }
    return household(person(10, { schooling }), known)
  }
  test.each([
    ["90 days at the school", pupil("2024-08-31"), 1000],
    ["89 days at the school", pupil("2024-09-01"), notConcerned],
    ["two years at the school", pupil("2022-08-18"), 1000],
    ["no school", household(person(10)), notConcerned]
  ])("%s", (_, one, value) => {
    expect(valueOf(schoolContinuity, one, world, "Ask")).toBe(value)
  })
  test("another municipality is another school, also in the same region", () => {
    expect(valueOf(schoolContinuity, pupil("2024-08-31"), world, "Bjerk")).toBe(0)
  })
  test.each(transfers)("not by route %s", (route) => {
    expect(valueOf(schoolContinuity, pupil("2024-08-31", { route }), world, "Ask")).toBe(notConcerned)
  })
  test("the school's municipality stands with source and date", () => {
    expect(factsOf(schoolContinuity, pupil("2024-08-31"), world, "Bjerk").facts).toEqual([
      personFact("attends-school-in", codeOf("Ask"), "stated")
    ])
    expect(sourceOf(schoolContinuity, pupil("2024-08-31"), world)).toBe("stated")
  })
})

describe("relations", () => {
  const hosted = (known: Parameters<typeof household>[1] = {}) =>
    household([person(30), person(5)], { hostMunicipality: codeOf("Ask"), ...known })
  test.each([
    ["Ask", 1000],
    ["Bjerk", 800], // 1 − 40 / 200
    ["Elv", 500],
    ["Furu", 400],
    ["Gran", 0], // 200 km
    ["Hegg", 0]
  ] as const)("%s: %s", (name, value) => {
    expect(valueOf(relations, hosted(), world, name)).toBe(value)
  })
  test("the distance stands", () => {
    expect(factsOf(relations, hosted(), world, "Bjerk").facts).toEqual([distance(40)])
  })
  test("no host municipality, or one that is not in the file, no relations to keep", () => {
    expect(valueOf(relations, hosted({ hostMunicipality: "9999" }), world, "Ask")).toBe(notConcerned)
    expect(valueOf(relations, household(person(30)), world, "Ask")).toBe(notConcerned)
  })
  test.each(transfers)("not by route %s", (route) => {
    expect(valueOf(relations, hosted({ route }), world, "Ask")).toBe(notConcerned)
  })
})

describe("qualification", () => {
  const begun = (
    age: number,
    steps: ReadonlyArray<readonly [Name, Parameters<typeof said>[0]]>,
    known: Parameters<typeof household>[1] = {}
  ) => {
    const plan = steps.map(([name, by]) => ({
      kind: "work-practice" as const,
      municipality: codeOf(name),
      provenance: said(by)
    }))
    return household(person(age, { competence: competence({ plan }) }), known)
  }
  test.each([
    ["Ask", 1000],
    ["Bjerk", 600],
    ["Elv", 0]
  ] as const)("begun in Ask, placed in %s: %s", (name, value) => {
    expect(valueOf(qualificationContinuity, begun(30, [["Ask", "verified"]]), world, name)).toBe(value)
  })
  test("begun in two places, the best counts", () => {
    const two = begun(30, [
      ["Ask", "verified"],
      ["Gran", "verified"]
    ])
    expect(valueOf(qualificationContinuity, two, world, "Gran")).toBe(1000)
    expect(valueOf(qualificationContinuity, two, world, "Bjerk")).toBe(600)
  })
  test.each([
    ["17 years", begun(17, [["Ask", "verified"]]), notConcerned],
    ["18 years", begun(18, [["Ask", "verified"]]), 1000],
    ["nothing begun", begun(30, []), notConcerned],
    ["no competence record", household(person(30)), notConcerned]
  ])("%s", (_, one, value) => {
    expect(valueOf(qualificationContinuity, one, world, "Ask")).toBe(value)
  })
  test.each(transfers)("not by route %s", (route) => {
    expect(valueOf(qualificationContinuity, begun(30, [["Ask", "verified"]], { route }), world, "Ask")).toBe(
      notConcerned
    )
  })
  test("begun in no municipality of the file, near nothing", () => {
    const plan = [{ kind: "job" as const, municipality: "9999", provenance: said() }]
    const nowhere = household(person(30, { competence: competence({ plan }) }))
    expect(valueOf(qualificationContinuity, nowhere, world, "Ask")).toBe(0)
  })
  test("where it was begun stands with the weakest source", () => {
    const two = begun(30, [
      ["Gran", "verified"],
      ["Ask", "self-registered"]
    ])
    expect(sourceOf(qualificationContinuity, two, world)).toBe("self-registered")
    expect(factsOf(qualificationContinuity, two, world, "Ask").facts).toEqual([
      personFact("qualification-begun-in", `${codeOf("Ask")} ${codeOf("Gran")}`, "self-registered")
    ])
  })
})
