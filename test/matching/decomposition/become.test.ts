// A session told of another instance, whatever lies between: the answer is the optimum a fresh solve proves, with a certificate
// that holds for the new instance, also when locks and forbids are taken back; and what it cannot tell is solved anew.
import fc from "fast-check"
import loadHighs from "highs"
import { beforeAll, describe, expect, test } from "vitest"
import { type Answered, roundUnderway } from "../../../src/casework/process/resolveRound.ts"
import type { HouseholdId } from "../../../src/domain/Ids.ts"
import type { MunicipalityFile } from "../../../src/domain/Municipality.ts"
import type { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import type { Round } from "../../../src/domain/Round.ts"
import { WarmProblem } from "../../../src/matching/decomposition/WarmProblem.ts"
import { type Instance, unplaced } from "../../../src/matching/instance/Instance.ts"
import { prepareRound } from "../../../src/matching/prepare.ts"
import { checkCertificate } from "../../../src/matching/referee/checkCertificate.ts"
import { findingsOf } from "../../../src/matching/referee/findings.ts"
import { recount } from "../../../src/matching/referee/recount.ts"
import { cancel, cancellation } from "../../../src/matching/solver/Cancellation.ts"
import type { Outcome, Solved } from "../../../src/matching/solver/Outcome.ts"
import { fixtures, smallRound } from "../../api/smallRound.ts"
import { crowded, read, seeded } from "../../support/instances.ts"
import { repetitions } from "../../support/repetitions.ts"

const highs = await loadHighs()
const options = { rule: "place-first", gap: 0, seed: 1 } as const
const decomposeAll = { tiny: 0 }

const optimal = (outcome: Outcome): Solved => {
  if (outcome._tag !== "Optimal") throw new Error(outcome._tag)
  return outcome
}

function expectSound(instance: Instance, { bound, certificate, objective, plan }: Solved): void {
  expect(findingsOf(instance, plan)).toEqual([])
  expect(recount(instance, options.rule, plan).objective).toBe(objective)
  expect(bound).toBe(objective)
  const proof = checkCertificate(instance, certificate)
  expect(proof.problems).toEqual([])
  expect(proof.bounds.at(-1)).toBeGreaterThanOrEqual(objective)
}

const coldly = (instance: Instance): Outcome => {
  const problem = new WarmProblem(highs, instance, options, decomposeAll)
  const outcome = problem.solve()
  problem.dispose()
  return outcome
}

/** One after the other in the same session; answers how many of them were warm. */
function becomeAll(first: Instance, instances: ReadonlyArray<Instance>): number {
  const problem = new WarmProblem(highs, first, options, decomposeAll)
  problem.solve()
  let warm = 0
  for (const instance of instances) {
    const { isWarm, outcome } = problem.become(instance)
    const cold = coldly(instance)
    expect(outcome._tag).toBe(cold._tag)
    if (outcome._tag === "Infeasible") continue
    expectSound(instance, optimal(outcome))
    expect(optimal(outcome).objective).toBe(optimal(cold).objective)
    if (isWarm) warm++
  }
  problem.dispose()
  return warm
}

const roomy = read(crowded(3, 30, 6, 1.6))

/** Some locked, some forbidden, a place less here and there. */
const variant = (
  locks: ReadonlyArray<number>,
  forbids: ReadonlyArray<number>,
  less: ReadonlyArray<number>
): Instance => {
  const lock = roomy.lock.slice()
  const start = optimal(coldly(roomy)).plan
  for (const h of locks) lock[h] = start[h]!
  const capacity = roomy.capacity.map((places, at) => (less.includes(at) ? Math.max(0, places - 1) : places))
  const score = roomy.score.slice()
  for (const h of forbids) {
    const m = start[h]!
    if (m !== unplaced && lock[h] === unplaced) score[h * roomy.locations.length + m] = Number.NEGATIVE_INFINITY
  }
  return { ...roomy, lock, capacity, minimum: roomy.minimum.map((least, at) => Math.min(least, capacity[at]!)), score }
}

test("locks, forbids and places, given and taken back", { timeout: 120_000 }, () => {
  const some = fc.uniqueArray(fc.nat({ max: roomy.households.length - 1 }), { maxLength: 6 })
  const anywhere = fc.uniqueArray(fc.nat({ max: roomy.capacity.length - 1 }), { maxLength: 3 })
  let warm = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(some, some, anywhere), { minLength: 2, maxLength: 4 }), (steps) => {
      warm += becomeAll(
        roomy,
        steps.map(([locks, forbids, less]) => variant(locks, forbids, less))
      )
    }),
    { seed: 4, numRuns: repetitions(20) }
  )
  expect(warm).toBeGreaterThan(0)
})

describe("what it cannot tell is solved from the beginning", () => {
  const anew = (instance: Instance): void => expect(becomeAll(roomy, [instance])).toBe(0)
  test("a score that changed", () => {
    const score = roomy.score.slice()
    const pair = score.findIndex((points) => points > 0)
    score[pair] = score[pair]! + 1
    anew({ ...roomy, score })
  })
  test("a household that needs more", () => {
    const demand = roomy.demand.slice()
    demand[0]! += 1
    anew({ ...roomy, demand })
  })
  test("a price that changed", () => anew({ ...roomy, movePrice: roomy.movePrice + 1, prices: undefined }))
})

test("nothing changed: the plan stays as it is", () => {
  const problem = new WarmProblem(highs, roomy, options, decomposeAll)
  const first = optimal(problem.solve())
  const { isWarm, outcome } = problem.become({ ...roomy })
  expect(isWarm).toBe(true)
  expect([...optimal(outcome).plan]).toEqual([...first.plan])
})

test("whoever cancels is told so, and the next answer is the optimum again", () => {
  const problem = new WarmProblem(highs, roomy, options, decomposeAll)
  problem.solve()
  const asked = cancellation()
  cancel(asked)
  const { outcome } = problem.become(variant([1, 2], [3], []), { cancellation: asked })
  expect(outcome).toMatchObject({ limit: "cancelled" })
  const after = variant([1], [4], [])
  expect(optimal(problem.become(after).outcome).objective).toBe(optimal(coldly(after)).objective)
})

describe("the small round", () => {
  let file: MunicipalityFile
  let round: Round
  beforeAll(async () => {
    const found = await fixtures()
    file = found.file
    round = smallRound(found.demo)
  })

  test("random answers: always the optimum of the round as it stands", { timeout: 120_000 }, () => {
    const random = seeded(11)
    const ordinary = (now: Round): Instance => prepareRound({ file, round: now }).lanes[0]!.instance
    const first = ordinary(round)
    const { plan } = optimal(coldly(first))
    const answers = (): ReadonlyArray<Answered> =>
      [...plan.entries()].flatMap(([h, m]) =>
        m === unplaced || random() < 0.3
          ? []
          : [
              {
                household: first.households[h] as HouseholdId,
                municipality: first.locations[m] as MunicipalityCode,
                state: random() < 0.3 ? "declined" : random() < 0.5 ? "accepted" : "open",
                ...(random() < 0.2 ? { code: "no-places" } : {})
              } as const
            ]
      )
    const rounds = Array.from({ length: repetitions(20) }, () => roundUnderway(round, answers(), new Set()))
    becomeAll(first, rounds.map(ordinary))
  })
})
