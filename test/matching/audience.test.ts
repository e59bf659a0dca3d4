// Feature under test: who sees what of an explanation (S3, S4, S19, S23). Only the officer's names other households; the
// municipality's holds no place but its own; members do not learn each other's wishes about relatives.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { audiences, forAudience } from "../../src/matching/audience.ts"
import { explainAnswer } from "../../src/matching/explain.ts"
import type { Explanation } from "../../src/matching/explanation.ts"
import { whyNotOf } from "../../src/matching/whyNot.ts"
import { arbitraryDraft, arbitraryWorld, householdsOf } from "../support/arbitraryRound.ts"
import { answerIn, type PlanInput, planOf } from "../support/plan.ts"
import {
  codeOf,
  competence,
  educated,
  everywhere,
  household,
  type Name,
  names,
  need,
  person,
  placeIn,
  said,
  tie,
  worked,
  worldOf
} from "../support/world.ts"

const world = worldOf(
  everywhere({ facts: { "gp-capacity": 100, "hospital-km": 20, "higher-education-km": 30, "school-free-places": 3 } }),
  { seekers: { "10": { "health-care": 2 } }, jobs: { south: { "health-care": 1000 } } }
)

/** With «why not Y?» answered, by a re-solve that moves the household and another one. */
const explain = (households: ReadonlyArray<Household>, known: PlanInput, whyNot: Name, within = world): Explanation => {
  const solved = planOf(households, within, known)
  const answer = answerIn(solved, "H-1")
  const moves = [
    answer,
    ...solved.lanes.flatMap((lane) => lane.problem.households.map((one) => ({ household: one })))
  ].map((one) => ({
    household: one.household.household.id,
    from: codeOf("Ask"),
    to: codeOf("Bjerk"),
    points: -1
  }))
  return {
    ...explainAnswer(answer, { keeps: 1, staysInTop: 1, draws: 100 }, 3),
    whyNot: whyNotOf(solved, answer, placeIn(within, whyNot), { objective: -400, placed: -1, moves })
  }
}

/** Lives in Hegg, has relatives in Gran, wishes for Furu, works in Elv and goes to school in Bjerk; is placed in Ask. */
const adult = person(35, {
  ties: [tie("sibling", "Gran")],
  wishes: [{ place: { _tag: "municipality", code: codeOf("Furu") }, provenance: said() }],
  contract: {
    municipality: codeOf("Elv"),
    occupation: "2223",
    signedOn: "2024-11-01",
    startsOn: "2025-01-02",
    provenance: said()
  },
  competence: competence({
    education: [educated(6, "applied")],
    work: [worked("2223")],
    plan: [{ kind: "job", municipality: codeOf("Elv"), provenance: said() }]
  })
})
const child = person(9, {
  schooling: { municipality: codeOf("Bjerk"), attendedSince: "2024-01-08", provenance: said() }
})
const family = household([adult, child, person(38)], { hostMunicipality: codeOf("Hegg"), permitOn: "2024-01-01" })
const others = [household(person(30), { id: "OTHER-1" }), household(person(30), { id: "OTHER-2" })]
const placed: Record<string, Name> = { "H-1": "Ask", "OTHER-1": "Bjerk", "OTHER-2": "Ask" }
const told = explain([family, ...others], { placed }, "Bjerk")

test("the officer sees everything", () => {
  expect(forAudience(told, "officer")).toBe(told)
  expect(told.whyNot?.holders).toEqual(["OTHER-1"])
})

describe.each(audiences.filter((audience) => audience !== "officer"))("%s", (audience) => {
  const seen = forAudience(told, audience)
  test("sees no other household", () => {
    expect(JSON.stringify(seen)).not.toContain("OTHER")
  })
  test("sees in the criteria the facts it sees in all, and no others", () => {
    // The needs a municipality is told stand beside the criteria: where specialist care is scored is not for it.
    const inCriteria = new Set(seen.criteria.flatMap((one) => one.facts).map((fact) => JSON.stringify(fact)))
    const inAll = seen.facts.filter((fact) => audience !== "municipality" || fact.fact !== "service-needed")
    expect(new Set(inAll.map((fact) => JSON.stringify(fact)))).toEqual(inCriteria)
  })
  test("sees no other household in any round", () => {
    fc.assert(
      fc.property(
        arbitraryWorld,
        fc.array(arbitraryDraft, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...names),
        (any, drafts, at) => {
          const [own, ...rest] = householdsOf(drafts)
          const foreign = rest.map((one, i) =>
            household(drafts[i + 1]!.members, { ...drafts[i + 1]!.known, id: `OTHER-${one.id}` })
          )
          const everyone = Object.fromEntries([own!, ...foreign].map((one) => [one.id as string, at]))
          const any1 = explain([own!, ...foreign], { placed: everyone }, at, any)
          expect(JSON.stringify(forAudience(any1, audience))).not.toContain("OTHER")
        }
      ),
      { numRuns: 20 }
    )
  })
})

test("the archive sees the sum of all criteria, the municipality of those about itself and the needs", () => {
  expect(forAudience(told, "archive").total).toBe(told.total)
  const seen = forAudience(told, "municipality")
  expect(seen.criteria.map((one) => one.criterion)).not.toContain("ties")
  expect(seen.total).toBe(seen.criteria.reduce((sum, one) => sum + one.points, 0))
})

test("the person keeps the total that counted; in a household of several nobody learns what ties gave", () => {
  const seen = forAudience(told, "person")
  expect(seen.total).toBe(told.total)
  expect(told.criteria.map((one) => one.criterion)).toContain("ties")
  expect(JSON.stringify(seen)).not.toContain('"ties"')
})

test("the person and the archive keep what «why not» costs, without who", () => {
  for (const audience of ["person", "archive"] as const) {
    expect(forAudience(told, audience).whyNot).toMatchObject({
      difference: -400,
      placedDifference: -1,
      moved: 4,
      holders: [],
      moves: []
    })
  }
})

describe("municipality", () => {
  const seen = forAudience(told, "municipality")
  test("no place but its own: where they live, work, go to school, have relatives or wish to be", () => {
    const text = JSON.stringify(seen)
    expect(JSON.stringify(told)).toContain(codeOf("Hegg")) // the officer sees them
    for (const name of ["Bjerk", "Elv", "Furu", "Gran", "Hegg"] as const) {
      expect(text).not.toContain(codeOf(name))
      expect(text).not.toContain(name)
    }
    expect(text).toContain(codeOf("Ask"))
  })
  test("of the persons what a request may carry, and nothing that is unknown of them", () => {
    expect(seen.facts.filter((fact) => fact.kind === "person").map((fact) => fact.fact)).toEqual([
      "recognition-status",
      "education-level"
    ])
    expect(told.missing.map((one) => one.about)).toContain("person")
    expect(seen.missing.map((one) => one.about)).not.toContain("person")
    expect(JSON.stringify(seen.criteria)).not.toContain("person:")
    expect(told.facts.map((fact) => fact.fact)).toContain("mean-of-persons")
    expect(seen.facts.map((fact) => fact.fact)).not.toContain("mean-of-persons")
  })
  test("no sum from which the criteria left out could be reckoned", () => {
    expect(Object.values(seen.byKind).reduce((sum, one) => sum + one, 0)).toBe(seen.total)
    expect(seen.members).toEqual({ mean: Math.round(seen.total / 3), lowestAdult: null, children: null })
    expect(seen.total).toBeLessThan(told.total)
  })
  test("a health need only where the release reaches the municipality (S22)", () => {
    const release = { releasedBy: "person" as const, releasedOn: "2024-10-29" }
    const seenWith = (scope: "settlement" | "settlement-and-municipality", within = world) => {
      const healthNeeds = [need("specialist-mental-health", { release: { ...release, scope } })]
      const ill = household([person(35, { healthNeeds }), person(36)])
      return JSON.stringify(forAudience(explain([ill], { placed: { "H-1": "Ask" } }, "Bjerk", within), "municipality"))
    }
    expect(seenWith("settlement-and-municipality")).toContain("specialist-mental-health")
    expect(seenWith("settlement")).not.toMatch(/mental|psychiatric/)
    const near = worldOf(everywhere({ facts: { "gp-capacity": 100, "psychiatric-centre-km": 20 } }))
    expect(seenWith("settlement-and-municipality", near)).toContain("specialist-mental-health")
    expect(seenWith("settlement", near)).not.toMatch(/mental|psychiatric/)
  })
  test("its own figures", () => {
    expect(seen.facts.map((fact) => fact.fact)).toContain("gp-capacity")
  })
  test("nothing about alternatives, warnings, the children's best or single members", () => {
    expect([seen.alternatives, seen.top, seen.excluded, seen.warnings]).toEqual([[], [], [], []])
    expect([seen.childrensBest, seen.whyNot, seen.rankOfPlaced, seen.members.lowestAdult]).toEqual([
      null,
      null,
      null,
      null
    ])
  })
})

describe("person", () => {
  test("members of a household do not learn each other's wishes about relatives, in the answer to «why not» either", () => {
    expect(JSON.stringify(told)).toContain("relative-in")
    expect(JSON.stringify(forAudience(told, "person"))).not.toContain("relative-in")
    expect(forAudience(told, "person").members.lowestAdult).toBeNull()
  })
  test("somebody alone sees what they have said themselves", () => {
    const alone = explain([household(adult)], { placed: { "H-1": "Ask" } }, "Gran")
    expect(forAudience(alone, "person").facts.map((fact) => fact.fact)).toContain("relative-in")
  })
  test("the children's best stays, without the children's own words", () => {
    const seen = forAudience(told, "person").childrensBest
    expect(seen?.points).toBe(told.childrensBest?.points)
    expect(seen?.views.every((view) => !view.heard || view.view === null)).toBe(true)
  })
  test("protected areas are not pointed out, neither among the excluded nor in the answer to «why not»", () => {
    const apart = worldOf(Object.fromEntries(names.map((name) => [name, { region: `around ${name}` }])))
    const sheltered = household([person(30), person(31)], {
      protection: { kind: "violence", awayFrom: [codeOf("Gran")], provenance: said() }
    })
    const kept = explain([sheltered], {}, "Gran", apart)
    expect(JSON.stringify(kept)).toContain("protected-area")
    expect(kept.whyNot).toMatchObject({ answer: "hard-criterion", excluded: [{ criterion: "protected-area" }] })
    expect(JSON.stringify(forAudience(kept, "person"))).not.toContain("protected-area")
    expect(JSON.stringify(forAudience(kept, "municipality"))).not.toContain("protected")
  })
})
