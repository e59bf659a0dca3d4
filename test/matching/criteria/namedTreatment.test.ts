// Feature under test: a required, released treatment is confirmed by the municipality (S5, S22). Undeclared is a question for
// each service; straight-line distance never excludes.
import { describe, expect, test } from "vitest"
import { namedTreatment } from "../../../src/matching/criteria/namedTreatment.ts"
import { household, need, person, unreleased, worldOf } from "../../support/world.ts"
import { notConcerned, verdictOf } from "./answers.ts"

type Declared = {
  readonly service: "dialysis" | "habilitation"
  readonly status: "exists" | "from" | "not"
  readonly from?: string
}
const declaring = (...services: ReadonlyArray<Declared>) => worldOf({ Ask: { declares: { services } } })
const needing = (...healthNeeds: ReadonlyArray<ReturnType<typeof need>>) => household(person(30, { healthNeeds }))
const exists = { service: "dialysis", status: "exists" } as const

test.each([
  ["declared", declaring(exists), "met"],
  ["nothing declared", worldOf(), "unknown: dialysis"],
  ["another service declared", declaring({ service: "habilitation", status: "exists" }), "unknown: dialysis"],
  ["declared to start, without a day", declaring({ service: "dialysis", status: "from" }), "unknown: dialysis"],
  // Declared missing is a hard criterion of its own; it is no question any more.
  ["declared missing", declaring({ service: "dialysis", status: "not" }), "met"]
])("%s", (_, world, verdict) => {
  expect(verdictOf(namedTreatment, needing(need("dialysis")), world, "Ask")).toBe(verdict)
})

test("every open service is a question, each once", () => {
  const two = household([
    person(30, { healthNeeds: [need("habilitation"), need("dialysis")] }),
    person(8, { healthNeeds: [need("dialysis")] })
  ])
  expect(verdictOf(namedTreatment, two, worldOf(), "Ask")).toBe("unknown: dialysis, habilitation")
  expect(verdictOf(namedTreatment, two, declaring(exists), "Ask")).toBe("unknown: habilitation")
})

describe("concerns required needs with a valid release", () => {
  const dialysis = need("dialysis")
  const release = { releasedBy: "guardian", scope: "settlement" } as const
  test.each([
    ["no need", needing(), notConcerned],
    ["helpful, not required", needing({ ...dialysis, strength: "helpful" }), notConcerned],
    ["not released: «ikke avklart»", needing(unreleased(dialysis)), notConcerned],
    [
      "released today",
      needing({ ...dialysis, release: { ...release, releasedOn: "2024-11-29" } }),
      "unknown: dialysis"
    ],
    ["released tomorrow", needing({ ...dialysis, release: { ...release, releasedOn: "2024-11-30" } }), notConcerned],
    [
      "withdrawn today",
      needing({ ...dialysis, release: { ...release, releasedOn: "2024-10-01", withdrawnOn: "2024-11-29" } }),
      notConcerned
    ],
    [
      "withdrawn tomorrow",
      needing({ ...dialysis, release: { ...release, releasedOn: "2024-10-01", withdrawnOn: "2024-11-30" } }),
      "unknown: dialysis"
    ]
  ])("%s", (_, one, verdict) => {
    expect(verdictOf(namedTreatment, one, worldOf(), "Ask")).toBe(verdict)
  })
})
