// Feature under test: a round with its answer: the state of each household, what its demand costs, and the worst of the lanes.
import { describe, expect, test } from "vitest"
import { answersOf, boundOf, objectiveOf, priceRow, type SolvedRound, statusOf } from "../../src/matching/solved.ts"
import { answerIn, planOf } from "../support/plan.ts"
import {
  codeOf,
  everywhere,
  household,
  type Known,
  minorCase,
  person,
  placeIn,
  type RoundInput,
  weighing,
  worldOf
} from "../support/world.ts"

const care = (capacity: number): Known => ({
  facts: { "gp-capacity": capacity, "hospital-km": 0 },
  declares: { dwellings: [{ rooms: 2, stepFree: true, count: 1, availableFrom: "2024-12-01" }] }
})
const world = worldOf(everywhere(care(97)))
const waiting = (id: string) => household(person(70), { id })
const minor = household(person(15), { id: "H-2", minor: minorCase("foster-home") })
const settled = household(person(30), { id: "H-0", route: "agreed-self-settlement", fixedMunicipality: codeOf("Gran") })
const solved = planOf([waiting("H-3"), minor, settled, waiting("H-1")], world, {
  placed: { "H-1": "Ask", "H-2": "Elv" }
})

test("every household of both lanes, in order of id, with its place", () => {
  expect(
    answersOf(solved).map(({ household: one, place, state }) => [one.household.id, state, place?.municipality.name])
  ).toEqual([
    ["H-0", "fixed", "Gran"],
    ["H-1", "placed", "Ask"],
    ["H-2", "placed", "Elv"],
    ["H-3", "unplaced", undefined]
  ])
})

describe("held", () => {
  const apart = worldOf({ ...everywhere(care(90)), Ask: care(105) }) // nothing against everything
  const state = (places: NonNullable<RoundInput["places"]>, permitOn = "2024-11-01") => {
    const profile = weighing({ "primary-care": 1 })
    return answerIn(planOf([household(person(30), { permitOn })], apart, { places, profile }), "H-1").state
  }
  test("where something is open, but too poor a fit", () => {
    expect(state({ Bjerk: 1 })).toBe("held")
  })
  test("unplaced where nothing is open, or what is open fits", () => {
    expect(state({})).toBe("unplaced")
    expect(state({ Ask: 1 })).toBe("unplaced")
  })
  test("unplaced where a limit falls before the next round", () => {
    expect(state({ Bjerk: 1 }, "2024-01-01")).toBe("unplaced")
  })
})

test("the price of a household's demand: each dimension at its own price", () => {
  const couple = household([person(70, { housingNeeds: ["step-free"] }), person(71)])
  const [lane] = planOf([couple], world).lanes
  const { dimensions } = lane!.problem
  const price = lane!.price.slice()
  const at = placeIn(world, "Elv").index * dimensions.length
  price.set([100, 7, 1000, 1000], at) // places, step-free dwellings, large dwellings, follow-up
  const row = priceRow({ ...lane!, price }, couple)
  expect(row[placeIn(world, "Elv").index]).toBe(2 * 100 + 7)
  expect(row[placeIn(world, "Ask").index]).toBe(0)
})

test("the round's objective and bound are the sums of its lanes, its status the worst", () => {
  const [ordinary, minors] = solved.lanes
  const both = (status: SolvedRound["lanes"][number]["status"]): SolvedRound => ({
    ...solved,
    lanes: [
      { ...ordinary!, status: "optimal", objective: 5, bound: 7 },
      { ...minors!, status, objective: 20, bound: 30 }
    ]
  })
  expect([objectiveOf(both("optimal")), boundOf(both("optimal"))]).toEqual([25, 37])
  for (const status of ["optimal", "feasible", "no-solution", "infeasible"] as const) {
    expect(statusOf(both(status))).toBe(status)
    expect(statusOf({ ...both(status), lanes: both(status).lanes.toReversed() })).toBe(status)
  }
})
