// Feature under test: who first (S7). The round is on 29 November 2024, the next one on 6 December.
import { describe, expect, test } from "vitest"
import { levelOf, levelWeight, limitOf, mayBeHeld } from "../../src/matching/priority.ts"
import { household, minorCase, nextRound, person, roundDate } from "../support/world.ts"

const days = { date: roundDate, nextRound }
const adult = (permitOn: string, known: Parameters<typeof household>[1] = {}) =>
  household(person(30), { permitOn, ...known })
const family = (permitOn: string) => household([person(30), person(17)], { permitOn })
const minor = (permitOn: string) => household(person(15), { permitOn, minor: minorCase("foster-home") })

test("limits: 180 days from the permit, 90 for minors", () => {
  expect(limitOf(adult("2024-06-08"))).toBe("2024-12-05")
  expect(limitOf(minor("2024-09-06"))).toBe("2024-12-05")
})

describe("levels", () => {
  test.each([
    ["an adult whose limit falls the day before the next round", adult("2024-06-08"), "limit-before-next-round"],
    ["an adult whose limit falls on the day of the next round", adult("2024-06-09"), "others"],
    ["an adult who is past the limit", adult("2023-01-01"), "limit-before-next-round"],
    ["a minor whose limit falls the day before the next round", minor("2024-09-06"), "limit-before-next-round"],
    ["a minor whose limit falls on the day of the next round", minor("2024-09-07"), "minors-and-children"],
    ["a family that has waited 90 days", family("2024-08-31"), "minors-and-children"],
    ["a family past the limit", family("2024-01-01"), "limit-before-next-round"],
    ["somebody with a child who turned 18 today", household([person(40), person(18)]), "others"]
  ])("%s", (_, one, level) => {
    expect(levelOf(one, days)).toBe(level)
  })
})

test.each([
  [1, "2024-11-29", 1000],
  [1, "2024-11-28", 1005], // 1 000 / 180, rounded down
  [1, "2024-08-31", 1500], // 90 days
  [2, "2024-08-31", 3000],
  [1, "2024-06-03", 1994], // 179 days
  [1, "2024-06-02", 2000], // 180 days
  [3, "2020-01-01", 6000], // never more than double
  [1, "2024-12-24", 1000] // a permit of tomorrow has not waited
])("%s person(s) with permit of %s weigh %s", (persons, permitOn, weight) => {
  const one = household(
    Array.from({ length: persons }, () => person(30)),
    { permitOn }
  )
  expect(levelWeight(one, roundDate)).toBe(weight)
})

test.each([
  ["no limit before the next round", adult("2024-11-01"), true],
  ["held once already", adult("2024-11-01", { roundsHeld: 1 }), true],
  ["held twice already", adult("2024-11-01", { roundsHeld: 2 }), false],
  ["a limit before the next round", adult("2024-06-08"), false]
])("may be held: %s", (_, one, may) => {
  expect(mayBeHeld(one, days)).toBe(may)
})
