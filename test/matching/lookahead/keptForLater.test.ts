// Feature under test: places kept for those to come. A household that does nearly as well elsewhere leaves the place to one
// that does not; nobody stays unplaced for it, and no fit changes.
import { ManagedRuntime } from "effect"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { solverLayers } from "../../../src/commands/solvers.ts"
import type { Household } from "../../../src/domain/Household.ts"
import type { Wish } from "../../../src/domain/Person.ts"
import { comparePlans, personsPlaced } from "../../../src/matching/compare.ts"
import { ineligible } from "../../../src/matching/instance/Instance.ts"
import { laterPrices } from "../../../src/matching/lookahead/keptForLater.ts"
import { chargeOf } from "../../../src/matching/lookahead/laterCharges.ts"
import { solveInput } from "../../../src/matching/Matching.ts"
import { explainRound } from "../../../src/matching/matchReport.ts"
import { prepareRound, type RoundInput } from "../../../src/matching/prepare.ts"
import { answersOf, type SolvedRound } from "../../../src/matching/solved.ts"
import { arbitraryDraft, householdsOf } from "../../support/arbitraryRound.ts"
import { codeOf, fileOf, household, minorCase, person, placeIn, roundOf, said, weighing } from "../../support/world.ts"

const runtime = ManagedRuntime.make(solverLayers.highs)
afterAll(() => runtime.dispose())
const solve = (input: RoundInput): Promise<SolvedRound> => runtime.runPromise(solveInput(input))

const wish = (place: (typeof Wish.Encoded)["place"]) => [{ place, provenance: said() }]
/** Content in Furu, half so in Elv, which is in the same region. */
const flexible = (id: string): Household =>
  household(person(30, { wishes: wish({ _tag: "municipality", code: codeOf("Furu") }) }), { id })
/** Content in the county of Furu, not at all in Elv. */
const choosy = (id: string): Household =>
  household(person(30, { wishes: wish({ _tag: "county", code: "20" }) }), { id })

const places = { Furu: 1, Elv: 1 }
const input: RoundInput = {
  file: fileOf(),
  round: roundOf([flexible("H-1")], { places }),
  profile: weighing({ "own-wish": 1 })
}
const pool = roundOf([choosy("H-1"), choosy("H-2"), choosy("H-3")], { places })

const placeOf = (solved: SolvedRound, id: string) =>
  answersOf(solved).find((answer) => answer.household.household.id === id)?.place?.code

describe("a round with a pool", () => {
  test("leaves a place to those who need it more, at a charge, with its fit as it was", async () => {
    const { households, prices } = laterPrices(input, pool)
    expect(households).toBe(3)
    const [plain, kept] = [await solve(input), await solve({ ...input, later: prices })]
    expect([placeOf(plain, "H-1"), placeOf(kept, "H-1")]).toEqual([codeOf("Furu"), codeOf("Elv")])
    const [before] = explainRound(plain, 5)
    const [after] = explainRound(kept, 5)
    expect([before?.explanation.total, after?.explanation.total]).toEqual([1_000_000, 500_000])
    expect(after?.explanation.criteria.reduce((sum, one) => sum + one.points, 0)).toBe(after?.explanation.total)
    const lane = kept.lanes[0]!
    const charge = chargeOf(lane.problem, prices.get("ordinary")!, 0, placeIn(kept.world, "Elv").index)
    expect(lane.objective).toBe(500_000 - charge)
  })

  test("whose pool is empty, or of the other lane, is the round itself", async () => {
    const minor = household(person(15), { id: "H-9", minor: minorCase("foster-home") })
    for (const nobody of [roundOf([], { places }), roundOf([minor], { places })]) {
      const { prices } = laterPrices(input, nobody)
      expect(prices.size).toBe(0)
      expect(comparePlans(await solve(input), await solve({ ...input, later: prices })).moves).toEqual([])
    }
  })

  test("draws the same futures again, and heeds none of the pool's own decisions", () => {
    const decided = roundOf([...pool.households], { places: { Gran: 9 }, locks: [["H-1", "Elv"]] })
    const [first, second, third] = [pool, pool, decided].map((one) => laterPrices(input, one).prices.get("ordinary"))
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })

  test("places as many persons as without it, whoever they are", { timeout: 120_000 }, async () => {
    const drafts = fc.array(arbitraryDraft, { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(drafts, drafts, async (now, later) => {
        const tight = { Ask: 3, Bjerk: 2, Furu: 2 }
        const own: RoundInput = { file: fileOf(), round: roundOf(householdsOf(now), { places: tight }) }
        const { prices } = laterPrices(own, roundOf(householdsOf(later)))
        const [plain, kept] = [await solve(own), await solve({ ...own, later: prices })]
        expect(personsPlaced(kept)).toBe(personsPlaced(plain))
      }),
      { numRuns: 15 }
    )
  })

  test("charges every open pair, and opens or closes none", () => {
    const { prices } = laterPrices(input, pool)
    const [plain] = prepareRound(input).lanes
    const [kept] = prepareRound({ ...input, later: prices }).lanes
    for (const [at, score] of plain!.instance.score.entries()) {
      const m = at % plain!.instance.locations.length
      const charge = score === ineligible ? 0 : chargeOf(plain!, prices.get("ordinary")!, 0, m)
      expect(kept!.instance.score[at]).toBe(score - charge)
      expect(charge).toBeGreaterThanOrEqual(0)
    }
  })
})
