// Feature under test: the person's own recorded wish: 1 in the wished municipality or county, 0.5 in the wished municipality's
// region.
import { expect, test } from "vitest"
import { ownWish } from "../../../src/matching/criteria/ownWish.ts"
import { codeOf, household, type Name, person, said, worldOf } from "../../support/world.ts"
import { factsOf, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const world = worldOf()
const forMunicipality = (name: Name, by: Parameters<typeof said>[0] = "verified") => ({
  place: { _tag: "municipality" as const, code: codeOf(name) },
  provenance: said(by)
})
const forCounty = (code: string) => ({ place: { _tag: "county" as const, code }, provenance: said() })
const wishing = (...wishes: ReadonlyArray<ReturnType<typeof forMunicipality> | ReturnType<typeof forCounty>>) =>
  household(person(30, { wishes }))

test.each([
  ["Ask", wishing(forMunicipality("Ask")), { Ask: 1000, Bjerk: 500, Elv: 0 }], // Elv: the same county, another region
  ["county 10", wishing(forCounty("10")), { Ask: 1000, Bjerk: 1000, Elv: 1000, Furu: 0 }],
  [
    "Ask or Gran",
    wishing(forMunicipality("Ask"), forMunicipality("Gran")),
    { Ask: 1000, Bjerk: 500, Elv: 500, Gran: 1000 }
  ],
  [
    "Bjerk or county 20",
    wishing(forMunicipality("Bjerk"), forCounty("20")),
    { Ask: 500, Bjerk: 1000, Elv: 0, Gran: 1000 }
  ]
])("a wish for %s", (_, one, values) => {
  for (const [name, value] of Object.entries(values)) expect(valueOf(ownWish, one, world, name as Name)).toBe(value)
})

test("a child's wish counts as an adult's does; no wish, not concerned", () => {
  expect(valueOf(ownWish, household(person(12, { wishes: [forMunicipality("Ask")] })), world, "Ask")).toBe(1000)
  expect(valueOf(ownWish, household(person(30)), world, "Ask")).toBe(notConcerned)
})

test("the wishes stand with the weakest source, in whatever order they were recorded", () => {
  const [strong, weak] = [forMunicipality("Ask"), forMunicipality("Gran", "rrf")]
  for (const one of [wishing(strong, weak), wishing(weak, strong)]) {
    expect(sourceOf(ownWish, one, world)).toBe("rrf")
    expect(factsOf(ownWish, one, world, "Elv").facts).toEqual([
      personFact("wishes", `${codeOf("Ask")},${codeOf("Gran")}`, "rrf")
    ])
  }
})
