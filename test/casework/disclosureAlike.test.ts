// Feature under test: a request fits five households or more (K1), also when one of them is gone (K3), and asks all the same.
import fc from "fast-check"
import { expect, test } from "vitest"
import type { RequiredConfirmation } from "../../src/casework/answer/Confirmation.ts"
import { type Comparable, generalise, leastAlike, shownKey } from "../../src/casework/disclosure/generalise.ts"
import { ladder } from "../../src/casework/disclosure/ladder.ts"
import { requestDisclosure } from "../../src/casework/disclosure/makeRequest.ts"
import type { RequestDisclosure } from "../../src/casework/disclosure/RequestDisclosure.ts"
import type { Household } from "../../src/domain/Household.ts"
import { repetitions } from "../support/repetitions.ts"
import { roundDate } from "../support/world.ts"
import { cohortHouseholds, comparables, matching, rich, richMinor } from "./disclosureHouseholds.ts"

const request = (one: Household) => requestDisclosure(one, roundDate, matching)!

const topicOf = (one: RequiredConfirmation) =>
  one._tag === "service" ? "treatment" : one._tag === "same-age-place" ? "school-place" : "dwelling"

/** A request as it stands on every rung, worked out here without `generalise`. */
const rungsOf = ({ request: first }: Comparable): ReadonlyArray<RequestDisclosure> => {
  const rungs: Array<RequestDisclosure> = []
  for (const [rung, { climb }] of ladder.entries()) rungs.push({ ...climb(rungs.at(-1) ?? first), rung })
  return rungs
}

/** How many of the reference look the same, by rung and all that is shown. */
const companies = (all: ReadonlyArray<Comparable>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of all.flatMap(rungsOf).map(shownKey)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const tooFew = (
  shown: ReadonlyMap<string, RequestDisclosure>,
  counts: ReadonlyMap<string, number>
): ReadonlyArray<RequestDisclosure> =>
  [...shown.values()].filter((one) => one.rung < ladder.length - 1 && (counts.get(shownKey(one)) ?? 0) < leastAlike)

const seeds = Array.from({ length: repetitions(20) }, (_, seed) => seed + 1)

test.each(seeds)("cohort %i: nobody is shown with fewer than five, also at n − 1 (K3)", (seed) => {
  const batch = comparables(cohortHouseholds(300, seed))
  const earlier = comparables(cohortHouseholds(300, seed + 10_000), "earlier ")
  expect(batch.length + earlier.length).toBeGreaterThan(250)
  const counts = companies([...batch, ...earlier])
  expect(tooFew(generalise(batch, earlier), counts)).toEqual([])
  const [gone, ...others] = batch
  for (const key of rungsOf(gone!).map(shownKey)) counts.set(key, counts.get(key)! - 1)
  expect(tooFew(generalise(others, earlier), counts)).toEqual([])
})

test("who is shown on a rung has five of the same on that rung, so that knowing the rule does not help", () => {
  const all = comparables(cohortHouseholds(600, 7))
  const shown = [...generalise(all, []).values()]
  for (const alike of Map.groupBy(shown, shownKey).values())
    expect(alike.length >= leastAlike || alike[0]!.rung === ladder.length - 1).toBe(true)
})

test("the order of batch and reference changes nothing", () => {
  const all = comparables(cohortHouseholds(150, 3))
  const earlier = comparables(cohortHouseholds(150, 4), "earlier ")
  const first = generalise(all, earlier)
  const backwards = generalise([...all].reverse(), [...earlier].reverse())
  expect([...backwards].sort()).toEqual([...first].sort())
})

const same = (count: number): ReadonlyArray<Comparable> =>
  Array.from({ length: count }, (_, i) => ({ household: `H-${i}`, request: request(rich()) }))

test("five alike are shown in full, four are not", () => {
  expect(generalise(same(5), []).get("H-0")?.rung).toBe(0)
  expect(generalise(same(1), same(5).slice(1)).get("H-0")?.rung).toBe(0)
  expect(generalise(same(4), []).get("H-0")?.rung).toBe(ladder.length - 1)
})

test("a household that was requested five times is one household", () => {
  const again = Array.from({ length: 5 }, () => same(1)[0]!)
  expect(generalise(same(1), again).get("H-0")?.rung).toBe(ladder.length - 1)
  const another = again.map((one) => ({ ...one, household: "H-other" }))
  expect(generalise(same(1), another).get("H-0")?.rung).toBe(ladder.length - 1)
})

test("nothing to be confirmed is lost: it is asked with the yes, or after it; the topics follow the rung alone", () => {
  const all = comparables(cohortHouseholds(300, 11))
  const topics = new Map<number, string>()
  for (const one of [...all, { household: "rich", request: request(rich()) }])
    for (const shown of rungsOf(one)) {
      const asked = shown.confirmations.map((asking) => asking._tag)
      for (const due of one.request.confirmations)
        expect(asked.includes(due._tag) || shown.afterYes.includes(topicOf(due))).toBe(true)
      const key = shown.afterYes.join()
      expect(topics.get(shown.rung) ?? key).toBe(key)
      topics.set(shown.rung, key)
    }
})

test("each rung tells no more than the one below it", () => {
  const detail = (value: unknown): number => JSON.stringify(value).length
  fc.assert(
    fc.property(fc.constantFrom(...comparables(cohortHouseholds(200, 5))), (one) => {
      const rungs = rungsOf(one).map(({ afterYes: _, rung: __, ...shown }) => Object.values(shown))
      for (const [i, shown] of rungs.slice(1).entries()) {
        const hidden = (values: ReadonlyArray<unknown>) => values.filter((value) => value === null).length
        expect(hidden(shown)).toBeGreaterThanOrEqual(hidden(rungs[i]!))
      }
      expect(detail(rungs.at(-1))).toBeLessThan(detail(rungs[0]))
    })
  )
})

test("the last rung says nothing of anybody", () => {
  const last = new Set(
    [
      ...comparables(cohortHouseholds(300, 2)),
      { household: "rich", request: request(rich()) },
      { household: "minor", request: request(richMinor()) }
    ].map((one) => shownKey(rungsOf(one).at(-1)!))
  )
  expect(last.size).toBe(1)
})
