// Feature under test: jobs in the person's own occupation (S14). Value = usable × (0.6 × tightness + 0.4 × depth), where
// 1 seeker per vacancy is enough and 5 is none, and 2 000 jobs of the kind in the region are enough.
import { describe, expect, test } from "vitest"
import { occupationMatch } from "../../../src/matching/criteria/occupationMatch.ts"
import { competence, educated, household, modelled, person, said, worked, worldOf } from "../../support/world.ts"
import { factsOf, measured, notConcerned, personFact, sourceOf, valueOf } from "./answers.ts"

const [nurse, carpenter, welder] = ["2223", "7115", "7212"]

const world = worldOf(
  {},
  {
    seekers: { "10": { "health-care": 2, construction: 2 }, "20": { construction: 2 } },
    jobs: { south: { "health-care": 1000, construction: modelled(1000) } }
  }
)
const adult = (work: string, recognition?: Parameters<typeof educated>[1], age = 30) =>
  household(person(age, { competence: competence({ education: [educated(4)], work: [worked(work, recognition)] }) }))

describe("value", () => {
  // Tightness (5 − 2) / (5 − 1) = 0.75, depth 1 000 / 2 000 = 0.5: 0.6 × 0.75 + 0.4 × 0.5 = 0.65.
  test.each([
    ["regulated, recognised", nurse, "recognised", 650],
    ["regulated, no recognition needed", nurse, "not-needed", 650],
    ["regulated, applied for", nurse, "applied", 390], // 0.6 × 650
    ["regulated, needs a supplement", nurse, "needs-supplement", 390],
    ["regulated, not applied for", nurse, "not-applied", 195], // 0.3 × 650
    ["regulated, refused: no usable occupation", nurse, "refused", notConcerned],
    ["not regulated, not applied for", carpenter, "not-applied", 650],
    ["not regulated, refused", carpenter, "refused", 650]
  ] as const)("%s", (_, work, recognition, value) => {
    expect(valueOf(occupationMatch, adult(work, recognition), world, "Ask")).toBe(value)
  })

  test.each([
    [1, 2000, 1000],
    [0.5, 90_000, 1000], // enough is enough: no credit for size
    [5, 0, 0],
    [5, 2000, 400],
    [1, 0, 600],
    [3, 500, 400] // 0.6 × 0.5 + 0.4 × 0.25
  ])("%s seekers per vacancy and %s jobs give %s", (seekers, jobs, value) => {
    const figures = { seekers: { "10": { construction: seekers } }, jobs: { south: { construction: jobs } } }
    expect(valueOf(occupationMatch, adult(carpenter), worldOf({}, figures), "Ask")).toBe(value)
  })
})

describe("recognition", () => {
  const regulated = (...parts: Parameters<typeof competence>) =>
    household(person(30, { competence: competence(...parts) }))

  test("of the work itself comes before that of the education", () => {
    const both = regulated({ education: [educated(6, "recognised")], work: [worked(nurse, "not-applied")] })
    expect(valueOf(occupationMatch, both, world, "Ask")).toBe(195)
  })
  test("of the education counts where the work says nothing", () => {
    const byEducation = regulated({ education: [educated(6, "applied")], work: [worked(nurse)] })
    expect(valueOf(occupationMatch, byEducation, world, "Ask")).toBe(390)
  })
  test("is not applied for where neither says anything", () => {
    expect(valueOf(occupationMatch, regulated({ work: [worked(nurse)] }), world, "Ask")).toBe(195)
  })
})

describe("concerns", () => {
  const aged = (age: number, level: number | null) => {
    const education = level === null ? [] : [educated(level)]
    return household(person(age, { competence: competence({ education, work: [worked(carpenter)] }) }))
  }
  test.each([
    [17, 4, notConcerned],
    [18, 4, 650],
    [55, 4, 650],
    [56, 4, notConcerned],
    [24, 3, notConcerned], // under 25 without upper secondary: school with peers (S15)
    [25, 3, 650],
    [24, 4, 650],
    [24, null, 650]
  ])("%s years with education of level %s: %s", (age, level, value) => {
    expect(valueOf(occupationMatch, aged(age, level), world, "Ask")).toBe(value)
  })

  test("somebody without any known work is unknown, somebody without a usable occupation is not concerned", () => {
    expect(valueOf(occupationMatch, household(person(30)), world, "Ask")).toBe("unknown of the person: occupation")
    expect(valueOf(occupationMatch, adult("0000"), world, "Ask")).toBe(notConcerned)
    expect(valueOf(occupationMatch, adult("9999"), world, "Ask")).toBe(notConcerned)
  })

  test("the occupation with most years", () => {
    const two = competence({
      education: [educated(4)],
      work: [worked(welder, undefined, said(), 2), worked(carpenter, undefined, said(), 3)]
    })
    expect(valueOf(occupationMatch, household(person(30, { competence: two })), world, "Ask")).toBe(650)
  })
})

test("a figure nobody has published is unknown", () => {
  expect(valueOf(occupationMatch, adult(welder), world, "Ask")).toBe("unknown of the place: seekers-per-vacancy")
  expect(valueOf(occupationMatch, adult(carpenter), world, "Furu")).toBe("unknown of the place: occupation-jobs-region")
})

describe("facts", () => {
  test("occupation, seekers and modelled depth, each with source and date", () => {
    expect(factsOf(occupationMatch, adult(carpenter), world, "Ask")).toEqual({
      facts: [
        personFact("occupation", carpenter),
        measured("seekers-per-vacancy", 2, "job seekers per new vacancy"),
        { ...measured("occupation-jobs-region", 1000, "jobs"), source: "The model", kind: "modelled" }
      ],
      kind: "modelled"
    })
  })
  test("of a regulated occupation also the recognition it turns on", () => {
    expect(factsOf(occupationMatch, adult(nurse, "applied"), world, "Ask").facts.slice(0, 2)).toEqual([
      personFact("occupation", nurse),
      personFact("recognition-status", "applied")
    ])
  })
  test("count as the weakest of the sources they rest on", () => {
    const of = (work: string, byWork: "verified" | "rrf", byEducation: "verified" | "self-registered") =>
      household(
        person(30, {
          competence: competence({
            education: [educated(6, "recognised", said(byEducation))],
            work: [worked(work, undefined, said(byWork))]
          })
        })
      )
    expect(sourceOf(occupationMatch, of(nurse, "verified", "verified"), world)).toBe("verified")
    expect(sourceOf(occupationMatch, of(nurse, "verified", "self-registered"), world)).toBe("self-registered")
    expect(sourceOf(occupationMatch, of(nurse, "rrf", "self-registered"), world)).toBe("rrf")
    expect(sourceOf(occupationMatch, of(carpenter, "verified", "self-registered"), world)).toBe("verified")
  })
})
