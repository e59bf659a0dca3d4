// Feature under test: which municipalities a household may be placed in, and why not the others: every reason, in order.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { eligibilityOf, protectedRegions, roundRules } from "../../src/matching/eligibility.ts"
import type { World } from "../../src/matching/World.ts"
import { arbitraryDraft, arbitraryWorld, householdsOf } from "../support/arbitraryRound.ts"
import {
  codeOf,
  household,
  type Known,
  minorCase,
  type Name,
  names,
  need,
  type PersonInput,
  person,
  placeIn,
  type RoundInput,
  roundOf,
  said,
  worldOf
} from "../support/world.ts"

const look = (one: Household, world: World, known: RoundInput = {}, others: ReadonlyArray<Household> = []) => {
  const eligibility = eligibilityOf(one, world, roundRules(roundOf([one, ...others], known)))
  return {
    reasons: (name: Name) => eligibility.exclusionsAt(placeIn(world, name)).map((exclusion) => exclusion.criterion),
    questions: (name: Name) => eligibility.questionsAt(placeIn(world, name)),
    state: (name: Name) => eligibility.state[placeIn(world, name).index],
    ever: (name: Name) => eligibility.everEligible[placeIn(world, name).index] === 1,
    open: names.filter((name) => (eligibility.state[placeIn(world, name).index] ?? -1) >= 0)
  }
}
const dwelling = (rooms: number, stepFree: boolean) => ({ rooms, stepFree, count: 1, availableFrom: "2024-12-01" })
const alone = household(person(30))

describe("reasons", () => {
  const declares: Known["declares"] = {
    dwellings: [dwelling(1, false)],
    services: [{ service: "dialysis", status: "not" }],
    sameAgeEducation: []
  }
  const family = household(
    [person(40, { housingNeeds: ["step-free"], healthNeeds: [need("dialysis")] }), person(38), person(16)],
    { protection: { kind: "violence", awayFrom: [codeOf("Bjerk")], provenance: said() } }
  )
  test("all of them, first what people have decided, then hard criteria, then the places of the round", () => {
    const seen = look(family, worldOf({ Ask: { declares } }), {
      places: { Ask: 2 },
      locks: [["H-1", "Gran"]],
      forbids: [["H-1", "Ask"]]
    })
    expect(seen.reasons("Ask")).toEqual([
      "lock",
      "forbid",
      "protected-area", // Bjerk's region
      "dwelling-size",
      "step-free",
      "declared-service-missing",
      "same-age-place",
      "places"
    ])
    expect(seen.state("Ask")).toBe(-1)
  })
  test("for a minor the care form", () => {
    const minor = household(person(15), { minor: minorCase("shared-housing", "foster-home") })
    const world = worldOf({ Ask: { declares: { minorHousing: [{ form: "foster-home", places: 1 }] } } })
    expect(look(minor, world, { places: { Ask: 10 } }).reasons("Ask")).toEqual(["care-form", "places"])
  })
  test("carry the evidence of the criterion that refuses", () => {
    const world = worldOf({ Ask: { declares: { dwellings: [dwelling(3, false)] } } })
    const four = household([person(40), person(38), person(9), person(7)])
    const found = eligibilityOf(four, world, roundRules(roundOf([four]))).exclusionsAt(placeIn(world, "Ask"))
    expect(found).toMatchObject([
      { criterion: "dwelling-size", evidence: [{ fact: "dwellings-that-fit", value: 0, date: "2024-10-01" }] }
    ])
  })
})

describe("unknown stays eligible", () => {
  const pupil = household([person(40), person(16)])
  test("with a question for each criterion nobody has confirmed", () => {
    const seen = look(pupil, worldOf({ Ask: { declares: { dwellings: [dwelling(2, false)] } } }))
    expect(seen.questions("Bjerk")).toEqual(["dwelling-size", "same-age-place"])
    expect(seen.state("Bjerk")).toBe(2)
    expect(seen.questions("Ask")).toEqual(["same-age-place"])
    expect(seen.state("Ask")).toBe(1)
  })
  test("and each undeclared service is a question of its own", () => {
    const needing = household(person(30, { healthNeeds: [need("dialysis"), need("habilitation")] }))
    expect(look(needing, worldOf()).questions("Ask")).toEqual(["dwelling-size", "dialysis", "habilitation"])
    expect(look(needing, worldOf()).state("Ask")).toBe(3)
  })
  test("confirmed in all is no question", () => {
    const world = worldOf({
      Ask: {
        declares: {
          dwellings: [dwelling(2, false)],
          sameAgeEducation: [
            {
              offer: "upper-secondary",
              access: "daily-travel",
              places: 1,
              confirmedBy: "county",
              confirmedOn: "2024-11-01"
            }
          ]
        }
      }
    })
    expect(look(pupil, world).state("Ask")).toBe(0)
  })
})

describe("places of the round", () => {
  const couple = household([person(30), person(31)])
  const undecided = worldOf({ Ask: { free: { decided: null } } })
  test.each([
    ["as many places as persons", worldOf(), { Ask: 2 }, []],
    ["one place short", worldOf(), { Ask: 1 }, ["places"]],
    ["not named in the round", worldOf(), { Bjerk: 9 }, ["places"]],
    ["no vedtak", undecided, { Ask: 9 }, ["not-decided"]],
    ["no vedtak, but an officer chooses to ask", undecided, { Ask: { places: 2, askable: true } }, []],
    ["asked, but too few", undecided, { Ask: { places: 1, askable: true } }, ["places"]],
    ["a vedtak of nobody is a decision", worldOf({ Ask: { free: { decided: 0 } } }), { Ask: 2 }, []]
  ] as const)("%s", (_, world, places, reasons) => {
    expect(look(couple, world, { places }).reasons("Ask")).toEqual(reasons)
  })
  test("minors use the places of their care form, families the others", () => {
    const minor = household(person(15), { minor: minorCase("shared-housing") })
    const places = (form: "shared-housing" | "foster-home") => ({
      Ask: { places: 10, minorPlaces: [{ form, places: 1 }] }
    })
    expect(look(minor, worldOf(), { places: places("shared-housing") }).reasons("Ask")).toEqual([])
    expect(look(minor, worldOf(), { places: places("foster-home") }).reasons("Ask")).toEqual(["places"])
    expect(
      look(alone, worldOf(), {
        places: { Ask: { places: 0, minorPlaces: [{ form: "shared-housing", places: 9 }] } }
      }).reasons("Ask")
    ).toEqual(["places"])
  })
  test("full this time is no reason for ever", () => {
    const seen = look(couple, worldOf({ Ask: { declares: { dwellings: [] } } }), { places: { Ask: 9, Bjerk: 1 } })
    expect([seen.state("Bjerk"), seen.ever("Bjerk")]).toEqual([-1, true])
    expect([seen.state("Ask"), seen.ever("Ask")]).toEqual([-1, false])
  })
})

describe("an officer's choice", () => {
  test("a lock leaves one municipality", () => {
    expect(look(alone, worldOf(), { locks: [["H-1", "Elv"]] }).open).toEqual(["Elv"])
  })
  test("but opens nothing that a hard criterion closes", () => {
    const seen = look(alone, worldOf({ Elv: { declares: { dwellings: [] } } }), { locks: [["H-1", "Elv"]] })
    expect(seen.open).toEqual([])
    expect(seen.reasons("Elv")).toEqual(["dwelling-size"])
  })
  test("forbids leave the others", () => {
    const forbids = [
      ["H-1", "Elv"],
      ["H-1", "Gran"],
      ["H-2", "Ask"]
    ] as const
    expect(look(alone, worldOf(), { forbids }).open).toEqual(["Ask", "Bjerk", "Furu", "Hegg"])
  })
})

describe("protected areas (S3)", () => {
  // Every municipality a region of its own.
  const apart = worldOf(Object.fromEntries(names.map((name) => [name, { region: `around ${name}` }])))
  const sheltered = (id: string, ...awayFrom: ReadonlyArray<Name>) =>
    household(person(30), { id, protection: { kind: "violence", awayFrom: awayFrom.map(codeOf), provenance: said() } })
  const regions = (one: Household, seed = 1) => [...protectedRegions(one, apart, roundRules(roundOf([one], { seed })))]

  test("the named region and two decoys, of which no reason tells which", () => {
    const one = sheltered("H-1", "Elv")
    expect(regions(one)).toHaveLength(3)
    expect(regions(one)).toContain("around Elv")
    const seen = look(one, apart)
    expect(names.filter((name) => seen.reasons(name).join() === "protected-area")).toHaveLength(3)
    expect(seen.reasons("Elv")).toEqual(["protected-area"])
  })
  test("two named regions and two decoys", () => {
    expect(regions(sheltered("H-1", "Elv", "Ask"))).toHaveLength(4)
  })
  test("a whole commuting region, also where only one municipality of it is named", () => {
    const seen = look(
      sheltered("H-1", "Bjerk"),
      worldOf({ Furu: { region: "r1" }, Gran: { region: "r2" }, Hegg: { region: "r3" } })
    )
    expect(seen.reasons("Bjerk")).toEqual(["protected-area"])
    expect(seen.reasons("Ask")).toEqual(["protected-area"])
  })
  test("the same seed draws the same decoys, each household its own", () => {
    const drawn = (id: string, seed: number) => regions(sheltered(id, "Elv"), seed).toSorted().join()
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    expect(seeds.map((seed) => drawn("H-1", seed))).toEqual(seeds.map((seed) => drawn("H-1", seed)))
    expect(new Set(seeds.map((seed) => drawn("H-1", seed))).size).toBeGreaterThan(1)
    expect(new Set(seeds.map((i) => drawn(`H-${i}`, 1))).size).toBeGreaterThan(1)
  })
  test("nothing is drawn for somebody who names no place, or is not protected", () => {
    expect(regions(sheltered("H-1"))).toEqual([])
    expect(regions(alone)).toEqual([])
  })
  test("the region where a household it must not meet has agreed to settle itself, masked in the same way", () => {
    const settled = household(person(30), {
      id: "H-2",
      route: "agreed-self-settlement",
      fixedMunicipality: codeOf("Gran")
    })
    const seen = look(alone, apart, { protectedPairs: [["H-2", "H-1"]] }, [settled])
    expect(seen.reasons("Gran")).toEqual(["protected-area"])
    expect(seen.open).toHaveLength(3) // Gran's region and two decoys are closed
    expect(look(alone, apart, {}, [settled]).open).toHaveLength(6)
  })
})

test("a place is open exactly when it has no reason against it, and then counts its questions", () => {
  const places = fc.record(
    Object.fromEntries(names.map((name) => [name, fc.integer({ min: 0, max: 4 })])) as Record<
      Name,
      fc.Arbitrary<number>
    >
  )
  fc.assert(
    fc.property(arbitraryWorld, arbitraryDraft, places, (world, draft, given) => {
      const [one] = householdsOf([draft])
      const seen = look(one!, world, { places: given, forbids: [["H-1", "Gran"]] })
      for (const name of names) {
        expect(seen.state(name)).toBe(seen.reasons(name).length === 0 ? seen.questions(name).length : -1)
        const lasting = seen.reasons(name).filter((reason) => reason !== "places" && reason !== "not-decided")
        expect(seen.ever(name)).toBe(lasting.length === 0)
      }
    }),
    { numRuns: 60 }
  )
})

test("more persons never open a place that fewer could not have", () => {
  const members: ReadonlyArray<PersonInput> = [person(30), person(31), person(5), person(3)]
  const world = worldOf({
    Ask: { declares: { dwellings: [dwelling(2, false)] } },
    Elv: { declares: { dwellings: [dwelling(4, false)] } }
  })
  const open = (count: number) =>
    look(household(members.slice(0, count)), world, { places: { Ask: 4, Bjerk: 2, Elv: 3 } }).open
  expect([1, 2, 3, 4].map(open)).toEqual([["Ask", "Bjerk", "Elv"], ["Ask", "Bjerk", "Elv"], ["Elv"], []])
})
