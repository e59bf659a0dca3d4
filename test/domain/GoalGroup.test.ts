// Feature under test: goal groups of integreringsloven § 13 (S15), at the ages and levels where they change.
import { expect, test } from "vitest"
import { goalGroupOf } from "../../src/domain/GoalGroup.ts"
import { competence, educated, household, person, roundDate } from "../support/world.ts"

test.each([
  [17, 4, "outside-18-55"],
  [18, 4, "upper-secondary-completed"],
  [18, 3, "under-25-without"],
  [24, 3, "under-25-without"],
  [25, 3, "25-or-more-without"],
  [24, 4, "upper-secondary-completed"],
  [25, 0, "25-or-more-without"],
  [55, 3, "25-or-more-without"],
  [55, 8, "upper-secondary-completed"],
  [56, 8, "outside-18-55"],
  [30, null, "education-unknown"],
  [17, null, "outside-18-55"]
])("%s years with education of level %s: %s", (age, level, group) => {
  const education = level === null ? [] : [educated(level)]
  expect(goalGroupOf(household(person(age, { competence: competence({ education }) })).members[0], roundDate)).toBe(
    group
  )
})

test("24 until the birthday itself", () => {
  const born = (birthDate: string) =>
    household({ birthDate, competence: competence({ education: [educated(2)] }) }).members[0]
  expect(goalGroupOf(born("1999-11-30"), roundDate)).toBe("under-25-without")
  expect(goalGroupOf(born("1999-11-29"), roundDate)).toBe("25-or-more-without")
})

test("no competence record at all is unknown", () => {
  expect(goalGroupOf(household(person(30)).members[0], roundDate)).toBe("education-unknown")
})
