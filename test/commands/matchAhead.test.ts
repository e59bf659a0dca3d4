// Feature under test: what `treff match --pool` adds to a report: the charges beside the fit, whom they moved, and what it cost.
import { Effect, ManagedRuntime } from "effect"
import { afterAll, describe, expect, test } from "vitest"
import { match, matchLoaded } from "../../src/commands/match.ts"
import { reportAhead } from "../../src/commands/matchAhead.ts"
import { solverLayers } from "../../src/commands/solvers.ts"
import { laterPrices } from "../../src/matching/lookahead/keptForLater.ts"
import type { RoundInput } from "../../src/matching/prepare.ts"
import { keptForLaterSentence, tooFewPlacesSentence } from "../../src/texts/keptForLater.ts"
import { languages } from "../../src/texts/language.ts"
import { codeOf, fileOf, household, person, roundOf, said, weighing } from "../support/world.ts"

const runtime = ManagedRuntime.make(solverLayers.highs)
afterAll(() => runtime.dispose())

const wishing = (id: string, place: { _tag: "municipality"; code: typeof furu } | { _tag: "county"; code: string }) =>
  household(person(30, { wishes: [{ place, provenance: said() }] }), { id })
const furu = codeOf("Furu")
const places = { Furu: 1, Elv: 1 }
const input: RoundInput = {
  file: fileOf(),
  round: roundOf([wishing("H-1", { _tag: "municipality", code: furu })], { places }),
  profile: weighing({ "own-wish": 1 })
}
const pool = roundOf(
  ["H-1", "H-2", "H-3"].map((id) => wishing(id, { _tag: "county", code: "20" })),
  { places }
)

describe("a report with places kept for those to come", () => {
  test("counts its fit without the charges, and says what they were and whom they moved", async () => {
    const { households, prices } = laterPrices(input, pool)
    const own = { input, findings: [] }
    const shared = { persons: 4, places: 2 }
    const kept = {
      loaded: { input: { ...input, later: prices }, findings: [] },
      prices,
      shared,
      poolHouseholds: households
    }
    const report = await runtime.runPromise(
      Effect.gen(function* () {
        const { report: plain, solved } = yield* matchLoaded(kept.loaded, 3, 0, true)
        return yield* reportAhead(plain, own, solved, kept)
      })
    )
    const [placement] = report.placements
    expect(placement).toMatchObject({ household: "H-1", municipality: codeOf("Elv"), fit: 500_000 })
    expect(placement?.reasons.reduce((sum, one) => sum + one.points, 0)).toBe(500_000)
    expect(report).toMatchObject({ objective: 500_000, bound: 500_000, gap: 0, run: { objective: 500_000, gap: 0 } })
    expect(report.lookahead).toMatchObject({ futures: 10, poolHouseholds: 3, shared, moved: 1, fitGivenUp: 500_000 })
    const charged = report.lookahead?.charges.reduce((sum, one) => sum + one.points, 0)
    expect(report.lookahead?.chargedPoints).toBe(charged)
  })

  test("needs a pool it can read", async () => {
    const options = { pool: "nowhere.json", lock: [], forbid: [], top: 3 }
    const failed = await runtime.runPromise(Effect.flip(match(options, "demo")))
    expect(failed.message).toContain("nowhere.json cannot be read (no such file).")
  })
})

test("the lines under the table say it in every language", () => {
  for (const language of languages) {
    const sentence = keptForLaterSentence[language](12, "3,5", 4, "1,2")
    for (const amount of ["12", "3,5", "4", "1,2"]) expect(sentence).toContain(amount)
    expect(tooFewPlacesSentence[language](1691, 1676)).toMatch(/1691.*1676/u)
  }
})
