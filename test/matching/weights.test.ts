// Feature under test: a member's weights (S12, S20): purposes share a million points, criteria share their purpose.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { purposes, type SoftCriterionId, softCriterionIds } from "../../src/domain/Criterion.ts"
import type { Profile } from "../../src/domain/Profile.ts"
import { softCriteria } from "../../src/matching/criteria/index.ts"
import { minorsProfile, standardProfile } from "../../src/matching/profiles.ts"
import { largestRemainder, memberWeights, pointsOf } from "../../src/matching/weights.ts"
import { arbitraryProfile } from "../support/arbitraryRound.ts"

const criterion = (id: SoftCriterionId) => {
  const found = softCriteria.find((one) => one.id === id)
  if (found === undefined) throw new Error(`No criterion ${id}`)
  return found
}
const weightsFor = (profile: Profile, ...ids: ReadonlyArray<SoftCriterionId>) =>
  Object.fromEntries(memberWeights(profile, ids.map(criterion)).map((weight, i) => [ids[i], weight]))
const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, one) => total + one, 0)

describe("largest remainder", () => {
  test("what is left over goes to the largest remainders, then to the first", () => {
    expect(largestRemainder([1, 1, 1], 100)).toEqual([34, 33, 33])
    expect(largestRemainder([1, 1, 4], 100)).toEqual([17, 17, 66]) // 16.67, 16.67, 66.67: the last remainder is a tie
    expect(largestRemainder([3, 1], 100)).toEqual([75, 25])
  })
  test("nothing to share by is nothing", () => {
    expect(largestRemainder([0, 0], 100)).toEqual([0, 0])
    expect(largestRemainder([], 100)).toEqual([])
  })
})

describe("member weights", () => {
  test("purpose × criterion; what does not concern a member leaves its weight to all the others", () => {
    // Standard: health and dwelling 15, family and children 20; primary care 25, specialist care 35, ties 80.
    expect(weightsFor(standardProfile, "primary-care", "ties")).toEqual({
      "primary-care": 189_873, // 15 × 25 / (15 × 25 + 20 × 80) = 375 / 1975
      ties: 810_127
    })
    expect(weightsFor(standardProfile, "primary-care", "specialist-care", "ties")).toEqual({
      "primary-care": 150_000, // 375 / 2500
      "specialist-care": 210_000, // 525 / 2500
      ties: 640_000 // 1600 / 2500
    })
  })
  test("one criterion has the whole million", () => {
    expect(weightsFor(standardProfile, "primary-care")).toEqual({ "primary-care": 1_000_000 })
  })
  test("criteria without weight get none, and none in all where nothing weighs", () => {
    expect(weightsFor(standardProfile, "first-settled", "ties")).toEqual({ "first-settled": 0, ties: 1_000_000 })
    expect(weightsFor(standardProfile, "first-settled", "introduction-results")).toEqual({
      "first-settled": 0,
      "introduction-results": 0
    })
    expect(weightsFor(minorsProfile, "occupation-match", "same-age-school")).toEqual({
      "occupation-match": 0,
      "same-age-school": 1_000_000
    })
  })
  test("any subset of criteria under any profile shares exactly a million, or nothing where nothing weighs", () => {
    fc.assert(
      fc.property(arbitraryProfile, fc.subarray([...softCriteria]), (profile, subset) => {
        const weights = memberWeights(profile, subset)
        const weighs = subset.some((one) => profile.criteria[one.id] > 0 && profile.purposes[one.purpose] > 0)
        expect(sum(weights)).toBe(weighs ? 1_000_000 : 0)
        expect(weights.every((weight) => Number.isInteger(weight) && weight >= 0)).toBe(true)
      })
    )
  })
  test("only what weighs gets points, and a heavier criterion of the same purpose never fewer", () => {
    fc.assert(
      fc.property(arbitraryProfile, fc.subarray([...softCriteria]), (profile, subset) => {
        const weights = memberWeights(profile, subset)
        subset.forEach((one, i) => {
          if (profile.criteria[one.id] === 0 || profile.purposes[one.purpose] === 0) expect(weights[i]).toBe(0)
          subset.forEach((other, k) => {
            if (one.purpose !== other.purpose || profile.criteria[one.id] <= profile.criteria[other.id]) return
            expect(weights[i]).toBeGreaterThanOrEqual((weights[k] ?? 0) - 1) // a point of rounding apart
          })
        })
      })
    )
  })
})

describe("shipped profiles", () => {
  test.each([standardProfile, minorsProfile])(
    "$name gives every purpose and criterion a weight of its own",
    (profile) => {
      expect(Object.keys(profile.purposes).sort()).toEqual([...purposes].sort())
      expect(Object.keys(profile.criteria).sort()).toEqual([...softCriterionIds].sort())
    }
  )
  test("nothing about work for minors (S9)", () => {
    expect(minorsProfile.purposes.work).toBe(0)
    for (const one of softCriteria) if (one.purpose === "work") expect(minorsProfile.criteria[one.id]).toBe(0)
    expect(minorsProfile.criteria.contract).toBe(0)
    expect(minorsProfile.criteria["qualification-continuity"]).toBe(0)
  })
})

test.each([
  [1_000_000, 1000, 1_000_000],
  [1_000_000, 0, 0],
  [333_333, 500, 166_667], // 166 666.5 is rounded up
  [1, 499, 0],
  [1, 500, 1]
])("weight %s and value %s give %s points", (weight, value, points) => {
  expect(pointsOf(weight, value)).toBe(points)
})
