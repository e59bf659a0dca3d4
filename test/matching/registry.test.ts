// Feature under test: the registry of criteria and the table of parameters: complete, each id once, each with its reference.
import { expect, test } from "vitest"
import { softCriterionIds } from "../../src/domain/Criterion.ts"
import { hardCriteria, softCriteria } from "../../src/matching/criteria/index.ts"
import { parameter, parameterTable } from "../../src/matching/parameters.ts"

test("every soft criterion is registered once, with a reference", () => {
  expect(softCriteria.map((one) => one.id).toSorted()).toEqual([...softCriterionIds].toSorted())
  for (const { reference } of softCriteria) expect(reference).not.toBe("")
})

test("hard criteria in the order their reasons are given", () => {
  expect(hardCriteria.map((one) => one.id)).toEqual([
    "dwelling-size",
    "step-free",
    "named-treatment",
    "declared-service-missing",
    "same-age-place",
    "care-form"
  ])
  for (const { reference } of hardCriteria) expect(reference).not.toBe("")
})

test("every parameter has unit, date and source; every share lies between 0 and 1", () => {
  for (const { source, unit, validFrom, value } of Object.values(parameterTable)) {
    expect(unit).not.toBe("")
    expect(source).not.toBe("")
    expect(validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    if (unit.startsWith("share")) expect(value).toBeLessThanOrEqual(1)
    expect(value).toBeGreaterThan(0)
  }
})

test("the rules' own numbers", () => {
  expect(parameter("limitMinorsDays")).toBe(90)
  expect(parameter("limitOthersDays")).toBe(180)
  expect(parameter("holdRounds")).toBe(2)
  expect(parameter("decoyRegions")).toBe(2)
  expect(parameter("confidenceVerified")).toBe(1)
})
