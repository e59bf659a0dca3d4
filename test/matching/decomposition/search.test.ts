// Feature under test: the search for a whole plan. Each kind of move on a problem made by hand, where it is needed and where
// it just fails; then random instances with every kind of row, from any plan, against the referee and against all plans.
import fc from "fast-check"
import loadHighs from "highs"
import { describe, expect, it } from "vitest"
import type { Relaxation } from "../../../src/matching/decomposition/Relaxation.ts"
import { searchPlan } from "../../../src/matching/decomposition/searchPlan.ts"
import { usualPieces } from "../../../src/matching/highs/pieces.ts"
import { relax } from "../../../src/matching/highs/relaxation.ts"
import { type Choices, choiceOf, choicesOf } from "../../../src/matching/instance/choices.ts"
import type { Assignment, Instance } from "../../../src/matching/instance/Instance.ts"
import {
  ceilingOf,
  type Objective,
  objectivesOf,
  type Rule,
  type Target,
  valueOf
} from "../../../src/matching/instance/objectives.ts"
import { boundOf, netValues, zeroPrices } from "../../../src/matching/referee/bound.ts"
import { isAcceptable } from "../../../src/matching/solver/acceptable.ts"
import { formulate } from "../../../src/matching/solver/formulation.ts"
import { greedyPlan } from "../../../src/matching/solver/greedy.ts"
import { type InstanceDocument, read, smallInstance, tryAll, world } from "../../support/instances.ts"

const highs = await loadHighs()
const unlimited = (): number => Number.POSITIVE_INFINITY

interface Problem {
  readonly choices: Choices
  readonly objective: Objective
  readonly targets: ReadonlyArray<Target>
  readonly start: Assignment
}

const nobody = (instance: Instance): Assignment => new Int32Array(instance.households.length).fill(-1)

const problemOf = (document: InstanceDocument, rule: Rule = "priced", start?: ReadonlyArray<number>): Problem => {
  const instance = read(document)
  const choices = choicesOf(instance)
  const objective = objectivesOf(choices, rule).at(-1)!
  return { choices, objective, targets: [], start: start === undefined ? nobody(instance) : Int32Array.from(start) }
}

/** No prices at all: what the search is told when nobody solved a relaxation. */
const withoutPrices = ({ choices, objective, targets }: Problem): Relaxation => {
  const prices = zeroPrices(choices, targets)
  const { best, total } = boundOf(choices, objective, targets, prices)
  return { bound: total, prices, best, share: new Map(), complete: false }
}

const solvedRelaxation = ({ choices, objective, start, targets }: Problem): Relaxation => {
  const formulation = formulate(choices, objective, targets)
  const hint = netValues(choices, objective, targets, zeroPrices(choices, targets))
  const limits = { enough: Number.NEGATIVE_INFINITY, timeLeftMs: unlimited }
  return relax(highs, usualPieces, formulation, start, hint, limits)
}

const search = (problem: Problem, relaxation: Relaxation, moves = 3000, withHighs = false, seed = 1) =>
  searchPlan(
    {
      ...problem,
      seed,
      moves,
      timeLeftMs: unlimited,
      accepted: Number.POSITIVE_INFINITY,
      bound: relaxation.bound,
      ...(withHighs && { highs })
    },
    relaxation
  )

const found = (problem: Problem): ReadonlyArray<number> => Array.from(search(problem, withoutPrices(problem)).plan)

describe("moves", () => {
  const dear = { prices: { unplacedPerPerson: 5, shortfallPerPlace: 2 } }

  it("takes a place that is free, and leaves one that is worth less than staying out", () => {
    expect(found(problemOf(world([1], [1], [[0.4]], dear)))).toEqual([0])
    expect(found(problemOf(world([1], [1], [[-0.1]])))).toEqual([-1])
  })

  it("swaps two households that each have the other's place, unless one of them may not", () => {
    const scores = (back: number | null) => [
      [0.1, 0.9],
      [back, 0.1]
    ]
    expect(found(problemOf(world([1, 1], [1, 1], scores(0.9), dear), "priced", [0, 1]))).toEqual([1, 0])
    expect(found(problemOf(world([1, 1], [1, 1], scores(null), dear), "priced", [0, 1]))).toEqual([0, 1])
  })

  it("moves three in a ring", () => {
    const scores = [
      [0.1, 0.9, null],
      [null, 0.1, 0.9],
      [0.9, null, 0.1]
    ]
    expect(found(problemOf(world([1, 1, 1], [1, 1, 1], scores, dear), "priced", [0, 1, 2]))).toEqual([1, 2, 0])
  })

  it("lets a large household in where two small ones go together, but not where only one of them can", () => {
    const scores = [
      [2, null],
      [0.5, 0.4],
      [0.5, 0.4]
    ]
    expect(found(problemOf(world([2, 2], [2, 1, 1], scores, dear), "priced", [-1, 0, 0]))).toEqual([0, 1, 1])
    const [large] = found(problemOf(world([2, 1], [2, 1, 1], scores, { prices: { unplacedPerPerson: 0 } })))
    expect(large).toBe(0)
    const dearest = scores.map((row, h) => row.map((value) => (value === null ? null : h === 0 ? 0.2 : value)))
    expect(found(problemOf(world([2, 1], [2, 1, 1], dearest), "priced", [-1, 0, 0]))[0]).toBe(-1)
  })

  it("fills a minimum that is priced higher than the better place, and not one that is cheaper", () => {
    const minimum = (shortfallPerPlace: number): InstanceDocument => ({
      ...world([1, 1], [1], [[0.9, 0.2]], { prices: { unplacedPerPerson: 1, shortfallPerPlace } }),
      locations: [
        { id: "A", capacity: [1] },
        { id: "B", capacity: [1], minimum: [1] }
      ]
    })
    expect(found(problemOf(minimum(1)))).toEqual([1])
    expect(found(problemOf(minimum(0.5)))).toEqual([0])
  })

  it("moves a linked set as a whole, and leaves it where the other region has no room for all", () => {
    const linked = (capacity: number): InstanceDocument => ({
      ...world(
        [1, 1, capacity],
        [1, 1],
        [
          [0.1, 0.1, 0.9],
          [0.1, 0.1, 0.9]
        ],
        { ...dear, linked: [["F1", "F2"]] }
      ),
      locations: [
        { id: "A", capacity: [1], region: "west" },
        { id: "B", capacity: [1], region: "west" },
        { id: "C", capacity: [capacity], region: "east" }
      ]
    })
    expect(found(problemOf(linked(2), "priced", [0, 1]))).toEqual([2, 2])
    expect([...found(problemOf(linked(1), "priced", [0, 1]))].sort()).toEqual([0, 1])
  })

  it("makes a household that must be apart give way", () => {
    const document = world(
      [1, 1],
      [1, 1],
      [
        [0.2, 0.1],
        [0.9, null]
      ],
      { ...dear, separate: [["F1", "F2"]] }
    )
    expect(found(problemOf(document, "priced", [0, -1]))).toEqual([1, 0])
  })

  it("keeps an earlier objective while it changes who reaches it", () => {
    const problem = problemOf(
      world(
        [1, 1],
        [1, 1, 1],
        [
          [0.1, 0.2],
          [0.9, 0.3],
          [0.2, 0.8]
        ],
        {}
      ),
      "max-score",
      [0, 1, -1]
    )
    const placing = objectivesOf(problem.choices, "place-first")[0]!
    const target = { objective: placing, value: valueOf(problem.choices, placing, problem.start), full: false }
    const guarded = { ...problem, targets: [target] }
    expect(Array.from(search(guarded, withoutPrices(guarded)).plan)).toEqual([-1, 0, 1])
  })

  it("solves a part anew where nobody can move alone, and not beyond what the others leave", () => {
    const scores = [
      [0.5, 0.9, null],
      [null, 0.5, 0.9],
      [0.9, null, 0.5]
    ]
    // Shares that are whole put everybody where the start has them; the budget is one neighbourhood and no move.
    const anew = (lock: Partial<InstanceDocument>): ReadonlyArray<number> => {
      const problem = problemOf(world([1, 1, 1], [1, 1, 1], scores, { ...dear, ...lock }), "priced", [0, 1, 2])
      const share = new Map(problem.start.entries().map(([h, m]) => [choiceOf(problem.choices, h, m), 1]))
      return Array.from(search(problem, { ...withoutPrices(problem), share }, 60_000, true).plan)
    }
    expect(anew({})).toEqual([1, 2, 0])
    expect(anew({ locks: { F1: "A" } })).toEqual([0, 1, 2])
  })

  it("ends at once where the start is already accepted", () => {
    const problem = problemOf(world([1], [1], [[0.4]], dear), "priced", [0])
    const relaxation = withoutPrices(problem)
    const answer = searchPlan(
      { ...problem, seed: 1, moves: 1e9, timeLeftMs: unlimited, accepted: 400, bound: relaxation.bound },
      relaxation
    )
    expect(answer.moves).toBe(0)
  })
})

describe("any instance", () => {
  const rule = fc.constantFrom<Rule>("priced", "max-score", "place-first")

  /** What the greedy plan places is the least that a search after placing first may place. */
  const placedBy = (choices: Choices, plan: Assignment): ReadonlyArray<Target> =>
    objectivesOf(choices, "place-first")
      .slice(0, -1)
      .map((objective) => ({ objective, value: valueOf(choices, objective, plan), full: false }))

  it("keeps every hard row, is never worse than its start, counts right and repeats", () => {
    fc.assert(
      fc.property(
        smallInstance(6),
        rule,
        fc.boolean(),
        fc.integer({ min: 1, max: 99 }),
        (document, chosen, withHighs, seed) => {
          const empty = problemOf(document, chosen)
          const { choices, objective } = empty
          const greedy = greedyPlan(choices, objective, netValues(choices, objective, [], zeroPrices(choices, [])))
          if (!isAcceptable(choices, objective, [], greedy)) return
          const targets = chosen === "place-first" ? placedBy(choices, greedy) : []
          const problem = { ...empty, start: greedy, targets }
          const relaxation = withoutPrices(problem)
          const moves = withHighs ? 100_000 : 300
          const answer = search(problem, relaxation, moves, withHighs, seed)
          expect(isAcceptable(choices, objective, targets, answer.plan)).toBe(true)
          expect(answer.value).toBe(valueOf(choices, objective, answer.plan))
          expect(answer.value).toBeGreaterThanOrEqual(valueOf(choices, objective, greedy))
          expect(answer.value).toBeLessThanOrEqual(ceilingOf(choices, objective))
          expect(search(problem, relaxation, moves, withHighs, seed)).toEqual(answer)
        }
      ),
      { numRuns: 60, seed: 7 }
    )
  })

  it("reaches the optimum of most small instances", () => {
    const documents = fc.sample(smallInstance(5), { numRuns: 60, seed: 11 })
    let [known, reached] = [0, 0]
    for (const document of documents) {
      const empty = problemOf(document)
      const { choices, objective } = empty
      const start = greedyPlan(choices, objective, netValues(choices, objective, [], zeroPrices(choices, [])))
      if (!isAcceptable(choices, objective, [], start)) continue
      const best = tryAll(document, "priced")
      const problem = { ...empty, start }
      const { value } = search(problem, solvedRelaxation(problem), 3000)
      const share = (value / objective.scale) * 1000
      expect(share).toBeLessThanOrEqual(best!.score + 0.5)
      known++
      if (Math.abs(share - best!.score) < 0.5) reached++
    }
    expect(known).toBeGreaterThan(30)
    expect(reached / known).toBeGreaterThanOrEqual(0.9)
  })
})
