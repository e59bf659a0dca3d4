// Feature under test: what municipality and IMDi may write to each other (S6), what a declaration leaves open, and how often
// something is asked for again (R45).
import { Schema } from "effect"
import { expect, test } from "vitest"
import { checkText, textFindings } from "../../src/casework/answer/checkText.ts"
import { declaredFacts, missingFacts } from "../../src/casework/answer/missingFacts.ts"
import { reasks } from "../../src/casework/process/reasks.ts"
import { Declaration } from "../../src/domain/Declaration.ts"
import { serviceClasses } from "../../src/domain/Need.ts"
import { exchangeTexts } from "../../src/texts/exchange.ts"
import { languages } from "../../src/texts/language.ts"

test.each([
  ["Er de ukrainere?", ["text-nationality"]],
  ["Trenger de moské i nærheten?", ["text-religion"]],
  ["Er dette ein stor familie?", ["text-family"]],
  ["Gjelder det 2024 0000 0159, en muslim?", ["text-religion", "text-number"]]
])("refused: %s", (text, codes) => {
  expect(checkText(text)).toEqual(codes.map((code) => ({ code, pointer: "/text" })))
})

test.each([
  "Kan flyttingen vente til februar?",
  "Holder en familiebolig i andre etasje uten heis?",
  "Ja, til utgangen av februar 2025. Ring 78 97 74 00."
])("near miss, let through: %s", (text) => {
  expect(checkText(text)).toEqual([])
})

const declaration = (more: object): Declaration =>
  Schema.decodeUnknownSync(Declaration)({ declaredOn: "2024-11-20", source: "own", ...more })
const services = serviceClasses.map((service) => ({ service, status: "not" }))
const all = {
  dwellings: [],
  services,
  norwegianTracks: [],
  sameAgeEducation: [],
  minorHousing: [],
  followUpPlaces: 0
}

test("nothing is missing once every fact is declared, also as none", () => {
  expect(missingFacts(declaration(all))).toEqual([])
})

test("what is not there is missing, in order", () => {
  expect(missingFacts(declaration({})).map(({ fact }) => fact)).toEqual(declaredFacts)
  const { followUpPlaces: _, ...less } = all
  expect(missingFacts(declaration(less))).toEqual([{ fact: "followUpPlaces" }])
})

test("a service nothing is said of is missing, and so is a start without its day", () => {
  const [first, second, ...others] = services
  const given = [{ ...first, status: "from" }, ...others]
  expect(missingFacts(declaration({ ...all, services: given }))).toEqual([
    { fact: "services", service: first!.service },
    { fact: "services", service: second!.service }
  ])
  const dated = [{ ...first, status: "from", from: "2025-01-01" }, second, ...others]
  expect(missingFacts(declaration({ ...all, services: dated }))).toEqual([])
})

test("questions count, and a fact stated again; one that is stated for the first time does not", () => {
  expect(reasks({ questions: 0, stated: [] })).toBe(0)
  expect(reasks({ questions: 0, stated: [1, 1] })).toBe(0)
  expect(reasks({ questions: 2, stated: [1, 3] })).toBe(4)
})

test("every code has its words in three languages", () => {
  for (const language of languages) {
    const texts = exchangeTexts(language)
    expect(Object.keys(texts.textFindings)).toEqual(textFindings)
    expect(Object.keys(texts.declaredFacts)).toEqual(declaredFacts)
  }
})
