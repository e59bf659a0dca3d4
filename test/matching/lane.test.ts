// Feature under test: one lane of a round as numbers: capacities after those who settle themselves, eligible pairs, who may be
// held, levels, links and choices.
import { describe, expect, test } from "vitest"
import type { Household } from "../../src/domain/Household.ts"
import { type LaneProblem, makeLane, type RuleId } from "../../src/matching/lane.ts"
import { minorsProfile, standardProfile } from "../../src/matching/profiles.ts"
import {
  codeOf,
  everywhere,
  household,
  type Known,
  minorCase,
  type Name,
  names,
  person,
  placeIn,
  type RoundInput,
  roundOf,
  said,
  tie,
  weighing,
  worldOf
} from "../support/world.ts"

const lane = (
  households: ReadonlyArray<Household>,
  known: RoundInput = {},
  { world = worldOf(), kind = "ordinary" as "ordinary" | "minors", without = [] as ReadonlyArray<RuleId> } = {}
) =>
  makeLane(
    kind,
    roundOf(households, known),
    world,
    kind === "minors" ? minorsProfile : standardProfile,
    new Set(without)
  )

/** A column of the instance by dimension and municipality. */
const given = ({ dimensions, instance, world }: LaneProblem, of: "capacity" | "minimum", id: string, name: Name) =>
  instance[of][placeIn(world, name).index * dimensions.length + dimensions.findIndex((one) => one.id === id)]
const scored = ({ instance, world }: LaneProblem, h: number, name: Name) =>
  instance.score[h * names.length + placeIn(world, name).index]

const alone = (id: string, known: Parameters<typeof household>[1] = {}) => household(person(30), { ...known, id })
const withTies = (id: string, ...spouses: ReadonlyArray<string>) =>
  household(person(30, { ties: spouses.map((other) => tie("spouse", { household: other })) }), { id })
const fixedIn = (name: Name) => ({ route: "agreed-self-settlement", fixedMunicipality: codeOf(name) }) as const
const settled = (id: string, name: Name, persons = 1) =>
  household(
    Array.from({ length: persons }, () => person(30)),
    { ...fixedIn(name), id }
  )

test("each lane has its own households, in order of id, none of them strictly confidential", () => {
  const minor = household(person(15), { id: "H-0", minor: minorCase("foster-home") })
  const hidden = alone("H-3", { protection: { kind: "confidential", awayFrom: [], provenance: said() } })
  const all = [alone("H-2"), hidden, minor, alone("H-1"), settled("H-4", "Ask")]
  expect(lane(all).instance.households).toEqual(["H-1", "H-2"])
  expect(lane(all).fixed.map((one) => one.household.id)).toEqual(["H-4"])
  expect(lane(all, {}, { kind: "minors" }).instance.households).toEqual(["H-0"])
})

describe("capacity", () => {
  test("is what is left after those who have agreed to settle themselves", () => {
    const problem = lane([alone("H-1"), settled("H-2", "Ask", 3), settled("H-3", "Bjerk", 3)], {
      places: { Ask: 5, Bjerk: 2 }
    })
    expect(given(problem, "capacity", "places", "Ask")).toBe(2) // 5 − 3
    expect(given(problem, "capacity", "places", "Bjerk")).toBe(0) // never less
    expect(given(problem, "capacity", "places", "Elv")).toBe(0)
  })
  test("is not used by those of the other lane", () => {
    const minor = household(person(17), { ...fixedIn("Ask"), id: "H-2", minor: minorCase("foster-home") })
    expect(given(lane([alone("H-1"), minor], { places: { Ask: 5 } }), "capacity", "places", "Ask")).toBe(5)
  })
  test("of undeclared dwellings is as much as all could use, those who settle themselves besides", () => {
    const needing = (id: string, known = {}) => household(person(30, { housingNeeds: ["step-free"] }), { ...known, id })
    const dwellings = [{ rooms: 3, stepFree: true, count: 1, availableFrom: "2024-12-01" }]
    const all = [needing("H-1"), needing("H-2"), alone("H-3"), needing("H-4", fixedIn("Bjerk"))]
    const problem = lane(all, {}, { world: worldOf({ Ask: { declares: { dwellings } } }) })
    expect(given(problem, "capacity", "step-free-dwellings", "Ask")).toBe(1)
    expect(given(problem, "capacity", "step-free-dwellings", "Bjerk")).toBe(2)
  })
  test("minimum intake is never above it, and falls away without C3", () => {
    const known: RoundInput = { places: { Ask: { places: 5, minimum: 4 }, Bjerk: { places: 2, minimum: 3 } } }
    const [whole, free] = [lane([alone("H-1")], known), lane([alone("H-1")], known, { without: ["C3"] })]
    expect(["Ask", "Bjerk", "Elv"].map((name) => given(whole, "minimum", "places", name as Name))).toEqual([4, 2, 0])
    expect(["Ask", "Bjerk", "Elv"].map((name) => given(free, "minimum", "places", name as Name))).toEqual([0, 0, 0])
    expect(whole.instance.minimum.reduce((sum, one) => sum + one, 0)).toBe(4 + 2) // persons alone have a minimum
  })
})

describe("holding (S7)", () => {
  // Ask fits far better than anything else, but has no places this round.
  const dwellings = [{ rooms: 1, stepFree: false, count: 1, availableFrom: "2024-12-01" }]
  const care = (capacity: number, km: number): Known => ({
    facts: { "gp-capacity": capacity, "hospital-km": km },
    declares: { dwellings }
  })
  const world = worldOf({ ...everywhere(care(90, 180)), Ask: care(105, 0), Bjerk: care(96, 124) }) // Bjerk: both 0.4
  const places = { Bjerk: 9, Elv: 9 }
  const onlyCare = weighing({ "primary-care": 1, "specialist-care": 1 })
  const problem = (
    known: Parameters<typeof household>[1] = {},
    round: RoundInput = {},
    without: ReadonlyArray<RuleId> = []
  ) =>
    makeLane(
      "ordinary",
      roundOf([household(person(70), { id: "H-1", ...known })], { places, ...round }),
      world,
      onlyCare,
      new Set(without)
    )
  test("a place below 0.4 of the household's own best is declined", () => {
    const held = problem()
    expect(held.households[0]?.best).toBe(1_000_000) // Ask, though it has no places: it may have next time
    expect(held.households[0]?.holdBelow).toBe(400_000)
    expect(scored(held, 0, "Bjerk")).toBe(400_000) // just good enough
    expect(scored(held, 0, "Elv")).toBe(Number.NEGATIVE_INFINITY)
    expect(scored(held, 0, "Ask")).toBe(Number.NEGATIVE_INFINITY)
  })
  test.each([
    ["a limit falls before the next round", { permitOn: "2024-01-01" }, {}, []],
    ["it has been held twice", { roundsHeld: 2 }, {}, []],
    ["an officer has locked it", {}, { locks: [["H-1", "Elv"] as const] }, []],
    ["the rule is left out", {}, {}, ["hold" as const]]
  ])("nothing is declined where %s", (_, known, round, without) => {
    const free = problem(known, round, without)
    expect(free.households[0]?.holdBelow).toBe(0)
    expect(scored(free, 0, "Elv")).toBe(0)
  })
  test("a place that can never be had is nobody's best", () => {
    const closed = problem({}, { forbids: [["H-1", "Ask"]] })
    expect(closed.households[0]?.best).toBe(400_000)
    expect(closed.households[0]?.holdBelow).toBe(160_000)
  })
})

test("levels: each household in one, by its weight", () => {
  const problem = lane([
    alone("H-1", { permitOn: "2024-06-02" }),
    household([person(30), person(4)], { id: "H-2", permitOn: "2024-08-31" }),
    alone("H-3")
  ])
  expect(problem.instance.levels.map(({ name, weight }) => [name, [...weight]])).toEqual([
    ["limit-before-next-round", [2000, 0, 0]],
    ["minors-and-children", [0, 3000, 0]],
    ["others", [0, 0, 1000]]
  ])
  expect([...problem.instance.persons]).toEqual([1, 2, 1])
})

describe("links and choices", () => {
  const spouse = (id: string, to: string) => household(person(30, { ties: [tie("spouse", { household: to })] }), { id })
  const households = [alone("H-1"), spouse("H-2", "H-3"), alone("H-3"), settled("H-4", "Gran")]
  const known: RoundInput = {
    protectedPairs: [
      ["H-3", "H-1"],
      ["H-1", "H-4"] // H-4 is settled: the region is closed to H-1 (eligibility)
    ],
    locks: [
      ["H-1", "Elv"],
      ["H-4", "Ask"]
    ],
    announced: [
      ["H-2", "Furu"],
      ["H-4", "Ask"]
    ]
  }
  test("by index of the households to place", () => {
    const { instance } = lane(households, known)
    expect(instance.linked.map((set) => [...set])).toEqual([[1, 2]])
    expect(instance.separate.map((set) => [...set])).toEqual([[0, 2]])
    expect([...instance.lock]).toEqual([2, -1, -1])
    expect([...instance.announced]).toEqual([-1, 3, -1])
  })
  describe("between households that stand", () => {
    const stands = (id: string, name: Name) => ({ locks: [[id, name]], announced: [[id, name]] }) as const
    const sets = (problem: LaneProblem) => ({
      linked: problem.instance.linked.map((set) => [...set]),
      separate: problem.instance.separate.map((set) => [...set])
    })
    const both = (a: Name, b: Name) => ({
      locks: [["H-1", a] as const, ["H-2", b] as const],
      announced: [["H-1", a] as const, ["H-2", b] as const]
    })
    const married = [alone("H-1", {}), withTies("H-2", "H-1"), withTies("H-3", "H-1")]
    test.each([
      ["in two regions, a link gives way; who does not stand follows one of them", both("Ask", "Furu"), [[0, 2]]],
      ["in one region, it binds as before", both("Ask", "Bjerk"), [[0, 1, 2]]],
      ["once, it binds as before", stands("H-1", "Ask"), [[0, 1, 2]]]
    ] as const)("%s", (_, known, linked) => {
      expect(sets(lane(married, known)).linked).toEqual(linked)
    })
    test.each([
      ["nobody has places there", { Ask: 0, Bjerk: 0, Furu: 9 }, []],
      ["what places there are, are promised", { Ask: 1, Bjerk: 0, Furu: 9 }, []],
      ["there is a place for one more", { Ask: 2, Bjerk: 0, Furu: 9 }, [[0, 1]]],
      ["there is a place for each", { Ask: 2, Bjerk: 1, Furu: 9 }, [[0, 1, 2]]]
    ] as const)("where %s", (_, places, linked) => {
      expect(sets(lane(married, { ...stands("H-1", "Ask"), places })).linked).toEqual(linked)
    })
    test("an officer's lock is not overruled", () => {
      const known: RoundInput = {
        ...stands("H-1", "Ask"),
        locks: [
          ["H-1", "Ask"],
          ["H-2", "Furu"]
        ]
      }
      expect(sets(lane(married, known)).linked).toEqual([[0, 1, 2]])
    })
    test("protection goes before a link to somebody who stands", () => {
      const known: RoundInput = { ...both("Ask", "Bjerk"), protectedPairs: [["H-3", "H-2"]] }
      expect(sets(lane([alone("H-1"), alone("H-2"), withTies("H-3", "H-1")], known))).toEqual({
        linked: [],
        separate: [[1, 2]]
      })
    })
    test.each([
      ["Ask", "Ask"],
      ["Ask", "Bjerk"],
      ["Ask", "Furu"]
    ] as const)("a protected pair in %s and %s is not moved any more", (a, b) => {
      const known: RoundInput = {
        ...both(a, b),
        protectedPairs: [
          ["H-1", "H-2"],
          ["H-2", "H-3"]
        ]
      }
      expect(sets(lane([alone("H-1"), alone("H-2"), alone("H-3")], known)).separate).toEqual([[1, 2]])
    })
  })
  test("links fall away without C4, protected pairs without C5", () => {
    const { instance } = lane(households, known, { without: ["C4", "C5"] })
    expect([instance.linked, instance.separate]).toEqual([[], []])
  })
  test("places of one region share an index", () => {
    expect([...lane(households).instance.region]).toEqual([1, 1, 0, 0, 0, 0]) // regions in order of id: north, south
    expect(lane(households).instance.regions).toEqual(["north", "south"])
  })
})

test("eligible pairs carry their points, others none", () => {
  const problem = lane([alone("H-1"), alone("H-2")], { places: { Ask: 1, Elv: 1 }, forbids: [["H-2", "Elv"]] })
  const open = (h: number) => names.filter((name) => scored(problem, h, name) !== Number.NEGATIVE_INFINITY)
  expect(open(0)).toEqual(["Ask", "Elv"])
  expect(open(1)).toEqual(["Ask"])
  expect(scored(problem, 0, "Elv")).toBe(problem.households[0]?.points[placeIn(problem.world, "Elv").index])
})
