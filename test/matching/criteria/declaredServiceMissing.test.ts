// Feature under test: the municipality has declared that a required service is not there, or starts too late (S6): later than
// 90 days after the next round, 6 March 2025.
import { expect, test } from "vitest"
import { declaredServiceMissing } from "../../../src/matching/criteria/declaredServiceMissing.ts"
import { household, need, person, unreleased, worldOf } from "../../support/world.ts"
import { declaredFact, evidenceOf, notConcerned, verdictOf } from "./answers.ts"

type Declared = {
  readonly service: "dialysis" | "habilitation"
  readonly status: "exists" | "from" | "not"
  readonly from?: string
}
const declaring = (...services: ReadonlyArray<Declared>) => worldOf({ Ask: { declares: { services } } })
const needing = (...healthNeeds: ReadonlyArray<ReturnType<typeof need>>) => household(person(30, { healthNeeds }))

test.each([
  ["not there", declaring({ service: "dialysis", status: "not" }), "not-met"],
  ["there", declaring({ service: "dialysis", status: "exists" }), "met"],
  [
    "from the last day that is soon enough",
    declaring({ service: "dialysis", status: "from", from: "2025-03-06" }),
    "met"
  ],
  ["from the day after", declaring({ service: "dialysis", status: "from", from: "2025-03-07" }), "not-met"],
  ["from a day nobody has said", declaring({ service: "dialysis", status: "from" }), "met"],
  ["another service is not there", declaring({ service: "habilitation", status: "not" }), "met"],
  ["nothing declared", worldOf(), "met"]
])("%s", (_, world, verdict) => {
  expect(verdictOf(declaredServiceMissing, needing(need("dialysis")), world, "Ask")).toBe(verdict)
})

test("concerns required and released needs alone", () => {
  const world = declaring({ service: "dialysis", status: "not" })
  expect(verdictOf(declaredServiceMissing, needing(), world, "Ask")).toBe(notConcerned)
  expect(verdictOf(declaredServiceMissing, needing(unreleased(need("dialysis"))), world, "Ask")).toBe(notConcerned)
  expect(verdictOf(declaredServiceMissing, needing(need("dialysis", { strength: "helpful" })), world, "Ask")).toBe(
    notConcerned
  )
})

test("every missing service stands with the declaration's source and date", () => {
  const world = declaring({ service: "dialysis", status: "not" }, { service: "habilitation", status: "not" })
  expect(evidenceOf(declaredServiceMissing, needing(need("habilitation"), need("dialysis")), world, "Ask")).toEqual([
    declaredFact("service-missing", "dialysis"),
    declaredFact("service-missing", "habilitation")
  ])
})
