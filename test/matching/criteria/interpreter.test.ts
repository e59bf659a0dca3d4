// Feature under test: qualified interpreters in the county for the language an interpreter is needed in (S11). Ten are enough.
import { expect, test } from "vitest"
import { interpreter } from "../../../src/matching/criteria/interpreter.ts"
import { household, person, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, valueOf } from "./answers.ts"

const world = worldOf({}, { interpreters: { "10": { tir: 5, ara: 10, ukr: 90 }, "20": { tir: 0 } } })
const speaking = (language: string) => household(person(30, { language, needsInterpreter: true }))

test.each([
  ["tir", "Ask", 500], // 5 of 10
  ["tir", "Elv", 500], // another region, the same county
  ["tir", "Furu", 0],
  ["ara", "Ask", 1000],
  ["ukr", "Ask", 1000], // no credit for more
  ["ara", "Furu", "unknown of the place: interpreters"],
  ["swa", "Ask", "unknown of the place: interpreters"]
] as const)("%s in %s: %s", (language, name, value) => {
  expect(valueOf(interpreter, speaking(language), world, name)).toBe(value)
})

test("somebody who needs no interpreter is not concerned, whatever the language", () => {
  expect(valueOf(interpreter, household(person(30, { language: "tir" })), world, "Ask")).toBe(notConcerned)
})

test("the supply stands with unit, source and date; the language does not stand as a fact", () => {
  expect(factsOf(interpreter, speaking("tir"), world, "Ask")).toEqual({
    facts: [measured("interpreters", 5, "interpreters in the county")],
    kind: "measured"
  })
})
