// Feature under test: the exact linear relaxation. Its bound must equal that of plain column generation over the full
// formulation, on every kind of row and with tiny pieces as with usual ones, and its prices must prove that bound alone.
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, test } from "vitest"
import { relaxation } from "../../../src/matching/decomposition/exactRelaxation.ts"
import type { Relaxation } from "../../../src/matching/decomposition/Relaxation.ts"
import { type Sizes, usualSizes } from "../../../src/matching/decomposition/relaxationRequest.ts"
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
import { crowded, type InstanceDocument, read, smallInstance, world } from "../../support/instances.ts"

const highs = await loadHighs()
const inner = stageSolver(highs)

/** Nothing enters the master that need not, and boxes are so narrow that they are used. */
const tiny: Sizes = { wholeMaster: 0, near: 0, entering: 0, reach: 1e-3, boxedRounds: 40 }
/** Leaves the boxes for the known plan at once. */
const leaning: Sizes = { ...tiny, boxedRounds: 0 }
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
  test("random worlds with every kind of row, in large pieces and small ones", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(smallInstance(6), fc.constantFrom(...rules), (document, rule) => {
        for (const stage of stagesOf(read(document), rule)) {
          const expected = plainBound(stage)
          for (const sizes of [usualSizes, some, tiny, leaning]) {
            const found = relaxation(highs, stage, sizes)
            expectWhole(stage, found)
            expectSame(found.bound, expected, stage.objective.scale)
          }
        }
      }),
      { numRuns: 40, seed: 20_261_123 }
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

/** The crowded world with other numbers. */
const changed = (change: (document: InstanceDocument) => Partial<InstanceDocument>): InstanceDocument => {
  const document = crowded(7, 40, 9, 1)
  return { ...document, ...change(document) }
}

describe("B · worlds where much is equal, or nothing is possible", () => {
  const pairs = (count: number, from: number): ReadonlyArray<ReadonlyArray<string>> =>
    Array.from({ length: count }, (_, pair) => [`F${from + 2 * pair}`, `F${from + 2 * pair + 1}`])
  test.each<[string, InstanceDocument]>([
    ["nowhere", world([], [1], [[]])],
    ["nothing eligible", changed(({ score }) => ({ score: score.map((row) => row.map(() => null)) }))],
    ["no places", changed(({ locations }) => ({ locations: locations.map(({ id }) => ({ id, capacity: [0, 0] })) }))],
    ["all scores equal", changed(({ score }) => ({ score: score.map((row) => row.map(() => 0.5)) }))],
    [
      "households alike",
      changed(({ households, score }) => ({
        households: households.map(({ id }) => ({ id, persons: 2, demand: [2, 0] })),
        score: score.map(() => score[0]!)
      }))
    ],
    [
      "places for everybody",
      changed(({ locations }) => ({ locations: locations.map((one) => ({ ...one, capacity: [900, 900] })) }))
    ],
    [
      "minimum as large as capacity",
      changed(({ locations }) => ({ locations: locations.map((one) => ({ ...one, minimum: one.capacity })) }))
    ],
    ["many linked pairs", changed(() => ({ linked: pairs(12, 1) }))],
    ["many separate pairs", changed(() => ({ separate: pairs(12, 5) }))]
  ])("%s", (_, document) => {
    for (const rule of ["priced", "max-score"] as const) {
      const stage = stageOf(document, rule)
      for (const sizes of [some, tiny]) {
        const found = relaxation(highs, stage, sizes)
        expectWhole(stage, found)
        expectSame(found.bound, plainBound(stage), stage.objective.scale)
      }
    }
  })

  test("nobody", () => {
    expect(relaxation(highs, stageOf(world([3], [], []), "priced"))).toMatchObject({ bound: 0, complete: true })
  })

  test("a target that cannot be reached has no relaxation", () => {
    const stage = stageOf(crowded(3, 30, 8, 0.5), "max-score")
    const level = objectivesOf(stage.choices, "place-first")[0]!
    const best = relaxation(highs, { choices: stage.choices, objective: level, targets: [], timeLeftMs: forever })
    const asking = (value: number) =>
      relaxation(highs, {
        choices: stage.choices,
        objective: stage.objective,
        targets: [{ objective: level, value, full: false }],
        timeLeftMs: forever
      }).bound
    expect(asking(Math.ceil(best.bound + 1))).toBe(Number.NEGATIVE_INFINITY)
    expect(asking(Math.floor(best.bound))).toBeGreaterThan(0)
  })
})

describe("C · what comes out", () => {
  test("the same again, to the last bit", () => {
    const stage = stageOf(crowded(5, 60, 12, 0.9), "priced")
    expect(relaxation(highs, stage, some)).toEqual(relaxation(highs, stage, some))
  })

  test("without time a bound that holds, and it says so", () => {
    const stage = stageOf(crowded(5, 60, 12, 0.9), "priced")
    const bounds: Array<number> = []
    const onBound = (bound: number) => bounds.push(bound)
    const cut = relaxation(highs, { ...stage, timeLeftMs: () => 0, onBound }, some)
    const whole = relaxation(highs, { ...stage, onBound }, some)
    expect([cut.complete, whole.complete]).toEqual([false, true])
    expect(cut.bound).toBeGreaterThanOrEqual(whole.bound)
    expect(Math.min(...bounds)).toBeCloseTo(whole.bound, 3)
  })
})
