/**
 * What every solver layer owes, whatever it is made of: worlds from trivial to overconstrained with the answer worked out
 * by hand, then random ones against the oracle that tries every plan. Each plan and certificate goes through the referee.
 */
import { Effect, type Layer, ManagedRuntime, Result } from "effect"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { defineInstance, type InstanceSpec } from "../../../src/matching/instance/defineInstance.ts"
import { type Instance, unplaced } from "../../../src/matching/instance/Instance.ts"
import { type Rule, rules } from "../../../src/matching/instance/objectives.ts"
import { checkCertificate } from "../../../src/matching/referee/checkCertificate.ts"
import { findingsOf } from "../../../src/matching/referee/findings.ts"
import { recount } from "../../../src/matching/referee/recount.ts"
import { cancel, cancellation } from "../../../src/matching/solver/Cancellation.ts"
import { restrictTo } from "../../../src/matching/solver/conflict.ts"
import type { Outcome, Solved } from "../../../src/matching/solver/Outcome.ts"
import type { Progress } from "../../../src/matching/solver/Progress.ts"
import { sentenceOf } from "../../../src/matching/solver/Row.ts"
import { type SolveOptions, Solver } from "../../../src/matching/solver/Solver.ts"
import {
  crowded,
  type InstanceDocument,
  read,
  seeded,
  shuffled,
  smallInstance,
  tryAll,
  world
} from "../../support/instances.ts"

export interface Contract {
  readonly layer: Layer.Layer<Solver>
  /** Most households and locations of random worlds, and how many of them; small for layers that are slow. */
  readonly most: number
  readonly runs: number
}

const exact = { gap: 0, seed: 1 } as const

/** The plan as words: who goes where. */
const placesOf = (instance: Instance, { plan }: Solved): Record<string, string | null> =>
  Object.fromEntries(
    instance.households.map((id, h) => [id, plan[h] === unplaced ? null : instance.locations[plan[h]!]!])
  )

/** Every way to place everybody or nobody. */
function allPlans({ households, locations }: Instance): ReadonlyArray<Int32Array> {
  const options = locations.length + 1
  return Array.from({ length: options ** households.length }, (_, index) =>
    Int32Array.from(households, (_household, h) => (Math.floor(index / options ** h) % options) - 1)
  )
}

const isBetter = (value: ReadonlyArray<number>, than: ReadonlyArray<number>): boolean => {
  const at = value.findIndex((amount, index) => amount !== than[index])
  return at >= 0 && value[at]! > than[at]!
}

export function solverContract(name: string, { layer, most, runs }: Contract): void {
  const runtime = ManagedRuntime.make(layer)
  afterAll(() => runtime.dispose())

  const solve = (instance: Instance, options: Pick<SolveOptions, "rule"> & Partial<SolveOptions>): Promise<Outcome> =>
    runtime.runPromise(Effect.flatMap(Solver, (solver) => solver.solve(instance, { ...exact, ...options })))

  /** The plan of a problem that has one, after the referee has looked at it. */
  const optimum = async (instance: Instance, rule: Rule): Promise<Solved> => {
    const outcome = await solve(instance, { rule })
    if (outcome._tag !== "Optimal")
      throw new Error(`${name} ended with ${outcome._tag} for ${JSON.stringify(instance)}`)
    expect(findingsOf(instance, outcome.plan)).toEqual([])
    const count = recount(instance, rule, outcome.plan)
    expect(count.objective).toBe(outcome.objective)
    expect(outcome.bound).toBe(outcome.objective)
    expect(outcome.levels.map(({ objective }) => objective)).toEqual(rule === "place-first" ? count.levels : [])
    const proof = checkCertificate(instance, outcome.certificate)
    expect(proof.problems).toEqual([])
    expect(proof.bounds.at(-1)).toBeGreaterThanOrEqual(outcome.objective)
    outcome.levels.forEach(({ objective }, l) => expect(proof.bounds[l]).toBeGreaterThanOrEqual(objective))
    return outcome
  }

  const answer = async (document: InstanceDocument, rule: Rule = "place-first") => {
    const instance = read(document)
    const solved = await optimum(instance, rule)
    return { score: solved.objective / instance.scale, places: placesOf(instance, solved) }
  }

  const conflictOf = async (document: InstanceDocument): Promise<ReadonlyArray<string>> => {
    const instance = read(document)
    const outcome = await solve(instance, { rule: "place-first" })
    if (outcome._tag !== "Infeasible") throw new Error(`${name} ended with ${outcome._tag}`)
    expect(outcome.minimal).toBe(true)
    return outcome.conflict.map((row) => sentenceOf(row, instance)).sort()
  }

  describe("A · capacity", () => {
    test("A01 nobody to place", async () => {
      expect(await answer(world([3], [], []))).toEqual({ score: 0, places: {} })
    })
    test("A02 nowhere to place anybody", async () => {
      expect(await answer(world([], [2], [[]]))).toEqual({ score: 0, places: { F1: null } })
    })
    test("A03 one household, the better of two places", async () => {
      expect(await answer(world([2, 2], [2], [[0.4, 0.9]]))).toEqual({ score: 0.9, places: { F1: "B" } })
    })
    test("A04 a household too large for every place", async () => {
      expect(await answer(world([2, 2], [3], [[0.4, 0.9]]))).toEqual({ score: 0, places: { F1: null } })
    })
    test("A05 two want the same last place; together they do best apart", async () => {
      const found = await answer(
        world(
          [1, 1],
          [1, 1],
          [
            [0.9, 0.8],
            [0.7, 0.1]
          ]
        )
      )
      expect(found).toEqual({ score: 1.5, places: { F1: "B", F2: "A" } })
    })
    test("A06 places in one dimension do not help in another", async () => {
      const document = world([3], [1, 1], [[0.5], [0.6]])
      const steps = {
        ...document,
        dimensions: ["persons", "step-free"],
        locations: [{ id: "A", capacity: [3, 1] }],
        households: document.households.map((one) => ({ ...one, demand: [1, 1] }))
      }
      expect(await answer(steps)).toEqual({ score: 0.6, places: { F1: null, F2: "A" } })
    })
    test("A07 a score below zero is still a place to live when placing comes first", async () => {
      expect(await answer(world([1], [1], [[-0.5]]))).toEqual({ score: -0.5, places: { F1: "A" } })
      expect(await answer(world([1], [1], [[-0.5]]), "max-score")).toEqual({ score: 0, places: { F1: null } })
    })
  })

  describe("B · what comes first", () => {
    const tight = world([3], [3, 2, 1], [[0.3], [0.9], [0.8]])

    test("B01 the same places, three persons: the better score decides", async () => {
      expect(await answer(tight)).toEqual({ score: 1.7, places: { F1: null, F2: "A", F3: "A" } })
    })
    test("B02 one person more comes before any score", async () => {
      expect(await answer(world([3], [3, 2], [[0.1], [2]]))).toEqual({ score: 0.1, places: { F1: "A", F2: null } })
      expect(await answer(world([3], [3, 2], [[0.1], [2]]), "max-score")).toEqual({
        score: 2,
        places: { F1: null, F2: "A" }
      })
    })
    test("B03 priority counts per person", async () => {
      const document = world([3], [3, 2], [[2], [0.1]])
      const urgent = {
        ...document,
        households: document.households.map((one, h) => ({ ...one, priority: h === 1 ? 1.6 : 1 }))
      }
      expect(await answer(urgent)).toEqual({ score: 0.1, places: { F1: null, F2: "A" } })
    })
    test("B04 priced: a place that costs more than it gives stays empty", async () => {
      const document = world([3], [3, 2], [[0.1], [2]], { prices: { unplacedPerPerson: 1, shortfallPerPlace: 0 } })
      expect(await answer(document, "priced")).toEqual({ score: -1, places: { F1: null, F2: "A" } })
    })
    test("B05 a minimum is filled while that costs less than its price", async () => {
      const document = world(
        [2, 2],
        [1, 1],
        [
          [0.9, 0.6],
          [0.9, 0.2]
        ],
        { prices: { unplacedPerPerson: 1, shortfallPerPlace: 0.4 } }
      )
      const minimum = {
        ...document,
        locations: document.locations.map((one, m) => ({ ...one, minimum: [m === 1 ? 2 : 0] }))
      }
      expect(await answer(minimum, "priced")).toEqual({ score: 1.1, places: { F1: "B", F2: "A" } })
      expect(await answer(minimum, "max-score")).toEqual({ score: 1.8, places: { F1: "A", F2: "A" } })
    })
    test("B06 an earlier level never gives way to a later one, nor to the score", async () => {
      const spec: InstanceSpec = {
        name: "levels",
        dimensions: ["persons"],
        locations: [{ id: "A", capacity: [4] }],
        households: [
          ["F1", 3],
          ["F2", 4],
          ["F3", 1]
        ].map(([id, persons]) => ({ id: String(id), persons: Number(persons), demand: [Number(persons)] })),
        score: Float64Array.of(1, 900, 5),
        scale: 1000,
        levels: [
          { name: "limits", weight: Float64Array.of(3, 0, 0), scale: 1 },
          { name: "children", weight: Float64Array.of(0, 8, 0), scale: 1 },
          { name: "others", weight: Float64Array.of(0, 0, 1), scale: 1 }
        ]
      }
      const instance = Result.getOrThrow(defineInstance(spec))
      const solved = await optimum(instance, "place-first")
      expect(placesOf(instance, solved)).toEqual({ F1: "A", F2: null, F3: "A" })
      expect(solved.levels.map(({ bound, objective }) => [objective, bound])).toEqual([
        [3, 3],
        [0, 0],
        [1, 1]
      ])
    })
  })

  describe("C · who goes with whom, and where not", () => {
    const pair = world(
      [1, 1, 2],
      [1, 1],
      [
        [0.9, 0.2, 0.1],
        [0.8, 0.9, 0.1]
      ]
    )

    test("C01 linked households share a location", async () => {
      expect(await answer({ ...pair, linked: [["F1", "F2"]] })).toEqual({ score: 0.2, places: { F1: "C", F2: "C" } })
    })
    test("C02 a region is enough", async () => {
      const north = { ...pair, locations: pair.locations.map((one, m) => (m < 2 ? { ...one, region: "north" } : one)) }
      expect(await answer({ ...north, linked: [["F1", "F2"]] })).toEqual({ score: 1.8, places: { F1: "A", F2: "B" } })
    })
    test("C03 where one of them cannot go, none of them goes", async () => {
      const document = world(
        [2, 1],
        [1, 1],
        [
          [0.9, null],
          [null, 0.9]
        ],
        { linked: [["F1", "F2"]] }
      )
      expect(await answer(document)).toEqual({ score: 0, places: { F1: null, F2: null } })
    })
    test("C04 separate households keep to different regions", async () => {
      const document = world(
        [2, 1],
        [1, 1],
        [
          [0.9, 0.8],
          [0.9, 0.1]
        ],
        { separate: [["F1", "F2"]] }
      )
      expect(await answer(document)).toEqual({ score: 1.7, places: { F1: "B", F2: "A" } })
    })
    test("C05 a county takes no more persons than agreed", async () => {
      const document = world(
        [2, 2, 2],
        [2, 2],
        [
          [0.9, 0.8, 0.1],
          [0.9, 0.9, 0.2]
        ],
        { groups: [{ locations: ["A", "B"], max: 3 }] }
      )
      expect(await answer(document)).toEqual({ score: 1.1, places: { F1: "A", F2: "C" } })
    })
    test("C06 a county takes at least what was agreed", async () => {
      const document = world(
        [2, 2],
        [1, 1],
        [
          [0.9, 0.1],
          [0.9, 0.3]
        ],
        { groups: [{ locations: ["B"], min: 1 }] }
      )
      expect(await answer(document, "max-score")).toEqual({ score: 1.2, places: { F1: "A", F2: "B" } })
    })
    test("C07 locks and forbids", async () => {
      expect(await answer({ ...pair, locks: { F2: "A" } })).toEqual({ score: 1, places: { F1: "B", F2: "A" } })
      expect(await answer({ ...pair, forbids: { F1: ["A", "B"], F2: "B" } })).toEqual({
        score: 0.9,
        places: { F1: "C", F2: "A" }
      })
    })
    test("C08 an announced place is left only for more than the price of moving", async () => {
      const announced = { F1: "B" }
      expect(await answer({ ...pair, announced, movePrice: 0.9 })).toEqual({ score: 1, places: { F1: "B", F2: "A" } })
      expect(await answer({ ...pair, announced, movePrice: 0.7 })).toEqual({ score: 1.1, places: { F1: "A", F2: "B" } })
    })
  })

  describe("D · rows that cannot all hold", () => {
    test("D01 two locks, one place", async () => {
      expect(
        await conflictOf(
          world(
            [1, 9],
            [1, 1, 1],
            [
              [1, 1],
              [1, 1],
              [1, 1]
            ],
            { locks: { F1: "A", F2: "A", F3: "B" } }
          )
        )
      ).toEqual([
        "Household F1 is locked to location A.",
        "Household F2 is locked to location A.",
        "Location A has 1 place in persons."
      ])
    })
    test("D02 locked where it is forbidden, and where it is not eligible", async () => {
      const document = world([3, 3], [1], [[1, null]])
      expect(await conflictOf({ ...document, locks: { F1: "A" }, forbids: { F1: "A" } })).toEqual([
        "Household F1 is locked to location A.",
        "Household F1 must not go to location A."
      ])
      expect(await conflictOf({ ...document, locks: { F1: "B" } })).toEqual([
        "Household F1 is eligible only in A.",
        "Household F1 is locked to location B."
      ])
    })
    test("D03 linked and locked apart", async () => {
      const document = world(
        [3, 3],
        [1, 1],
        [
          [1, 1],
          [1, 1]
        ],
        { linked: [["F1", "F2"]], locks: { F1: "A", F2: "B" } }
      )
      expect(await conflictOf(document)).toEqual([
        "Household F1 is locked to location A.",
        "Household F2 is locked to location B.",
        "Households F1 and F2 go to the same location or region."
      ])
    })
    test("D04 a minimum that capacity does not allow", async () => {
      expect(
        await conflictOf(
          world(
            [2, 9],
            [2, 1, 1],
            [
              [1, 1],
              [1, 1],
              [1, 1]
            ],
            { groups: [{ locations: ["A"], min: 3 }] }
          )
        )
      ).toEqual(["At least 3 persons go to A.", "Location A has 2 places in persons."])
    })
  })

  describe("E · random worlds", () => {
    test("the optimum is the best of all plans, and a conflict is one", { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(smallInstance(most), fc.constantFrom(...rules), async (document, rule) => {
          const instance = read(document)
          const best = tryAll(document, rule)
          if (best !== undefined) {
            const solved = await optimum(instance, rule)
            expect(Math.round((1000 * solved.objective) / instance.scale)).toBe(best.score)
            if (rule === "place-first")
              expect(Math.round((1000 * solved.levels[0]!.objective) / instance.levels[0]!.scale)).toBe(best.placed)
            return
          }
          const outcome = await solve(instance, { rule })
          if (outcome._tag !== "Infeasible") throw new Error(`${name} found a plan where there is none`)
          const holds = async (rows: typeof outcome.conflict) =>
            (await solve(restrictTo(instance, rows), { rule: "max-score" }))._tag !== "Infeasible"
          expect(await holds(outcome.conflict)).toBe(false)
          for (const row of outcome.conflict)
            expect(await holds(outcome.conflict.filter((other) => other !== row))).toBe(true)
        }),
        { numRuns: runs, seed: 20_260_729 }
      )
    })

    test("every level is the best that the levels before it leave, and so is the score", {
      timeout: 120_000
    }, async () => {
      const small = fc.tuple(smallInstance(4), fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }))
      await fc.assert(
        fc.asyncProperty(small, async ([document, levelOf]) => {
          const instance = read(document)
          const weight = instance.levels[0]!
          const levels = [0, 1, 2].map((level) => ({
            ...weight,
            name: `level ${level}`,
            weight: weight.weight.map((value, h) => (levelOf[h] === level ? value : 0))
          }))
          const leveled = { ...instance, levels }
          const best = allPlans(leveled)
            .filter((plan) => findingsOf(leveled, plan).length === 0)
            .map((plan) => recount(leveled, "place-first", plan))
            .map((count) => [...count.levels, count.objective!])
            .reduce<ReadonlyArray<number> | undefined>(
              (most, value) => (most === undefined || isBetter(value, most) ? value : most),
              undefined
            )
          if (best === undefined) return
          const solved = await optimum(leveled, "place-first")
          expect([...solved.levels.map(({ objective }) => objective), solved.objective]).toEqual(best)
        }),
        { numRuns: Math.ceil(runs / 3), seed: 5 }
      )
    })

    test("more capacity never lowers what is placed, nor the score at that", { timeout: 120_000 }, async () => {
      const value = async (document: InstanceDocument, rule: Rule): Promise<readonly [number, number] | undefined> => {
        const instance = read(document)
        const outcome = await solve(instance, { rule })
        if (outcome._tag !== "Optimal") return undefined
        return [
          (outcome.levels[0]?.objective ?? 0) / (instance.levels[0]?.scale ?? 1),
          outcome.objective / instance.scale
        ]
      }
      await fc.assert(
        fc.asyncProperty(
          smallInstance(most),
          fc.constantFrom("place-first", "max-score"),
          fc.nat(),
          fc.integer({ min: 1, max: 3 }),
          async (document, rule, where, more) => {
            const location = where % document.locations.length
            const grow = (amounts: ReadonlyArray<number>, at: number): ReadonlyArray<number> =>
              at === location ? amounts.map((places) => places + more) : amounts
            const plain = { ...document, locations: document.locations.map(({ capacity, id }) => ({ id, capacity })) }
            const larger = {
              ...plain,
              locations: plain.locations.map((one, at) => ({ ...one, capacity: grow(one.capacity, at) }))
            }
            const [before, after] = [await value(plain, rule), await value(larger, rule)]
            if (before === undefined) return
            expect(after).toBeDefined()
            expect(after![0]).toBeGreaterThanOrEqual(before[0])
            if (after![0] === before[0]) expect(after![1]).toBeGreaterThanOrEqual(before[1] - 1e-9)
          }
        ),
        { numRuns: Math.ceil(runs / 3), seed: 7 }
      )
    })

    test("the order of the input changes nothing, and the same seed gives the same outcome", {
      timeout: 120_000
    }, async () => {
      await fc.assert(
        fc.asyncProperty(
          smallInstance(most),
          fc.constantFrom(...rules),
          fc.integer(),
          async (document, rule, order) => {
            const first = await solve(read(document), { rule })
            expect(await solve(read(document), { rule })).toEqual(first)
            expect(await solve(read(shuffled(document, seeded(order))), { rule })).toEqual(first)
          }
        ),
        { numRuns: Math.ceil(runs / 3), seed: 11 }
      )
    })
  })

  describe("F · larger worlds, on whose optimum the layers agree", () => {
    test.each([
      { rule: "place-first", size: [14, 5], seed: 5, slack: 1.2, placed: 27, score: 20.298 },
      { rule: "max-score", size: [14, 5], seed: 5, slack: 1.2, placed: undefined, score: 20.816 },
      { rule: "priced", size: [14, 5], seed: 5, slack: 1.2, placed: undefined, score: 20.298 },
      { rule: "place-first", size: [22, 7], seed: 2, slack: 0.8, placed: 32, score: 27.372 },
      { rule: "priced", size: [22, 7], seed: 2, slack: 0.8, placed: undefined, score: 19.372 }
    ] as const)(
      "$size, $slack places per person, $rule",
      async ({ placed, rule, score, seed, size: [households, locations], slack }) => {
        const instance = read(crowded(seed, households, locations, slack))
        const solved = await optimum(instance, rule)
        expect(solved.objective / instance.scale).toBe(score)
        expect(solved.levels[0]?.objective).toBe(placed)
      }
    )
  })

  describe("G · while it runs", () => {
    test("progress keeps its best plan and best bound, the two never cross, and the end is no worse", async () => {
      const instance = read(crowded(2, 14, 5, 0.8))
      const told: Array<Progress> = []
      const outcome = await solve(instance, { rule: "priced", onProgress: (progress) => told.push(progress) })
      if (outcome._tag !== "Optimal") throw new Error(outcome._tag)
      expect(told.length).toBeGreaterThan(0)
      let [incumbent, bound] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      for (const news of told.filter(({ objective }) => objective === "score")) {
        expect(news.incumbent ?? incumbent).toBeGreaterThanOrEqual(incumbent)
        expect(news.bound ?? bound).toBeLessThanOrEqual(bound)
        incumbent = news.incumbent ?? incumbent
        bound = news.bound ?? bound
        expect(incumbent).toBeLessThanOrEqual(bound + 1e-6)
      }
      expect(outcome.objective / instance.scale).toBeGreaterThanOrEqual(incumbent)
    })

    test("cancelled before it has begun, it still hands over a plan the referee accepts and an honest bound", async () => {
      const instance = read(crowded(2, 14, 5, 0.8))
      const asked = cancellation()
      cancel(asked)
      const outcome = await solve(instance, { rule: "priced", cancellation: asked })
      if (outcome._tag === "Optimal") return
      if (outcome._tag !== "FeasibleAtLimit") throw new Error(outcome._tag)
      expect(outcome.limit).toBe("cancelled")
      expect(findingsOf(instance, outcome.plan)).toEqual([])
      expect(outcome.bound).toBeGreaterThanOrEqual(19_372)
    })
  })
}
