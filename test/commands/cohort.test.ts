import { Effect } from "effect"
import { expect, test } from "vitest"
import { cohortFrom, cohortGenerate, renderMargins } from "../../src/commands/cohort.ts"
import { file } from "../whatif/cohort/norway.ts"

test("the cohort is printed as generated figures beside the published ones", () => {
  const { margins, round } = cohortGenerate({ persons: 500, seed: 11 }, file)
  expect(round.households.reduce((all, one) => all + one.members.length, 0)).toBe(500)
  const text = renderMargins(margins)
  const line = (category: string) => text.split("\n").find((one) => one.includes(` ${category} `)) ?? ""
  expect(line("male-to-55")).toMatch(/38\.5 %.*38\.\d %/u)
  expect(text).toContain("Årsrapport for busetting 2015")
  expect(text).toContain("Assumption:")
  for (const row of margins) expect(text).toContain(row.category)
})

test("a year nothing was requested for is refused, with the years there are", async () => {
  const refused = await Effect.runPromise(Effect.flip(cohortFrom({ persons: 10, seed: 1, requestedFor: 1999 })))
  expect(refused.message).toMatch(/1999.*2023, 2024\./)
})
