// Every id that matching can name has a text in every language, and every text is in its own language.
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { careForms } from "../../src/domain/CareForm.ts"
import { RecognitionStatus } from "../../src/domain/Competence.ts"
import { HardCriterionId, purposes, softCriterionIds } from "../../src/domain/Criterion.ts"
import { factIds } from "../../src/domain/Fact.ts"
import { HousingNeed, ServiceClass } from "../../src/domain/Need.ts"
import { NorwegianTrack } from "../../src/domain/NorwegianTrack.ts"
import { navGroupNames } from "../../src/domain/Occupation.ts"
import { occupationGroups } from "../../src/domain/OccupationGroup.ts"
import { Placement, RunRecord } from "../../src/domain/Plan.ts"
import { PersonSource } from "../../src/domain/Provenance.ts"
import { Route } from "../../src/domain/Route.ts"
import { priorityLevels } from "../../src/matching/priority.ts"
import { readinessElements } from "../../src/matching/readiness.ts"
import { rowKinds } from "../../src/matching/rows.ts"
import type { Catalogue } from "../../src/texts/catalogue.ts"
import { evidenceForms } from "../../src/texts/evidenceForms.ts"
import { catalogueOf, languages } from "../../src/texts/language.ts"

const matching = fileURLToPath(new URL("../../src/matching/", import.meta.url))
const sources = (folder: string): string =>
  readdirSync(`${matching}${folder}`)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${matching}${folder}/${name}`, "utf8"))
    .join("\n")
const found = (text: string, pattern: RegExp): ReadonlyArray<string> => [
  ...new Set(
    [...text.matchAll(pattern)].flatMap((match) => [...match[1]!.matchAll(/"([a-z][a-z-]+)"/gu)].map((id) => id[1]!))
  )
]

type Leaf = readonly [path: string, texts: ReadonlyArray<string>]

/** Every text under its path; functions are called once for one and once for many of whatever they take. */
const leaves = (value: unknown, calls: ReadonlyArray<unknown> = [1, 3], path = ""): ReadonlyArray<Leaf> => {
  if (typeof value === "string") return [[path, [value]]]
  if (typeof value === "function") {
    return [[path, calls.flatMap((argument) => value(...Array.from({ length: value.length }, () => argument)))]]
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leaves(inner, calls, path === "" ? key : `${path}.${key}`)
  )
}

const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "iu")
const offending = (language: "nb" | "nn" | "en", words: string): ReadonlyArray<string> =>
  leaves(catalogueOf(language)).flatMap(([path, texts]) =>
    texts.filter((text) => word(words).test(text)).map((text) => `${path}: ${text}`)
  )

test.each(languages)("every literal of the domain and of matching has a text in %s", (language) => {
  const text = catalogueOf(language)
  const expected: ReadonlyArray<readonly [Readonly<Record<string, unknown>>, ReadonlyArray<string>]> = [
    [text.criteria, softCriterionIds],
    [text.hard, HardCriterionId.literals],
    [text.purposes, purposes],
    [text.evidence, factIds],
    [text.evidence, Object.keys(evidenceForms)],
    [text.sources, PersonSource.literals],
    [text.housingNeeds, HousingNeed.literals],
    [text.services, ServiceClass.literals],
    [text.questions, ServiceClass.literals],
    [text.tracks, NorwegianTrack.literals],
    [text.careForms, careForms],
    [text.recognition, RecognitionStatus.literals],
    [text.occupationGroups, occupationGroups],
    [text.routes, Route.literals],
    [text.readiness, readinessElements],
    [text.levels, priorityLevels],
    [text.person.level, priorityLevels],
    [text.kinds, [...rowKinds, "person"]],
    [text.states, Placement.fields.state.literals],
    [text.run.status, RunRecord.fields.status.literals]
  ]
  expect(expected.flatMap(([texts, ids]) => ids.filter((id) => texts[id] === undefined))).toEqual([])
  expect(text.educationLevels).toHaveLength(9)
})

test("every fact, question and finding the code of matching names has a text", () => {
  const criteria = `${sources("criteria")}\n${sources(".")}`
  const facts = [
    ...found(criteria, /(?:declared|factOf)\(\s*world,\s*place,\s*("[a-z-]+")/gu),
    ...found(criteria, /evidence\(\s*world,\s*("[a-z-]+")/gu),
    ...found(criteria, /(?:personal|unknownFact|stoodIn)\(\s*("[a-z-]+")/gu),
    ...found(criteria, /unknown\(\[([^\]]*")\s*\]/gu),
    ...found(criteria, /\bfact: ("[a-z-]+")/gu)
  ]
  const questions = found(criteria, /questions: \[([^\]]+)\]/gu)
  const codes = found(readFileSync(`${matching}consistency.ts`, "utf8"), /(?:error|warning)\(\s*("[a-z-]+")/gu)
  const { evidence, findings, questions: asked } = catalogueOf("nb")
  expect(facts.length).toBeGreaterThan(20)
  expect(questions.length).toBeGreaterThan(2)
  expect(codes.length).toBeGreaterThan(10)
  expect(facts.filter((id) => !(id in evidence))).toEqual([])
  expect(questions.filter((id) => !(id in asked))).toEqual([])
  expect(codes.filter((id) => !(id in findings))).toEqual([])
})

test("the three catalogues have the same keys, and no text is empty or broken", () => {
  const paths = (catalogue: Catalogue) => leaves(catalogue).map(([path]) => path)
  const [first, ...others] = languages.map(catalogueOf)
  for (const other of others) expect(paths(other)).toEqual(paths(first!))
  for (const language of languages) {
    const broken = leaves(catalogueOf(language)).filter(([, texts]) =>
      texts.some((text) => text.trim() === "" || /undefined|NaN|\[object/u.test(text))
    )
    expect(broken).toEqual([])
  }
})

test("no English is left in the Norwegian texts, and no Norwegian in the English but terms of law", () => {
  const english = "the|of|with|and|household|municipality|suggestion|unknown|places|reason|what|when"
  expect(offending("nb", english)).toEqual([])
  expect(offending("nn", english)).toEqual([])
  expect(offending("en", "ikke|kommunen?|husstand(?:en)?|og|eller|forslag(?:et)?|saksbehandler|hva|hvorfor")).toEqual(
    []
  )
})

test("nynorsk is nynorsk, and bokmål is bokmål", () => {
  const bokmål =
    "ikke|husstand\\w*|hvor\\w*|hva|hvem|fra|noe|noen|mer|flere|dere|deres|kommuner|plasser|personer|bolig\\w*|skole\\w*|også|" +
    "mulig\\w*|forslag\\w*|saksbehandler\\w*|bekrefte\\w*|utelukket|velges|nå|gjelder|mangler|bor|være|trenger|høyskole|uke\\w*"
  const nynorsk =
    "ikkje|hushald\\w*|kva|kvifor|korleis|frå|noko|fleire|dykk\\w*|kommunar|plassar|bustad\\w*|skule\\w*|òg|framlegg\\w*"
  expect(offending("nn", bokmål)).toEqual([])
  expect(offending("nb", nynorsk)).toEqual([])
})

test("nynorsk says in its own words what bokmål says", () => {
  const [nb, nn] = [catalogueOf("nb"), catalogueOf("nn")]
  expect(nn.person.leadWaiting("many")).toBe("De har ikkje fått framlegg om kommune enno.")
  expect(nb.person.leadWaiting("many")).toBe("Dere har ikke fått forslag om kommune ennå.")
  const same = Object.keys(nb.person.headings).filter((key) => {
    const id = key as keyof typeof nb.person.headings
    return nb.person.headings[id]("many") === nn.person.headings[id]("many")
  })
  expect(same).toEqual([])
})

test("the occupation groups in bokmål are the names NAV uses", () => {
  expect(catalogueOf("nb").occupationGroups).toEqual(navGroupNames)
})

test("a person alone is «du», and more than one are «dere»", () => {
  const { person } = catalogueOf("nb")
  expect(person.oneOffer("one")).toMatch(/^Du får ett tilbud/)
  expect(person.oneOffer("many")).toMatch(/^Dere får ett tilbud/)
  const { criteria } = catalogueOf("nb")
  const said = (reader: string, wrong: string): ReadonlyArray<Leaf> =>
    [...leaves(person, [reader]), ...leaves(criteria, [reader])].filter(([, texts]) =>
      texts.some((text) => word(wrong).test(text))
    )
  expect(said("one", "dere|deres")).toEqual([])
  expect(said("many", "du|deg|din|ditt|dine")).toEqual([])
})
