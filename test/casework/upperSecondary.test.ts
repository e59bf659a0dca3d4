// Feature under test: a county's counts of upper-secondary age; no municipality's number can be worked out from what is shown.
import { expect, test } from "vitest"
import { upperSecondaryFrom } from "../../src/casework/disclosure/upperSecondary.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"

const down = (count: number): number => Math.floor(count / 5) * 5
/** As the database answers for so many asked persons in each municipality. */
const shown = (counts: ReadonlyArray<number>) => {
  const row = (municipality: MunicipalityCode | null, count: number) => ({
    municipality,
    asked: down(count),
    agreed: 0,
    arrived: 0
  })
  return upperSecondaryFrom([
    ...counts.map((count, i) => row(MunicipalityCode.make(`46${String(i + 1).padStart(2, "0")}`), count)),
    row(
      null,
      counts.reduce((sum, count) => sum + count, 0)
    )
  ])
}

test("bands of five for each municipality and the county; none and few look alike", () => {
  expect(shown([0, 4, 13])).toMatchObject({
    municipalities: [
      { municipality: "4601", asked: { from: 0, to: 4 }, arrived: { from: 0, to: 4 } },
      { municipality: "4602", asked: { from: 0, to: 4 } },
      { municipality: "4603", asked: { from: 10, to: 14 } }
    ],
    total: { asked: { from: 15, to: 24 } }
  })
  expect(shown([0])).toEqual(shown([3]))
})

test("the county's total has a wider band where a narrow one would tell a municipality's number", () => {
  // Twelve at most: ten or more would leave each of them three numbers.
  expect(shown([4, 4, 4]).total.asked).toEqual({ from: 5, to: 14 })
  expect(shown([3, 3, 3]).total.asked).toEqual({ from: 5, to: 14 })
  expect(shown([1, 3, 0]).total.asked).toEqual({ from: 0, to: 4 })
})

test("whatever the numbers are, each could be one of four at least", () => {
  for (const municipalities of [1, 2, 3]) {
    const all = Array.from({ length: 10 ** municipalities }, (_, n) =>
      Array.from({ length: municipalities }, (__, i) => Math.floor(n / 10 ** i) % 10)
    )
    for (const same of Map.groupBy(all, (counts) => JSON.stringify(shown(counts))).values())
      for (let i = 0; i < municipalities; i++) {
        const possible = new Set(same.map((counts) => counts[i]))
        expect([same[0], possible.size >= 4]).toEqual([same[0], true])
      }
  }
})
