// Feature under test: «why not Y?» answers with a hard criterion, else the fit, else who holds the place, else a lock.
import { describe, expect, test } from "vitest"
import type { WhyNot } from "../../src/matching/explanation.ts"
import { canAsk, whyNotOf } from "../../src/matching/whyNot.ts"
import { answerIn, type PlanInput, planOf } from "../support/plan.ts"
import { codeOf, everywhere, household, type Known, type Name, person, placeIn, worldOf } from "../support/world.ts"

const care = (capacity: number, declares?: Known["declares"]): Known => ({
  facts: { "gp-capacity": capacity, "hospital-km": 0 },
  ...(declares === undefined ? {} : { declares })
})
/** Bjerk is better than Ask, Elv poorer; Gran has no dwelling. */
const world = worldOf({
  ...everywhere(care(95)),
  Ask: care(98),
  Bjerk: care(101),
  Gran: care(105, { dwellings: [] })
})
const one = (id: string) => household(person(70), { id, permitOn: "2024-01-01" })
const asked = (name: Name, known: PlanInput) => {
  const solved = planOf([one("H-1"), one("H-2"), one("H-3")], world, known)
  const answer = answerIn(solved, "H-1")
  return { ...whyNotOf(solved, answer, placeIn(world, name), null), canAsk: canAsk(answer, placeIn(world, name)) }
}
const placed = { "H-1": "Ask", "H-2": "Bjerk", "H-3": "Bjerk" } as const

describe("answer", () => {
  test.each<readonly [string, Name, PlanInput, WhyNot["answer"], boolean]>([
    ["it is there", "Ask", { placed }, "chosen", true],
    ["a hard criterion", "Gran", { placed }, "hard-criterion", false],
    ["an officer has closed it", "Bjerk", { placed, forbids: [["H-1", "Bjerk"]] }, "hard-criterion", false],
    ["a poorer fit", "Elv", { placed }, "lower-fit", true],
    ["a better fit, but others hold the places", "Bjerk", { placed, places: { Ask: 1, Bjerk: 2 } }, "capacity", true],
    ["no places in the round", "Bjerk", { placed, places: { Ask: 1 } }, "capacity", false],
    ["locked elsewhere", "Bjerk", { placed, locks: [["H-1", "Ask"]] }, "lock", true],
    ["not placed at all", "Bjerk", { placed: { "H-2": "Bjerk" } }, "not-placed-there", true]
  ])("%s", (_, name, known, answer, may) => {
    expect(asked(name, known)).toMatchObject({ answer, canAsk: may })
  })
})

test("the hard criterion stands with its evidence", () => {
  expect(asked("Gran", { placed }).excluded).toMatchObject([
    { criterion: "dwelling-size", evidence: [{ fact: "dwellings-that-fit", value: 0 }] }
  ])
})

test("the fit there, taken apart, and its difference from the fit here", () => {
  const told = asked("Bjerk", { placed })
  const here = asked("Ask", { placed })
  expect(told.criteria.reduce((sum, criterion) => sum + criterion.points, 0)).toBe(told.points)
  expect(told.fitDifference).toBe(told.points - here.points)
  expect(told.byCriterion).toEqual([{ criterion: "primary-care", points: told.fitDifference }])
  expect([here.fitDifference, here.byCriterion]).toEqual([0, []])
})

test("who holds the places there, in order of id, the household itself left out", () => {
  expect(asked("Bjerk", { placed }).holders).toEqual(["H-2", "H-3"])
  expect(asked("Ask", { placed }).holders).toEqual([])
})

test("without a re-solve there is no price and nobody moves", () => {
  expect(asked("Bjerk", { placed })).toMatchObject({
    municipality: codeOf("Bjerk"),
    difference: null,
    moved: 0,
    moves: []
  })
})
