// Feature under test: what a municipality must confirm with a yes (S5), may say with a no (S6), and what the lead sees of it.
import { Schema } from "effect"
import fc from "fast-check"
import { expect, test } from "vitest"
import { Answer, commentLimit, DeclineReason, declineCodes, MissingService } from "../../src/casework/answer/Answer.ts"
import { type Confirmation, confirmationKinds, RequiredConfirmation } from "../../src/casework/answer/Confirmation.ts"
import { answerFindings, checkAnswer } from "../../src/casework/answer/checkAnswer.ts"
import { commentTopics, wordLists } from "../../src/casework/answer/comment.ts"
import { declineRates, needClasses } from "../../src/casework/answer/declineRates.ts"
import {
  type MatchingFacts,
  needFacts,
  requiredConfirmations
} from "../../src/casework/answer/requiredConfirmations.ts"
import type { Household } from "../../src/domain/Household.ts"
import { IsoDate } from "../../src/domain/IsoDate.ts"
import { caseworkTexts } from "../../src/texts/casework.ts"
import { languages } from "../../src/texts/language.ts"
import { household, minorCase, need, person, roundDate, unreleased } from "../support/world.ts"

const day = (text: string): IsoDate => IsoDate.make(text)
const open: MatchingFacts = {
  questions: ["dialysis", "home-nursing"],
  schoolConfirmed: false,
  moveBy: day("2025-01-31")
}
const required = (one: Household, matching = open) => requiredConfirmations(needFacts(one, roundDate, matching))
const kinds = (one: Household, matching = open) => required(one, matching).map((asked) => asked._tag)

test("a dwelling with rooms enough is always to be confirmed, step-free where somebody needs it", () => {
  expect(required(household([person(30), person(29), person(4)]))).toEqual([
    { _tag: "dwelling", rooms: 3, stepFree: false, by: "2025-01-31" }
  ])
  expect(required(household(person(70, { housingNeeds: ["ground-floor"] })))).toMatchObject([{ stepFree: true }])
})

test("16 and 17 need a school place, 15 and 18 do not, and none once the county has confirmed", () => {
  const family = (age: number): Household => household([person(40), person(age, { role: "child" })])
  expect([15, 16, 17, 18].map((age) => kinds(family(age)).includes("same-age-place"))).toEqual([
    false,
    true,
    true,
    false
  ])
  expect(kinds(family(16), { ...open, schoolConfirmed: true })).toEqual(["dwelling"])
})

test("a treatment is asked for where it is required, open, and released to the municipality", () => {
  const ill = (one: ReturnType<typeof need>): Household => household(person(50, { healthNeeds: [one] }))
  const release = { releasedBy: "person", scope: "settlement-and-municipality", releasedOn: "2024-10-29" } as const
  expect(required(ill(need("dialysis")))).toContainEqual({ _tag: "service", service: "dialysis", by: "2025-05-01" })
  expect(kinds(ill(need("habilitation")))).toEqual(["dwelling"])
  expect(kinds(ill(need("dialysis", { strength: "helpful" })))).toEqual(["dwelling"])
  expect(kinds(ill(unreleased(need("dialysis"))))).toEqual(["dwelling"])
  expect(kinds(ill(need("dialysis", { release: { ...release, scope: "settlement" } })))).toEqual(["dwelling"])
  expect(kinds(ill(need("dialysis", { release: { ...release, withdrawnOn: "2024-11-29" } })))).toEqual(["dwelling"])
  expect(kinds(ill(need("dialysis", { release: { ...release, withdrawnOn: "2024-11-30" } })))).toContain("service")
})

test("an unaccompanied minor needs a place in the best care form instead of a dwelling", () => {
  expect(
    required(household(person(16, { role: "child" }), { minor: minorCase("shared-housing", "foster-home") }))
  ).toEqual([
    { _tag: "care-form", form: "shared-housing", places: 1 },
    { _tag: "same-age-place", places: 1 }
  ])
})

const asked: ReadonlyArray<RequiredConfirmation> = [
  { _tag: "dwelling", rooms: 3, stepFree: true, by: day("2025-01-31") },
  { _tag: "same-age-place", places: 2 },
  { _tag: "service", service: "dialysis", by: day("2025-04-30") },
  { _tag: "care-form", form: "foster-home", places: 1 }
]
const full: ReadonlyArray<Confirmation> = [
  { _tag: "dwelling", rooms: 3, stepFree: true, availableFrom: day("2025-01-31") },
  { _tag: "same-age-place", places: 2, offer: "introductory-class", access: "daily-travel" },
  { _tag: "service", service: "dialysis", availableFrom: day("2025-04-30") },
  { _tag: "care-form", form: "foster-home", places: 1 }
]
const check = (confirmations: ReadonlyArray<Confirmation>) =>
  checkAnswer(asked, { _tag: "accept", confirmations }, day("2025-01-01"))

test("a yes that just reaches everything is complete, in any order", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...full], { minLength: 4 }), (confirmations) => {
      expect(check(confirmations)).toEqual([])
    })
  )
})

test("one short on each, all found at once, each at its field", () => {
  const short: ReadonlyArray<Confirmation> = [
    { _tag: "dwelling", rooms: 2, stepFree: false, availableFrom: day("2025-02-01") },
    { _tag: "same-age-place", places: 1, offer: "introductory-class", access: "daily-travel" },
    { _tag: "service", service: "dialysis", availableFrom: day("2025-05-01") },
    { _tag: "service", service: "habilitation", availableFrom: day("2025-01-01") },
    { _tag: "same-age-place", places: 2, offer: "introductory-class", access: "daily-travel" }
  ]
  expect(check(short).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    "too-few-rooms /confirmations/0/rooms",
    "not-step-free /confirmations/0/stepFree",
    "too-late /confirmations/0/availableFrom",
    "too-few-places /confirmations/1/places",
    "too-late /confirmations/2/availableFrom",
    "confirmation-not-asked /confirmations/3",
    "confirmation-twice /confirmations/4",
    "confirmation-missing /confirmations"
  ])
})

test("whatever is left out is named", () => {
  fc.assert(
    fc.property(fc.subarray([0, 1, 2, 3]), (left) => {
      const findings = check(full.filter((_, i) => !left.includes(i)))
      expect(findings.map(({ about }) => about)).toEqual(left.map((i) => asked[i]))
    })
  )
})

const no = (reason: DeclineReason, comment?: string): Answer => ({
  _tag: "decline",
  reason,
  ...(comment === undefined ? {} : { comment })
})

test("a no needs a code of its own, and a missing service its name", () => {
  const is = Schema.is(Answer)
  expect(is(no({ _tag: "safety" }))).toBe(true)
  expect(is({ _tag: "decline", reason: { _tag: "service-missing" } })).toBe(false)
  expect(is({ _tag: "decline", reason: { _tag: "too-many-children" } })).toBe(false)
  expect(is({ _tag: "decline", reason: { _tag: "timing" } })).toBe(false)
  expect(is(no({ _tag: "no-places" }, "x".repeat(commentLimit)))).toBe(true)
  expect(is(no({ _tag: "no-places" }, "x".repeat(commentLimit + 1)))).toBe(false)
})

test("a no for timing names a day to come", () => {
  const on = day("2025-01-01")
  expect(checkAnswer([], no({ _tag: "timing", earliest: day("2025-01-02") }), on)).toEqual([])
  expect(checkAnswer([], no({ _tag: "timing", earliest: on }), on)).toEqual([
    { code: "earliest-not-later", pointer: "/reason/earliest" }
  ])
})

test.each([
  ["Vi har nok ukrainere nå.", ["nationality"]],
  ["Helst ikkje fleire SYRARAR", ["nationality"]],
  ["We would rather have another nationality", ["nationality"]],
  ["Her er det ingen moské", ["religion"]],
  ["No mosque for Muslims here", ["religion"]],
  ["Familien er for stor", ["family"]],
  ["Vi tek ikkje imot einslege", ["family"]],
  ["Too many children, single mother", ["family"]],
  ["Mus\u00ADlimsk fami\u200Blie", ["religion", "family"]],
  ["ＭＵＳＬＩＭ", ["religion"]],
  ["Gjelder 2024 0000 0159", ["number"]]
])("refused: %s", (comment, topics) => {
  expect(commentTopics(comment)).toEqual(topics)
  expect(checkAnswer([], no({ _tag: "no-places" }, comment), day("2025-01-01")).map(({ pointer }) => pointer)).toEqual(
    topics.map(() => "/comment")
  )
})

test.each([
  "Vi har ingen familiebolig ledig, bare en familieleilighet i andre etasje.",
  "Ingen ledig barnehageplass før august, og barneskolen er full.",
  "Barnevernet og familievernkontoret har ikke kapasitet.",
  "Boligen i Syrinveien ved Kirkenes kirke er ikke klar.",
  "Two single rooms, no step-free dwelling.",
  "Enkel bolig, giftig maling må fjernes først. Ring 78 97 74 00.",
  "Islandsk fjellvann, kristiansandsk dialekt, hindringer på veien.",
  "Bofellesskapet er fullt fram til 2025-03-01."
])("near miss, let through: %s", (comment) => {
  expect(commentTopics(comment)).toEqual([])
})

test("every word of every list is found inside a sentence, and every list says why", () => {
  for (const { reason, topic, words } of wordLists) {
    expect(reason.length).toBeGreaterThan(20)
    for (const word of words.split(/[\s|]+/u).filter((one) => one.endsWith("*")))
      expect(commentTopics(`Det er (${word.slice(0, -1)}x) her`)).toContain(topic)
  }
})

const answered = (count: number, answer: "accepted" | "declined", needs: ReadonlyArray<(typeof needClasses)[number]>) =>
  Array.from({ length: count }, () => ({ needs, answer }))
const rate = (rows: Parameters<typeof declineRates>[0], of: string) =>
  declineRates(rows).find(({ need: n }) => n === of)

test("rates by need, hidden below three, and below five for health", () => {
  const rows = (declined: number) => [
    ...answered(10, "accepted", ["step-free", "dialysis"]),
    ...answered(declined, "declined", ["step-free", "dialysis"])
  ]
  expect(rate(rows(3), "step-free")).toEqual({
    need: "step-free",
    hidden: false,
    requests: 13,
    declined: 3,
    share: 3 / 13
  })
  expect(rate(rows(2), "step-free")).toEqual({ need: "step-free", hidden: true })
  expect(rate(rows(0), "step-free")).toMatchObject({ hidden: false, declined: 0 })
  expect(rate(rows(4), "dialysis")).toEqual({ need: "dialysis", hidden: true })
  expect(rate(rows(5), "dialysis")).toMatchObject({ hidden: false, declined: 5 })
  expect(rate([], "dialysis")).toEqual({ need: "dialysis", hidden: true })
})

test("no shown cell is small, whatever was answered (K2)", () => {
  const row = fc.record({
    needs: fc.subarray([...needClasses]),
    answer: fc.constantFrom("accepted" as const, "declined" as const)
  })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      for (const one of declineRates(rows)) {
        if (one.hidden) {
          expect(Object.keys(one).sort()).toEqual(["hidden", "need"])
          continue
        }
        for (const cell of [one.declined, one.requests - one.declined]) expect(cell === 0 || cell >= 3).toBe(true)
      }
    })
  )
})

test("every code has its words in three languages", () => {
  const tags = (of: { readonly members: ReadonlyArray<{ readonly fields: { readonly _tag: unknown } }> }) =>
    of.members.map(({ fields }) => (fields._tag as { readonly schema: { readonly literal: string } }).schema.literal)
  expect(tags(DeclineReason)).toEqual(declineCodes)
  expect(tags(RequiredConfirmation).sort()).toEqual([...confirmationKinds].sort())
  for (const language of languages) {
    const texts = caseworkTexts(language)
    expect(Object.keys(texts.declineCodes)).toEqual(declineCodes)
    expect(Object.keys(texts.confirmations)).toEqual(confirmationKinds)
    expect(Object.keys(texts.needClasses)).toEqual(needClasses)
    expect(Object.keys(texts.missingServices)).toEqual(MissingService.literals)
    expect(Object.keys(texts.answerFindings)).toEqual(answerFindings)
  }
})
