// Feature under test: whether a household may wait for a better place (S7): its best place that is left against its own best.
import { expect, test } from "vitest"
import { holdTerms, isWorthWaiting } from "../../src/matching/held.ts"
import { answerIn, planOf } from "../support/plan.ts"
import { codeOf, everywhere, household, type Known, person, weighing, worldOf } from "../support/world.ts"

const care = (capacity: number): Known => ({ facts: { "gp-capacity": capacity, "hospital-km": 0 } })
const apart = worldOf({ ...everywhere(care(90)), Ask: care(105) }) // nothing against everything
const profile = weighing({ "primary-care": 1 })
const waiting = (id: string) => household(person(30), { id, permitOn: "2024-11-01" })
type Given = Parameters<typeof planOf>[2]
const terms = (given: Given, others: ReadonlyArray<string> = []) =>
  holdTerms(answerIn(planOf([waiting("H-1"), ...others.map(waiting)], apart, { profile, ...given }), "H-1"))!

test("worth waiting where what is left is below the share of its own best", () => {
  const poor = terms({ places: { Bjerk: 1 } })
  expect(poor.available?.municipality).toBe(codeOf("Bjerk"))
  expect(poor.below).toBe(Math.ceil(poor.best * 0.4))
  expect(poor.available!.fit).toBeLessThan(poor.below)
  expect(isWorthWaiting(poor)).toBe(true)
})

test("near miss: not where its own best is left, also if the plan gave it a worse one", () => {
  const places = { Ask: 1, Bjerk: 1 }
  expect(isWorthWaiting(terms({ places }))).toBe(false)
  expect(terms({ places, placed: { "H-1": "Bjerk" } }).available?.municipality).toBe(codeOf("Ask"))
  expect(isWorthWaiting(terms({ places: { Ask: 1 }, placed: { "H-1": "Ask" } }))).toBe(false)
})

test("worth waiting where somebody else has the good place, and when nothing is left at all", () => {
  const taken = terms({ places: { Ask: 1, Bjerk: 1 }, placed: { "H-2": "Ask" } }, ["H-2"])
  expect(taken.available?.municipality).toBe(codeOf("Bjerk"))
  expect(isWorthWaiting(taken)).toBe(true)
  const nothing = terms({ places: { Ask: 1 }, placed: { "H-2": "Ask" } }, ["H-2"])
  expect(nothing.available).toBeNull()
  expect(isWorthWaiting(nothing)).toBe(true)
})

test("exactly the share is enough not to wait; a point less is not", () => {
  const at = (fit: number) =>
    isWorthWaiting({ best: 10, below: 4, available: { municipality: codeOf("Ask"), fit, price: 0 } })
  expect([at(3), at(4)]).toEqual([true, false])
})

test("a lock is no reason to wait: it would end with the hold", () => {
  expect(isWorthWaiting(terms({ places: { Ask: 1, Bjerk: 1 }, locks: [["H-1", "Bjerk"]] }))).toBe(false)
})

test("the price is the fit that is given up, less what the places cost", () => {
  const { available } = terms({ places: { Ask: 1 }, prices: { Ask: 7 } })
  expect(available?.price).toBe(available!.fit - 7)
})
