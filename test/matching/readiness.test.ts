// Feature under test: ready to be published or requested (S1): each missing element blocks by name.
import { describe, expect, test } from "vitest"
import { missingElements } from "../../src/matching/readiness.ts"
import { household, person, roundDate } from "../support/world.ts"

type Hearing = NonNullable<NonNullable<Parameters<typeof household>[1]>["hearing"]>
const heard: Hearing = {
  interviewOn: "2024-11-01",
  adultsHeard: ["H-1.1", "H-1.2"],
  commentDeadline: "2024-11-28",
  commentWaived: false,
  adverseInformation: "none"
}
const missing = (hearing: Hearing, known: Parameters<typeof household>[1] = {}, members = [person(40), person(38)]) =>
  missingElements(household(members, { hearing, ...known }), roundDate)
const without = (key: keyof Hearing): Hearing =>
  Object.fromEntries(Object.entries(heard).filter(([name]) => name !== key)) as Hearing

test("everything there is ready", () => {
  expect(missing(heard)).toEqual([])
})

describe("bosettingssamtale", () => {
  test.each([
    ["today", { ...heard, interviewOn: "2024-11-29" }, []],
    ["tomorrow", { ...heard, interviewOn: "2024-11-30" }, ["interview"]],
    ["never", without("interviewOn"), ["interview"]]
  ])("%s", (_, hearing, elements) => {
    expect(missing(hearing)).toEqual(elements)
  })
})

describe("each adult heard", () => {
  test("one adult of two is not enough", () => {
    expect(missing({ ...heard, adultsHeard: ["H-1.1"] })).toEqual(["adults-heard"])
  })
  test("a child need not be heard as an adult, until the day it turns 18", () => {
    const family = (birthDate: string) => [person(40), person(38), { birthDate }]
    const known = { bestInterests: "Vurdert." }
    expect(missing(heard, known, family("2006-11-30"))).toEqual([])
    expect(missing(heard, known, family("2006-11-29"))).toEqual(["adults-heard"])
  })
})

describe("deadline to comment", () => {
  test.each([
    ["passed yesterday", heard, []],
    ["today: not passed yet", { ...heard, commentDeadline: "2024-11-29" }, ["comment-deadline"]],
    ["not set", without("commentDeadline"), ["comment-deadline"]],
    ["not passed, but waived", { ...heard, commentDeadline: "2024-12-24", commentWaived: true }, []]
  ])("%s", (_, hearing, elements) => {
    expect(missing(hearing)).toEqual(elements)
  })
})

describe("information that weighs against the household", () => {
  test.each([
    ["none", []],
    ["put-to-household", []],
    ["not-put", ["adverse-information"]]
  ] as const)("%s", (adverseInformation, elements) => {
    expect(missing({ ...heard, adverseInformation })).toEqual(elements)
  })
})

describe("the children's best (S21)", () => {
  const family = [person(40), person(38), person(5)]
  test("the officer's assessment is required for a household with children, and for no other", () => {
    expect(missing(heard, {}, family)).toEqual(["best-interests"])
    expect(missing(heard, { bestInterests: "Vurdert." }, family)).toEqual([])
  })
})

test("every missing element, in a fixed order", () => {
  const nothing: Hearing = { adultsHeard: [], commentWaived: false, adverseInformation: "not-put" }
  expect(missing(nothing, {}, [person(40), person(5)])).toEqual([
    "interview",
    "adults-heard",
    "comment-deadline",
    "adverse-information",
    "best-interests"
  ])
})
