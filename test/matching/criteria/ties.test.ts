// Feature under test: relatives the person wishes to live near (S19). Nearness is 1 in the relative's municipality, 0.8 in its
// region, then 0.5 falling from 50 to 150 km; a sibling counts at most 0.8, other relatives 0.5.
import { describe, expect, test } from "vitest"
import { ties } from "../../../src/matching/criteria/ties.ts"
import { codeOf, household, person, said, tie, worldOf } from "../../support/world.ts"
import { factsOf, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const world = worldOf()
const having = (...list: ReadonlyArray<ReturnType<typeof tie>>) => household(person(30, { ties: list }))

describe("a relative in Ask", () => {
  test.each([
    ["spouse", { Ask: 1000, Bjerk: 800, Elv: 250, Furu: 150, Gran: 0 }], // Elv: 0.5 × (150 − 100) / 100; Furu: 0.5 × 0.3
    ["parent-child", { Ask: 1000, Bjerk: 800, Elv: 250, Furu: 150, Gran: 0 }],
    ["sibling", { Ask: 800, Bjerk: 640, Elv: 200, Furu: 120, Gran: 0 }],
    ["other", { Ask: 500, Bjerk: 400, Elv: 125, Furu: 75, Gran: 0 }]
  ] as const)("%s", (kind, values) => {
    for (const [name, value] of Object.entries(values)) {
      expect(valueOf(ties, having(tie(kind, "Ask")), world, name as keyof typeof values)).toBe(value)
    }
  })
})

test("of several relatives the best counts, never the sum", () => {
  const two = having(tie("other", "Bjerk"), tie("sibling", "Furu"))
  expect(valueOf(ties, two, world, "Bjerk")).toBe(500)
  expect(valueOf(ties, two, world, "Furu")).toBe(800)
  expect(valueOf(ties, two, world, "Ask")).toBe(400) // 0.5 × 0.8 in Bjerk's region; Furu is 120 km away: 0.8 × 0.15
})

describe("concerns only whom the person wishes to live near", () => {
  test.each([
    ["near", 1000],
    ["no-wish", notConcerned],
    ["not-near", notConcerned]
  ] as const)("%s: %s", (wish, value) => {
    expect(valueOf(ties, having(tie("spouse", "Ask", wish)), world, "Ask")).toBe(value)
  })
  test("a wish not to live near one relative takes nothing from the wish to live near another", () => {
    const both = having(tie("spouse", "Ask", "not-near"), tie("sibling", "Gran"))
    expect(valueOf(ties, both, world, "Gran")).toBe(800)
    expect(valueOf(ties, both, world, "Ask")).toBe(0)
  })
  test("each member's own ties alone", () => {
    const couple = household([person(30), person(31, { ties: [tie("sibling", "Ask")] })])
    expect(valueOf(ties, couple, world, "Ask")).toBe(notConcerned)
  })
  test("no tie, or one to a household of the round, which is a link", () => {
    expect(valueOf(ties, having(), world, "Ask")).toBe(notConcerned)
    expect(valueOf(ties, having(tie("spouse", { household: "H-2" })), world, "Ask")).toBe(notConcerned)
  })
})

describe("facts", () => {
  test("each municipality once, with source and date; the relative is not named", () => {
    const three = having(tie("spouse", "Ask"), tie("sibling", "Gran"), tie("other", "Ask"))
    expect(factsOf(ties, three, world, "Bjerk").facts).toEqual([
      personFact("relative-in", `${codeOf("Ask")} ${codeOf("Gran")}`)
    ])
  })
  test("source and date are those of the ties that count, and of the weakest among them", () => {
    const by = (source: "verified" | "stated" | "rrf", date: string, to: Parameters<typeof tie>[1]) => ({
      ...tie("sibling", to),
      provenance: said(source, date)
    })
    const linkFirst = having(by("rrf", "2023-01-01", { household: "H-2" }), by("verified", "2024-10-01", "Ask"))
    expect(sourceOf(ties, linkFirst, world)).toBe("verified")
    expect(factsOf(ties, linkFirst, world, "Ask").facts).toEqual([
      personFact("relative-in", codeOf("Ask"), "verified", "2024-10-01")
    ])
    const mixed = having(
      by("verified", "2024-10-01", "Ask"),
      by("rrf", "2023-01-01", "Gran"),
      by("stated", "2024-09-01", "Furu")
    )
    expect(sourceOf(ties, mixed, world)).toBe("rrf")
  })
})
