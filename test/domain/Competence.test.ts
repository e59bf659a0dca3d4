// Feature under test: what a competence record says of a person: highest completed education, main work, how much is known.
import { describe, expect, test } from "vitest"
import type { Competence } from "../../src/domain/Competence.ts"
import { competence, educated, household, person, said, worked } from "../support/world.ts"

const record = (known: Parameters<typeof competence>[0]): Competence => {
  const { competence: made } = household(person(30, { competence: competence(known) })).members[0]
  if (made === undefined) throw new Error("The person has no competence record")
  return made
}

describe("highest education", () => {
  test("the highest level, completed", () => {
    const begun = { ...educated(7), completed: false }
    expect(record({ education: [educated(3), educated(6), begun] }).highestEducation?.level).toBe(6)
  })
  test("the latest of two entries of the same level", () => {
    const education = [
      educated(4, "applied", said("stated", "2024-03-01")),
      educated(4, "recognised", said("verified", "2024-09-01"))
    ]
    expect(record({ education }).highestEducation?.recognition).toBe("recognised")
    expect(record({ education: education.toReversed() }).highestEducation?.recognition).toBe("recognised")
  })
  test("nothing recorded is unknown; no schooling is level 0", () => {
    expect(record({}).highestEducation).toBeUndefined()
    expect(record({ education: [educated(0)] }).highestEducation?.level).toBe(0)
  })
})

describe("main work", () => {
  const years = (code: string, count: number) => worked(code, undefined, said(), count)
  test("the occupation with most years, in whatever order", () => {
    expect(record({ work: [years("7115", 2), years("2223", 3), years("5322", 1)] }).mainWork?.occupation).toBe("2223")
    expect(record({ work: [years("5322", 1), years("2223", 3), years("7115", 2)] }).mainWork?.occupation).toBe("2223")
  })
  test("of equally many years the lower code", () => {
    expect(record({ work: [years("7115", 2), years("2223", 2)] }).mainWork?.occupation).toBe("2223")
    expect(record({ work: [years("2223", 2), years("7115", 2)] }).mainWork?.occupation).toBe("2223")
  })
  test("nothing recorded is unknown", () => {
    expect(record({}).mainWork).toBeUndefined()
  })
})

describe("coverage", () => {
  const norwegian = [{ skill: "oral" as const, level: "none" as const, provenance: said() }]
  const track = { track: "a" as const, provenance: said() }
  test.each([
    [{}, 0],
    [{ education: [educated(0)] }, 0.25],
    [{ education: [educated(4)], work: [worked("7115")] }, 0.5],
    [{ education: [educated(4)], work: [worked("7115")], norwegian }, 0.75],
    [{ education: [educated(4)], work: [worked("7115")], norwegian, track }, 1]
  ])("%#: %s", (known, share) => {
    expect(record(known).coverage).toBe(share)
  })
})
