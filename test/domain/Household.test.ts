// Feature under test: what follows from a household as a group: lane, protection, who is a child, how long it has waited; and
// that strictly confidential households stay out of an ordinary round (S3).
import { describe, expect, test } from "vitest"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { isReleased } from "../../src/domain/Need.ts"
import { household, minorCase, need, person, roundDate, roundOf, said, unreleased } from "../support/world.ts"

test("a household with a minor case is in the minors' lane, a family with children is not", () => {
  expect(household(person(15), { minor: minorCase("foster-home") }).lane).toBe("minors")
  expect(household([person(40), person(15)]).lane).toBe("ordinary")
  expect(household(person(15)).lane).toBe("ordinary") // the case decides, never the age
})

test("children turn adults on the day they turn 18", () => {
  const family = household([person(40), { birthDate: "2006-11-29" }, { birthDate: "2006-11-30" }])
  expect(family.adultsOn(roundDate).map((one) => one.id)).toEqual(["H-1.1", "H-1.2"])
  expect(family.childrenOn(roundDate).map((one) => one.id)).toEqual(["H-1.3"])
  expect(family.persons).toBe(3)
})

test("days waited from the permit, never negative", () => {
  expect(household(person(30), { permitOn: "2024-11-01" }).daysWaited(roundDate)).toBe(28)
  expect(household(person(30), { permitOn: "2024-12-01" }).daysWaited(roundDate)).toBe(0)
})

test("housing needs are the household's, each once", () => {
  const one = household([
    person(30, { housingNeeds: ["step-free"] }),
    person(5, { housingNeeds: ["step-free", "ground-floor"] })
  ])
  expect(one.housingNeeds).toEqual(["step-free", "ground-floor"])
})

describe("protection", () => {
  const sheltered = (kind: "strictly-confidential" | "confidential" | "violence" | "forced-marriage") =>
    household(person(30), { id: `H-${kind}`, protection: { kind, awayFrom: [], provenance: said() } })

  test("code 6 and 7 stay out of an ordinary round, other protected households are in it", () => {
    const all = [
      sheltered("strictly-confidential"),
      sheltered("confidential"),
      sheltered("violence"),
      household(person(30))
    ]
    expect(roundOf(all).ordinary.map((one) => one.id)).toEqual(["H-violence", "H-1"])
  })
  test("only code 6 and 7 are strictly confidential", () => {
    expect(sheltered("strictly-confidential").isStrictlyConfidential).toBe(true)
    expect(sheltered("confidential").isStrictlyConfidential).toBe(true)
    expect(sheltered("forced-marriage").isStrictlyConfidential).toBe(false)
    expect(household(person(30)).isStrictlyConfidential).toBe(false)
  })
})

describe("release from taushetsplikt (S22)", () => {
  const released = (releasedOn: string, withdrawnOn?: string) => {
    const release = { releasedBy: "person" as const, scope: "settlement" as const, releasedOn }
    return need("dialysis", { release: withdrawnOn === undefined ? release : { ...release, withdrawnOn } })
  }
  test.each([
    ["from the day of the release", released("2024-11-29"), true],
    ["not the day before", released("2024-11-30"), false],
    ["until the day of withdrawal", released("2024-10-01", "2024-11-30"), true],
    ["not on the day of withdrawal", released("2024-10-01", "2024-11-29"), false],
    ["never without one", unreleased(need("dialysis")), false]
  ])("%s", (_, one, usable) => {
    const [need] = household(person(30, { healthNeeds: [one] })).members[0].healthNeeds
    expect(need && isReleased(need, IsoDate.make("2024-11-29"))).toBe(usable)
  })
})
