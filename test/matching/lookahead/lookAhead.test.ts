// Feature under test: a year of arrivals under a policy. No year uses more places than there are, none beats hindsight, a
// policy never sees who comes next, and prices keep places for those who need them.
import { type Effect, ManagedRuntime, Result } from "effect"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { solverLayers } from "../../../src/commands/solvers.ts"
import { arrivalBatches, drawFuture } from "../../../src/matching/lookahead/arrivals.ts"
import { lookAhead } from "../../../src/matching/lookahead/lookAhead.ts"
import { type Policy, playYear, policies } from "../../../src/matching/lookahead/playYear.ts"
import { type YearOptions, type YearProblem, yearProblem } from "../../../src/matching/lookahead/YearProblem.ts"
import type { YearReport } from "../../../src/matching/lookahead/YearReport.ts"
import type { Solver } from "../../../src/matching/solver/Solver.ts"
import { crowded, type InstanceDocument, read, smallInstance, world } from "../../support/instances.ts"

const runtime = ManagedRuntime.make(solverLayers.highs)
afterAll(() => runtime.dispose())
const run = <A, E>(work: Effect.Effect<A, E, Solver>): Promise<A> => runtime.runPromise(work)

const usual: YearOptions = { rule: "max-score", batches: 6, orders: 2, futures: 3, spread: 0, seed: 1 }

const yearOf = (document: InstanceDocument, options: Partial<YearOptions> = {}, pool = document): YearProblem =>
  Result.getOrThrow(yearProblem(read(document), read(pool), { ...usual, ...options }))

const play = (year: YearProblem, chosen: ReadonlyArray<Policy> = policies): Promise<YearReport> =>
  run(lookAhead(year, chosen, () => {}))

/** Without what the look-ahead refuses. */
const plain = ({ announced, groups, linked, separate, surcharges, ...rest }: InstanceDocument): InstanceDocument => rest

/** Six flexible households, at home nearly as well in B, and six who can only use A: greedy gives A to whoever comes first. */
const flexible = [1, 0.9]
const bound = [1, null]
const choosy = world(
  [6, 6],
  Array.from({ length: 12 }, () => 1),
  Array.from({ length: 12 }, (_, h) => (h < 6 ? flexible : bound))
)

describe("a year", () => {
  test("in which some can live in one place only: bid prices keep it for them, greedy does not", async () => {
    const { hindsight, policies: found } = await play(yearOf(choosy, { batches: 12, orders: 5, futures: 20 }))
    expect(hindsight).toBeCloseTo(11.4, 9)
    expect(found.bidPrice?.mean).toBeGreaterThan(0.94)
    expect(found.greedy?.mean).toBeLessThan(0.9)
    expect(found.bidPrice?.placed).toBeGreaterThan(found.greedy?.placed ?? 12)
  })

  test("with prices and rule priced counts what leaving somebody unplaced costs", async () => {
    const priced = { ...choosy, prices: { unplacedPerPerson: 2 } }
    const { hindsight, policies: found } = await play(yearOf(priced, { rule: "priced", batches: 12 }))
    expect(hindsight).toBeCloseTo(11.4, 9)
    const [greedy] = found.greedy!.orders
    const missing = 12 - greedy!.placed
    expect(missing).toBeGreaterThan(0)
    expect(greedy!.share).toBeCloseTo((greedy!.objective + 24) / (11.4 + 24), 9)
  })

  test("never beats hindsight, whatever the problem", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(smallInstance(5), fc.constantFrom(0, 0.5, 1), async (document, spread) => {
        const year = yearOf(plain(document), { batches: 3, orders: 1, spread })
        const report = await play(year)
        if (report.status === "infeasible") return
        for (const one of Object.values(report.policies)) {
          expect(one.best).toBeLessThanOrEqual(1 + 1e-6)
          expect(one.placed).toBeLessThanOrEqual(report.persons)
        }
      }),
      { numRuns: 25 }
    )
  })

  test("counts locked households as agreed before it begins, and says when they cannot all have their place", async () => {
    const locked = { ...choosy, locks: { F1: "B", F7: "A" } }
    const year = yearOf(locked, { batches: 3, orders: 1 })
    for (const policy of policies) {
      const arriving = [[1, 2, 3, 8, 9]]
      const { assignment, batch } = await run(playYear(year, policy, 0, 0, arriving))
      const at = (id: string) => year.instance.households.indexOf(id)
      expect([assignment[at("F1")], assignment[at("F7")], batch[at("F1")]]).toEqual([1, 0, -1])
    }
    const crowd = world(
      [1, 1],
      [1, 1],
      [
        [1, 1],
        [1, 1]
      ],
      { locks: { F1: "A", F2: "A" } }
    )
    const report = await play(yearOf(crowd))
    expect(report).toMatchObject({ status: "infeasible", hindsight: null, policies: {} })
    expect(report.conflict).toContain("Location A has 1 place in persons.")
  })

  test("is the same again with the same seed in everything but the seconds, and another with another", async () => {
    const year = (seed: number) => yearOf(crowded(4, 40, 5, 0.9), { seed, orders: 1 })
    const told = async (seed: number) =>
      JSON.stringify(await play(year(seed)), (key, value) => (key === "seconds" ? 0 : value))
    expect(await told(1)).toBe(await told(1))
    expect(await told(2)).not.toBe(await told(1))
  })

  test("is decided without looking at who comes next", async () => {
    const year = yearOf(crowded(6, 30, 4, 0.8))
    const [first, second, third] = [0, 1, 2].map((part) => Array.from({ length: 10 }, (_, at) => part * 10 + at))
    for (const policy of policies) {
      const one = await run(playYear(year, policy, 0, 0, [first!, second!, third!]))
      const other = await run(playYear(year, policy, 0, 0, [first!, third!, second!]))
      expect(other.assignment.slice(0, 10)).toEqual(one.assignment.slice(0, 10))
    }
  })
})

describe("the dial spread over the year", () => {
  const document = crowded(8, 60, 5, 0.9)
  const batches = 10

  /** The most any location was ahead of its even share after a batch, in places beyond what rounding explains. */
  const mostAhead = async (policy: Policy, spread: number): Promise<number> => {
    const { instance, ...year } = yearOf(document, { batches, spread })
    const arriving = arrivalBatches(instance.households, batches, 1, 0)
    const { assignment } = await run(playYear({ ...year, instance }, policy, spread, 0, arriving))
    const width = instance.dimensions.length
    const largest = [0, 1].map((d) => Math.max(...instance.persons.map((_, h) => instance.demand[h * width + d]!)))
    const used = new Int32Array(instance.capacity.length)
    let ahead = Number.NEGATIVE_INFINITY
    for (const [t, batch] of arriving.entries()) {
      for (const h of batch) {
        const m = assignment[h]!
        if (m >= 0) for (let d = 0; d < width; d++) used[m * width + d]! += instance.demand[h * width + d]!
      }
      for (const [at, places] of instance.capacity.entries()) {
        expect(used[at]).toBeLessThanOrEqual(places)
        const even = Math.ceil((places * (t + 1)) / batches)
        if (largest[at % width]! > 0) ahead = Math.max(ahead, used[at]! - even - (largest[at % width]! - 1))
      }
    }
    return ahead
  }

  test.each(policies)(
    "at 1 lets no location run ahead of its even share under %s, but for one household's size",
    async (policy) => {
      expect(await mostAhead(policy, 1)).toBeLessThanOrEqual(0)
    }
  )

  test("at 0 lets greedy run ahead, and the price of 1 is what is lost against 0", async () => {
    expect(await mostAhead("greedy", 0)).toBeGreaterThan(0)
    const even = (await play(yearOf(document, { batches, spread: 1 }), ["bid-price"])).policies.bidPrice
    const free = (await play(yearOf(document, { batches, spread: 0 }), ["bid-price"])).policies.bidPrice
    expect(even?.priceOfSpread).toBeCloseTo(free!.mean - even!.mean, 12)
    expect(free).not.toHaveProperty("priceOfSpread")
    expect(even?.monthlySpread).toBeLessThan(free!.monthlySpread)
  })
})

describe("arrivals and futures", () => {
  test("batches hold everybody once and differ by one at most", () => {
    const ids = Array.from({ length: 23 }, (_, h) => `F${h}`)
    const batches = arrivalBatches(ids, 5, 1, 0)
    expect(batches.flat().sort((a, b) => a - b)).toEqual(ids.map((_, h) => h))
    expect(new Set(batches.map((batch) => batch.length))).toEqual(new Set([4, 5]))
    expect(arrivalBatches(ids, 5, 1, 1)).not.toEqual(batches)
  })

  test("a future repeats nobody as long as the pool is large enough", () => {
    expect(new Set(drawFuture(10, 10, "a")).size).toBe(10)
    expect(drawFuture(3, 8, "a")).toHaveLength(8)
    expect(Math.max(...drawFuture(3, 8, "a"))).toBeLessThan(3)
    expect(drawFuture(0, 8, "a")).toEqual([])
    expect(drawFuture(50, 5, "a")).not.toEqual(drawFuture(50, 5, "b"))
  })
})

describe("what cannot be played", () => {
  const pool = (change: Partial<InstanceDocument>): InstanceDocument => ({ ...choosy, ...change })
  test.each<readonly [string, InstanceDocument, InstanceDocument, string]>([
    ["linked households", pool({ linked: [["F1", "F2"]] }), choosy, "does not take linked households"],
    ["separate households", pool({ separate: [["F1", "F2"]] }), choosy, "does not take separate households"],
    ["groups", pool({ groups: [{ locations: ["A"], max: 3 }] }), choosy, "does not take groups of locations"],
    ["soft capacities", pool({ surcharges: { persons: 0.1 } }), choosy, "does not take soft capacities"],
    ["announced places", pool({ announced: { F1: "A" } }), choosy, "does not take announced locations"],
    [
      "other dimensions",
      choosy,
      pool({ dimensions: ["rooms"] }),
      "year.json, /dimensions: The pool has the dimensions rooms"
    ],
    [
      "other locations",
      choosy,
      pool({
        locations: [
          { id: "A", capacity: [1] },
          { id: "C", capacity: [1] }
        ]
      }),
      "year.json, /locations: Location C of the pool is not in the instance."
    ]
  ])("%s: one sentence that names the file", (_, instance, other, said) => {
    const made = yearProblem(read(instance), read(other), usual, { instance: "own.json", pool: "year.json" })
    expect(Result.isFailure(made) && made.failure.message).toContain(said)
  })

  test("priced minimum intakes and a missing price list", () => {
    const poor = yearProblem(read(choosy), read(choosy), { ...usual, rule: "priced" })
    expect(Result.isFailure(poor) && poor.failure.message).toContain("The rule priced needs prices.")
    const crowd = read(crowded(2, 10, 4))
    const least = yearProblem(crowd, crowd, { ...usual, rule: "priced" })
    expect(Result.isFailure(least) && least.failure.message).toContain("priced minimum intakes")
  })
})
