// Feature under test: the occupation a person can use in Norway today (S14): recognition status × regulated or not.
import { expect, test } from "vitest"
import { usableOccupation } from "../../../src/matching/criteria/usableOccupation.ts"
import { competence, household, person, worked } from "../../support/world.ts"

const usable = (...work: ReadonlyArray<ReturnType<typeof worked>>) =>
  usableOccupation(household(person(30, { competence: competence({ work }) })).members[0])

test.each([
  ["nurse, recognised", "2223", "recognised", 1],
  ["nurse, not applied for", "2223", "not-applied", 0.3],
  ["nurse, applied for", "2223", "applied", 0.6],
  ["care assistant beside the nurse, not regulated", "5322", "not-applied", 1]
] as const)("%s", (_, code, recognition, share) => {
  expect(usable(worked(code, recognition))).toMatchObject({ _tag: "usable", code, group: "health-care", share })
})

test("a refused nurse has none, a refused carpenter keeps the trade", () => {
  expect(usable(worked("2223", "refused"))).toEqual({ _tag: "none" })
  expect(usable(worked("7115", "refused"))).toMatchObject({ _tag: "usable", share: 1 })
})

test("no work at all is unknown, never none", () => {
  expect(usable()).toEqual({ _tag: "unknown" })
  expect(usable(worked("0000"))).toEqual({ _tag: "none" })
})
