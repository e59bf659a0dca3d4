// Feature under test: the exact linear relaxation. Its bound must equal that of plain column generation over the full
// formulation, on every kind of row and with tiny pieces as with usual ones, and its prices must prove that bound alone.
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, test } from "vitest"
import { relaxation, type Sizes, usualSizes } from "../../../src/matching/decomposition/exactRelaxation.ts"
import type { Relaxation } from "../../../src/matching/decomposition/Relaxation.ts"
import { stageSolver } from "../../../src/matching/highs/exactStage.ts"
import { usualPieces } from "../../../src/matching/highs/pieces.ts"
import { relax } from "../../../src/matching/highs/relaxation.ts"
import { choicesOf } from "../../../src/matching/instance/choices.ts"
import type { Instance } from "../../../src/matching/instance/Instance.ts"
import { objectivesOf, type Rule, rules } from "../../../src/matching/instance/objectives.ts"
import { boundOf, mustPlace, netValues, zeroPrices } from "../../../src/matching/referee/bound.ts"
import { formulate } from "../../../src/matching/solver/formulation.ts"
import { solveLexicographically } from "../../../src/matching/solver/lexicographic.ts"
import type { StageRequest } from "../../../src/matching/solver/stage.ts"
import { crowded, type InstanceDocument, read, seeded, smallInstance, world } from "../../support/instances.ts"

const highs = await loadHighs()
const inner = stageSolver(highs)

/** Nothing enters the master that need not, and boxes are so narrow that they are used. */
const tiny: Sizes = { wholeMaster: 0, near: 0, entering: 0, reach: 1e-3 }
const some: Sizes = { ...usualSizes, wholeMaster: 0 }
const forever = () => Number.POSITIVE_INFINITY

/** Every stage that solving the instance by the rule asks for. */
function stagesOf(instance: Instance, rule: Rule): ReadonlyArray<StageRequest> {
  const asked: Array<StageRequest> = []
  const solver = {
    ...inner,
    solve: (request: StageRequest) => {
      asked.push(request)
      return inner.solve(request)
    }
  }
  solveLexicographically(solver, instance, { rule, gap: 0, seed: 1 })
  return asked
}

function plainBound({ choices, objective, start, targets }: StageRequest): number {
  const formulation = formulate(choices, objective, targets)
  const hint = netValues(choices, objective, targets, zeroPrices(choices, targets))
  const limits = { enough: Number.NEGATIVE_INFINITY, timeLeftMs: forever }
  return relax(highs, usualPieces, formulation, start, hint, limits).bound
}

/** Equal to a billionth; of the scale where the bound itself is next to nothing. */
function expectSame(found: number, expected: number, scale: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(scale, Math.abs(expected)))
}

function expectWhole({ choices, objective, targets }: StageRequest, found: Relaxation): void {
  expect(found.complete).toBe(true)
  const proved = boundOf(choices, objective, targets, found.prices, mustPlace(choices, targets))
  expectSame(proved.total, found.bound, objective.scale)
  expect(found.best).toEqual(proved.best)
  const placed = new Float64Array(choices.instance.households.length)
  for (const [k, share] of found.share) {
    expect(share).toBeGreaterThan(0)
    placed[choices.start.findIndex((_, h) => choices.start[h + 1]! > k)]! += share
  }
  for (const total of placed) expect(total).toBeLessThanOrEqual(1 + 1e-6)
}

const stageOf = (document: InstanceDocument, rule: Rule): StageRequest => {
  const choices = choicesOf(read(document))
  return {
    choices,
    objective: objectivesOf(choices, rule).at(-1)!,
    targets: [],
    start: new Int32Array(choices.instance.households.length).fill(-1),
    gap: 0,
    seed: 1,
    timeLeftMs: forever,
    nodesLeft: forever(),
    report: () => {}
  }
}

describe("A · the same bound as column generation over all rows", () => {
  test.each([
    { name: "usual", sizes: usualSizes, runs: 150 },
    { name: "some", sizes: some, runs: 150 },
    { name: "tiny", sizes: tiny, runs: 150 }
  ])("random worlds with every kind of row, $name pieces", { timeout: 60_000 }, ({ runs, sizes }) => {
    fc.assert(
      fc.property(smallInstance(6), fc.constantFrom(...rules), (document, rule) => {
        for (const stage of stagesOf(read(document), rule)) {
          const found = relaxation(highs, stage, sizes)
          expectWhole(stage, found)
          expectSame(found.bound, plainBound(stage), stage.objective.scale)
        }
      }),
      { numRuns: runs, seed: 20_261_123 }
    )
  })

  test.each([
    [30, 8, 1.2],
    [60, 20, 0.6],
    [80, 12, 2.5]
  ])(
    "%i households in %i crowded places, %f places per person",
    { timeout: 60_000 },
    (households, locations, slack) => {
      for (const rule of rules) {
        for (const stage of [stageOf(crowded(3, households, locations, slack), rule)]) {
          const expected = plainBound(stage)
          for (const sizes of [some, tiny]) {
            const found = relaxation(highs, stage, sizes)
            expectWhole(stage, found)
            expectSame(found.bound, expected, stage.objective.scale)
          }
        }
      }
    }
  )
})
