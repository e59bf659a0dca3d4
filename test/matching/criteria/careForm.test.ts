// Feature under test: the recommended care form for unaccompanied minors is declared, with places enough, and open to them.
// Sex decides only where the municipality has declared a housing form for boys or for girls (S9).
import { describe, expect, test } from "vitest"
import { careForm } from "../../../src/matching/criteria/careForm.ts"
import { household, minorCase, person, worldOf } from "../../support/world.ts"
import { declaredFact, evidenceOf, notConcerned, verdictOf } from "./answers.ts"

type Housing = {
  readonly form: "foster-home" | "shared-housing"
  readonly places: number
  readonly only?: "boys" | "girls"
}
const declaring = (...minorHousing: ReadonlyArray<Housing>) => worldOf({ Ask: { declares: { minorHousing } } })
const minor = (...sexes: ReadonlyArray<"female" | "male" | "not-stated">) =>
  household(
    sexes.map((sex) => person(15, { sex })),
    { minor: minorCase("shared-housing") }
  )

describe("the form and its places", () => {
  test.each([
    ["one place for one", declaring({ form: "shared-housing", places: 1 }), "met"],
    ["another form", declaring({ form: "foster-home", places: 9 }), "not-met"],
    ["no place", declaring({ form: "shared-housing", places: 0 }), "not-met"],
    ["no housing for minors at all", declaring(), "not-met"],
    ["nothing declared", worldOf(), "unknown: care-form"]
  ])("%s", (_, world, verdict) => {
    expect(verdictOf(careForm, minor("male"), world, "Ask")).toBe(verdict)
  })
  test("siblings need a place each", () => {
    expect(verdictOf(careForm, minor("male", "male"), declaring({ form: "shared-housing", places: 2 }), "Ask")).toBe(
      "met"
    )
    expect(verdictOf(careForm, minor("male", "male"), declaring({ form: "shared-housing", places: 1 }), "Ask")).toBe(
      "not-met"
    )
  })
})

describe("housing declared for boys only", () => {
  const boysOnly = declaring({ form: "shared-housing", places: 2, only: "boys" })
  test.each([
    ["a boy", minor("male"), "met"],
    ["a girl", minor("female"), "not-met"],
    ["not stated", minor("not-stated"), "not-met"],
    ["brother and sister", minor("male", "female"), "not-met"]
  ])("%s", (_, one, verdict) => {
    expect(verdictOf(careForm, one, boysOnly, "Ask")).toBe(verdict)
  })
  test("open housing beside it is open to all", () => {
    const both = declaring({ form: "shared-housing", places: 2, only: "boys" }, { form: "shared-housing", places: 1 })
    expect(verdictOf(careForm, minor("female"), both, "Ask")).toBe("met")
    expect(verdictOf(careForm, minor("female", "female"), both, "Ask")).toBe("not-met")
  })
})

test("sex decides nothing where the housing is open to all", () => {
  const open = declaring({ form: "shared-housing", places: 1 })
  for (const sex of ["female", "male", "not-stated"] as const)
    expect(verdictOf(careForm, minor(sex), open, "Ask")).toBe("met")
})

test("nobody with parents is concerned", () => {
  expect(verdictOf(careForm, household([person(40), person(15)]), declaring(), "Ask")).toBe(notConcerned)
})

test("a refusal stands with the declaration's source and date", () => {
  const girls = declaring({ form: "shared-housing", places: 2, only: "boys" }, { form: "shared-housing", places: 1 })
  expect(evidenceOf(careForm, minor("female", "female"), girls, "Ask")).toEqual([declaredFact("care-form-places", 1)])
})
