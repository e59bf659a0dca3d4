// Feature under test: the scoring bench counts what it says and checks its own answers.
import { expect, test } from "vitest"
import { benchScoring } from "../../bench/scoring.ts"

test("one row for each size, of exactly so many households, and no wrong answer", async () => {
  const { rows, wrong } = await benchScoring({ full: true, households: 64 })
  expect(wrong).toEqual([])
  expect(rows.map((row) => [row.households, row.municipalities])).toEqual([
    [4, 357],
    [16, 357],
    [64, 357]
  ])
})
