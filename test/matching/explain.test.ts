// Feature under test: the explanation of one household as a value (model.md §5): what its placement rests on, what was missing,
// what was excluded and why, the alternatives, and the children's best (S21).
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { differenceOf, explainAnswer, rankedPlaces } from "../../src/matching/explain.ts"
import type { Explanation } from "../../src/matching/explanation.ts"
import type { World } from "../../src/matching/World.ts"
import { arbitraryDraft, arbitraryMinorDraft, arbitraryWorld, householdsOf } from "../support/arbitraryRound.ts"
import { answerIn, type PlanInput, planOf } from "../support/plan.ts"
import {
  codeOf,
  competence,
  educated,
  everywhere,
  household,
  type Known,
  minorCase,
  type Name,
  names,
  need,
  person,
  said,
  tie,
  unreleased,
  weighing,
  worked,
  worldOf
} from "../support/world.ts"

const explain = (
  households: ReadonlyArray<Household>,
  world: World,
  known: PlanInput = {},
  id = "H-1",
  topK = 3
): Explanation => explainAnswer(answerIn(planOf(households, world, known), id), null, topK)
const alone = (id = "H-1", known: Parameters<typeof household>[1] = {}) =>
  household(person(70), { permitOn: "2024-01-01", ...known, id })
const dwelling = (rooms: number, stepFree = false) => ({ rooms, stepFree, count: 1, availableFrom: "2024-12-01" })
const declared: NonNullable<Known["declares"]> = { dwellings: [dwelling(4)] }
const gp = (capacity: number, declares: NonNullable<Known["declares"]> = declared): Known => ({
  facts: { "gp-capacity": capacity, "hospital-km": 0 },
  declares
})
/** Nothing declared. */
const silent = (capacity: number): Known => ({ facts: { "gp-capacity": capacity, "hospital-km": 0 } })
/** Better from south to north. */
const world = worldOf({ Ask: gp(91), Bjerk: gp(93), Elv: gp(95), Furu: gp(97), Gran: gp(99), Hegg: gp(101) })

describe("alternatives", () => {
  const told = explain([alone()], world, { placed: { "H-1": "Furu" } })
  test("the k best but the one chosen, each with its rank among all", () => {
    expect(told.rankOfPlaced).toBe(3)
    expect(told.alternatives.map(({ name, rank }) => [name, rank])).toEqual([
      ["Hegg", 1],
      ["Gran", 2],
      ["Elv", 4]
    ])
    expect(told.eligible).toBe(6)
  })
  test("and the k best with the chosen one in its place among them", () => {
    expect(told.top.map(({ chosen, name, rank }) => [name, rank, chosen])).toEqual([
      ["Hegg", 1, false],
      ["Gran", 2, false],
      ["Furu", 3, true]
    ])
    expect(told.top[2]).toMatchObject({ points: told.total, difference: { total: 0, criteria: [] } })
  })
  test("with the difference per criterion, exact", () => {
    for (const { difference, points } of told.alternatives) {
      expect(difference.total).toBe(points - told.total)
      expect(difference.criteria.reduce((sum, one) => sum + one.points, 0)).toBe(difference.total)
      expect(difference.criteria.map((one) => one.criterion)).toEqual(["primary-care"])
    }
  })
  test("at equal fit the confirmed before the unconfirmed (S5), then by code", () => {
    const alike = worldOf({ ...everywhere(silent(97)), Gran: gp(97), Hegg: gp(97) })
    const { household: one } = answerIn(planOf([alone()], alike), "H-1")
    const ranked = rankedPlaces({ ...one, points: one.points.map(() => 1) }, alike).map(
      (place) => place.municipality.name
    )
    expect(ranked).toEqual(["Gran", "Hegg", "Ask", "Bjerk", "Elv", "Furu"])
  })
  test("full where others hold the places, and what a place costs", () => {
    const couple = household([person(70), person(71)], { permitOn: "2024-01-01" })
    const known: PlanInput = {
      placed: { "H-0": "Hegg", "H-1": "Furu", "H-2": "Hegg", "H-3": "Gran" },
      places: { Hegg: 3, Gran: 3, Furu: 2 },
      prices: { Hegg: 1000, Gran: 70.4, Furu: 10.3 }
    }
    const beside = explain([alone("H-0"), couple, alone("H-2"), alone("H-3")], world, known)
    expect(beside.alternatives.map(({ full, name, price }) => [name, full, price])).toEqual([
      ["Hegg", true, 2000], // two of three places are taken; two persons at 1 000 each
      ["Gran", false, 141] // one of three; 2 × 70.4
    ])
    expect(beside.price).toBe(21) // 2 × 10.3
  })
  test("full where somebody holds the only dwelling of the kind, though there are places", () => {
    const stepFree = (id: string) =>
      household(person(70, { housingNeeds: ["step-free"] }), { id, permitOn: "2024-01-01" })
    const one = { dwellings: [dwelling(2, true)] }
    const scarce = worldOf({
      ...everywhere(gp(97, one)),
      Ask: gp(97, { dwellings: [dwelling(2, true), dwelling(1, true)] })
    })
    const placed: Record<string, Name> = { "H-0": "Hegg", "H-1": "Furu", "H-2": "Ask" }
    const beside = explain([stepFree("H-0"), stepFree("H-1"), stepFree("H-2")], scarce, { placed }, "H-1", 6)
    expect(beside.alternatives.filter(({ full }) => full).map(({ name }) => name)).toEqual(["Hegg"])
  })
  test("a criterion that only one side has counts in full", () => {
    const points = (criterion: "ties" | "contract", count: number) =>
      ({ ...told.criteria[0], criterion, points: count }) as (typeof told.criteria)[number]
    expect(differenceOf([points("ties", 5)], [points("contract", 3)])).toEqual([
      { criterion: "ties", points: 5 },
      { criterion: "contract", points: -3 }
    ])
    expect(differenceOf([points("ties", 5)], [points("ties", 5)])).toEqual([])
  })
})

describe("excluded", () => {
  const closed = worldOf({ ...everywhere(gp(97)), Gran: gp(97, { dwellings: [] }), Hegg: gp(97, { dwellings: [] }) })
  test("each municipality under the first criterion that excludes it, with its evidence", () => {
    const told = explain([alone()], closed, {
      placed: { "H-1": "Ask" },
      places: { Ask: 1, Bjerk: 1, Gran: 1 },
      forbids: [["H-1", "Bjerk"]]
    })
    expect(told.excluded.map(({ criterion, municipalities }) => [criterion, municipalities])).toEqual([
      ["dwelling-size", [codeOf("Gran"), codeOf("Hegg")]],
      ["forbid", [codeOf("Bjerk")]],
      ["places", [codeOf("Elv"), codeOf("Furu")]]
    ])
    expect(told.excluded[0]?.evidence).toMatchObject([{ fact: "dwellings-that-fit", value: 0 }])
    expect(told.eligible).toBe(1)
  })
  test("every municipality is eligible or excluded, once", () => {
    fc.assert(
      fc.property(arbitraryWorld, fc.oneof(arbitraryDraft, arbitraryMinorDraft), (any, draft) => {
        const told = explain(householdsOf([draft]), any)
        const excluded = told.excluded.flatMap((one) => one.municipalities)
        expect(new Set(excluded).size).toBe(excluded.length)
        expect(told.eligible + excluded.length).toBe(names.length)
      }),
      { numRuns: 40 }
    )
  })
})

describe("questions and what was missing", () => {
  test("what the municipality must confirm, where placed and for each alternative", () => {
    const asked = worldOf({ ...everywhere(silent(97)), Ask: gp(98) })
    const told = explain([household(person(30, { healthNeeds: [need("dialysis")] }))], asked, {
      placed: { "H-1": "Bjerk" }
    })
    expect(told.questions).toEqual(["dwelling-size", "dialysis"])
    expect(told.alternatives[0]).toMatchObject({ name: "Ask", questions: ["dialysis"] })
  })
  test("missing of the person and of the municipality, by criterion", () => {
    const told = explain([household(person(30))], worldOf({ Ask: { facts: { "hospital-km": 0 } } }), {
      placed: { "H-1": "Ask" }
    })
    expect(told.missing).toEqual([
      { about: "person", fact: "occupation", criterion: "occupation-match" },
      { about: "person", fact: "education", criterion: "education-path" },
      { about: "person", fact: "norwegian-track", criterion: "norwegian-track" },
      { about: "municipality", fact: "gp-capacity", criterion: "primary-care" },
      { about: "municipality", fact: "dwellings", criterion: "dwelling-room" }
    ])
  })
})

describe("sums", () => {
  test("total = Σ criteria = Σ kinds of facts, and the mean over members is the same sum", () => {
    fc.assert(
      fc.property(arbitraryWorld, arbitraryDraft, fc.constantFrom(...names), (any, draft, at) => {
        const told = explain(householdsOf([draft]), any, { placed: { "H-1": at } })
        expect(told.criteria.reduce((sum, one) => sum + one.points, 0)).toBe(told.total)
        expect(Object.values(told.byKind).reduce((sum, one) => sum + one, 0)).toBe(told.total)
        expect(told.members.mean).toBe(Math.round(told.total / told.persons))
        expect(told.low).toBeLessThanOrEqual(told.total)
        expect(told.high).toBeGreaterThanOrEqual(told.total)
      }),
      { numRuns: 40 }
    )
  })
  test("adults and children apart: the lowest adult, the mean child", () => {
    // Only ties and the lists of general practitioners tell the members apart.
    const couple = [person(70, { ties: [tie("spouse", "Hegg")] }), person(71), person(0), person(0)]
    const told = explain([household(couple)], worldOf(everywhere(gp(105))), { placed: { "H-1": "Ask" } })
    const one = explain([household(person(70, { ties: [tie("spouse", "Hegg")] }))], worldOf(everywhere(gp(105))), {
      placed: { "H-1": "Ask" }
    })
    const child = explain([household(person(0))], worldOf(everywhere(gp(105))), { placed: { "H-1": "Ask" } })
    expect(told.members.lowestAdult).toBe(one.total) // the spouse in Hegg is 300 km away
    expect(told.members.children).toBe(child.total)
    expect(child.members.lowestAdult).toBeNull()
    expect(one.members.children).toBeNull()
  })
  test("somebody who turns 18 today is an adult", () => {
    const both = explain([household([person(18), person(17)])], world, { placed: { "H-1": "Ask" } })
    const eighteen = explain([household(person(18))], world, { placed: { "H-1": "Ask" } })
    expect(both.members.lowestAdult).toBe(eighteen.total)
    expect(both.childrensBest?.children).toBe(1)
  })
})

describe("reason", () => {
  test.each([
    ["its own best", { placed: { "H-1": "Hegg" } }, { code: "own-best" }],
    ["not its own best", { placed: { "H-1": "Ask" } }, { code: "best-for-the-round" }],
    ["locked", { placed: { "H-1": "Ask" }, locks: [["H-1", "Ask"]] }, { code: "locked" }],
    ["nothing eligible", { places: {} }, { code: "no-eligible-municipality" }],
    ["everything taken", {}, { code: "no-place-left" }],
    ["the only eligible one taken", { places: { Ask: 1 } }, { code: "no-place-left" }]
  ] as const)("%s", (_, known, reason) => {
    expect(explain([alone()], world, known as PlanInput).reason).toEqual(reason)
  })
  test("held for a better place", () => {
    const poor = worldOf({ ...everywhere(gp(90)), Ask: gp(105) })
    const told = explain([alone("H-1", { permitOn: "2024-11-01" })], poor, {
      places: { Bjerk: 1 },
      profile: weighing({ "primary-care": 1 })
    })
    expect(told.state).toBe("held")
    expect(told.reason).toEqual({ code: "held-for-better", below: 400_000, best: 1_000_000 })
  })
  test("settled by itself", () => {
    const agreed = alone("H-1", { route: "agreed-self-settlement", fixedMunicipality: codeOf("Ask") })
    const told = explain([agreed], world, { prices: { Ask: 500 } })
    expect([told.state, told.name, told.price]).toEqual(["fixed", "Ask", 0])
    expect(told.reason).toEqual({ code: "agreed-self-settlement" })
  })
  test("unplaced has no total and no facts, and still its alternatives", () => {
    const told = explain([alone()], world)
    expect([told.state, told.municipality, told.total, told.price, told.rankOfPlaced]).toEqual([
      "unplaced",
      null,
      0,
      0,
      null
    ])
    expect([told.criteria, told.facts, told.questions]).toEqual([[], [], []])
    expect([told.low, told.high, told.members]).toEqual([0, 0, { mean: 0, lowestAdult: null, children: null }])
    expect(told.alternatives[0]).toMatchObject({ name: "Hegg", rank: 1 })
  })
})

describe("warnings", () => {
  const codes = (one: Household, known: PlanInput = {}) => explain([one], world, known).warnings.map(({ code }) => code)
  const mapped = competence({ education: [educated(4)], work: [worked("7115")] }) // half of the record is known
  test("a thin profile of one adult, below half of the record", () => {
    expect(codes(household(person(30)))).toEqual(["thin-profile"])
    expect(codes(household(person(30, { competence: mapped })))).toEqual([])
    expect(codes(household(person(30, { competence: competence({ education: [educated(4)] }) })))).toEqual([
      "thin-profile"
    ])
    expect(codes(household([person(30, { competence: mapped }), person(31)]))).toEqual(["thin-profile"])
  })
  test("health not clarified, without saying what", () => {
    expect(codes(household(person(30, { competence: mapped, healthNeeds: [unreleased(need("dialysis"))] })))).toEqual([
      "health-not-clarified"
    ])
    expect(codes(household(person(30, { competence: mapped, healthNeeds: [need("dialysis")] })))).toEqual([])
    const healthy = person(30, { competence: mapped })
    expect(
      codes(household([healthy, person(30, { competence: mapped, healthNeeds: [unreleased(need("dialysis"))] })]))
    ).toEqual(["health-not-clarified"])
  })
  test("a minor who has turned 18", () => {
    const minor = (age: number) =>
      household(person(age, { competence: mapped }), { minor: minorCase("foster-home"), bestInterests: "Vurdert." })
    expect(codes(minor(17))).toEqual([])
    expect(codes(minor(18))).toEqual(["turns-18"])
  })
  test("not ready, by the names of what is missing", () => {
    const hearing = { adultsHeard: [], commentWaived: true, adverseInformation: "none" as const }
    const told = explain([household(person(30, { competence: mapped }), { hearing })], world)
    expect(told.warnings).toEqual([{ code: "not-ready", elements: ["interview", "adults-heard"] }])
  })
  test("protected", () => {
    const protection = { kind: "violence" as const, awayFrom: [], provenance: said() }
    expect(codes(household(person(30, { competence: mapped }), { protection }))).toEqual(["protected"])
  })
})

describe("the children's best", () => {
  const school = (places: number): Known => ({
    facts: { "gp-capacity": 105, "hospital-km": 0, "school-free-places": places }
  })
  const better = worldOf({ ...everywhere(school(0)), Bjerk: school(2), Elv: school(5) })
  const view = { _tag: "heard", on: "2024-11-01", how: "samtale", view: "Vil være nær fotball." } as const
  const family = (...children: ReadonlyArray<ReturnType<typeof person>>) =>
    household([person(40), person(38), ...children], { bestInterests: "Vurdert." })

  test("the children's points alone, against the best place for them", () => {
    const told = explain([family(person(8), person(10))], better, { placed: { "H-1": "Bjerk" } })
    const best = explain([family(person(8), person(10))], better, { placed: { "H-1": "Elv" } })
    expect(told.childrensBest).toMatchObject({
      children: 2,
      possible: 2_000_000,
      bestForChildren: { municipality: codeOf("Elv"), name: "Elv" },
      assessment: "Vurdert."
    })
    expect(told.childrensBest?.bestForChildren?.difference).toBe(
      (best.childrensBest?.points ?? 0) - (told.childrensBest?.points ?? 0)
    )
    expect(told.childrensBest?.bestForChildren?.difference).toBeGreaterThan(0)
    expect(told.childrensBest?.points).toBe(2 * (told.members.children ?? 0))
    expect(best.childrensBest?.bestForChildren?.difference).toBe(0)
  })
  test("each child's view: heard how and when, why not, or nobody has said", () => {
    const children = [
      person(8, { childView: view }),
      person(1, { childView: { _tag: "not-heard", reason: "Ett år." } }),
      person(3)
    ]
    expect(explain([family(...children)], better, { placed: { "H-1": "Ask" } }).childrensBest?.views).toEqual([
      { heard: true, on: "2024-11-01", how: "samtale", view: "Vil være nær fotball." },
      { heard: false, reason: "Ett år." },
      { heard: false, reason: null }
    ])
  })
  test("no children, no block; eighteen today is no child", () => {
    expect(explain([alone()], better).childrensBest).toBeNull()
    expect(explain([household([person(40), person(18)])], better).childrensBest).toBeNull()
  })
  test("a best place they cannot have is not held up to them", () => {
    const told = explain([family(person(8))], better, { placed: { "H-1": "Bjerk" }, forbids: [["H-1", "Elv"]] })
    expect(told.childrensBest?.bestForChildren).toMatchObject({ name: "Bjerk", difference: 0 })
  })
  test("of two equally good for the children the first by code, whatever the adults prefer", () => {
    const alike = worldOf({ ...everywhere(school(5)), Ask: school(0) })
    const parent = person(40, { ties: [tie("sibling", "Gran")] })
    const told = explain([household([parent, person(8)])], alike, { placed: { "H-1": "Gran" } })
    expect(told.rankOfPlaced).toBe(1)
    expect(told.childrensBest?.bestForChildren).toMatchObject({ name: "Bjerk", difference: 0 })
  })
  test("unplaced children have no points yet, and all to gain", () => {
    const told = explain([family(person(8))], better)
    const best = explain([family(person(8))], better, { placed: { "H-1": "Elv" } })
    expect(told.childrensBest).toMatchObject({
      points: 0,
      bestForChildren: { name: "Elv", difference: best.childrensBest?.points }
    })
  })
})

test("the officer may be asked about any place: names of the alternatives are the municipalities' own", () => {
  const told = explain([alone()], world, {}, "H-1", 6)
  expect(told.alternatives.map(({ municipality, name }) => [municipality, name])).toEqual(
    (["Hegg", "Gran", "Furu", "Elv", "Bjerk", "Ask"] satisfies ReadonlyArray<Name>).map((name) => [codeOf(name), name])
  )
})
