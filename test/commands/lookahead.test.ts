// Feature under test: `treff lookahead` from files: what its document holds, its table, and one sentence for every mistake.
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, ManagedRuntime } from "effect"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type LookaheadOptions, lookahead } from "../../src/commands/lookahead.ts"
import { solverLayers } from "../../src/commands/solvers.ts"
import { renderYear } from "../../src/commands/tables/lookahead.ts"
import { crowded, type InstanceDocument, world } from "../support/instances.ts"

const runtime = ManagedRuntime.make(solverLayers.highs)
afterAll(() => runtime.dispose())

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "treff-"))
})

const file = async (name: string, document: InstanceDocument | string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, typeof document === "string" ? document : JSON.stringify(document))
  return path
}

const usual: LookaheadOptions = {
  rule: "max-score",
  batches: 8,
  orders: 2,
  futures: 3,
  policies: "random,greedy,bid-price",
  spread: 0,
  seed: 1
}

const play = async (instance: InstanceDocument | string, options: Partial<LookaheadOptions> = {}) =>
  runtime.runPromise(lookahead(await file("year.json", instance), { ...usual, ...options }))

const refusal = async (instance: InstanceDocument | string, options: Partial<LookaheadOptions> = {}) =>
  (await runtime.runPromise(Effect.flip(lookahead(await file("bad.json", instance), { ...usual, ...options })))).message

const year = crowded(5, 24, 5, 0.9)

describe("a year", () => {
  test("states the hindsight and every policy, and the table says the same", async () => {
    const report = await play(year, { spread: 0.5 })
    expect(report).toMatchObject({
      format: "treff-lookahead/1",
      instance: "crowded 5",
      status: "done",
      households: 24,
      poolHouseholds: 24,
      batches: 8,
      futures: 3,
      spread: 0.5,
      seed: 1
    })
    expect(Object.keys(report.policies)).toEqual(["random", "greedy", "bidPrice"])
    for (const found of Object.values(report.policies)) {
      expect(found.orders).toHaveLength(2)
      expect(found.mean).toBeCloseTo((found.orders[0]!.share + found.orders[1]!.share) / 2, 12)
      expect(found.worst).toBe(Math.min(...found.orders.map((order) => order.share)))
      expect(found.orders[0]!.objective).toBeCloseTo(found.orders[0]!.share * report.hindsight!, 9)
      expect(found.placed).toBeGreaterThan(0)
    }
    const table = renderYear(report, true)
    for (const said of [
      "hindsight",
      "greedy",
      "bid price",
      "Price of spread",
      "8 batches",
      "2 random orders",
      "flatters"
    ])
      expect(table).toContain(said)
    expect(table).toContain(`${(100 * report.policies.bidPrice!.mean).toFixed(2)} %`)
    expect(renderYear(await play(year, { policies: "greedy" }), false)).not.toMatch(
      /│ random |flatters|Price of spread/u
    )
  })

  test("draws its futures from the pool when there is one", async () => {
    const other = await file("other.json", crowded(6, 25, 5, 0.9))
    const report = await play(year, { pool: other, policies: "bid-price" })
    expect(report.poolHouseholds).toBe(25)
    expect(Object.keys(report.policies)).toEqual(["bidPrice"])
  })

  test("of nobody is a year", async () => {
    expect(await play(world([2], [], []))).toMatchObject({
      hindsight: 0,
      policies: { bidPrice: { mean: 1, placed: 0, monthlySpread: 0 } }
    })
  })

  test("whose locks cannot all hold has no plan, and the table says why", async () => {
    const report = await play(world([1], [1, 1], [[1], [1]], { locks: { F1: "A", F2: "A" } }))
    expect(report).toMatchObject({ status: "infeasible", hindsight: null })
    expect(renderYear(report, true)).toContain("Household F1 is locked to location A.")
  })
})

describe("a mistake", () => {
  test.each<readonly [Partial<LookaheadOptions>, string]>([
    [{ policies: "greedy,best" }, 'There is no policy "best".'],
    [{ policies: "" }, "Write --policies with any of random,greedy,bid-price."],
    [{ batches: 0 }, "--batches is 0. It must be 1 or more."],
    [{ orders: 0 }, "--orders is 0."],
    [{ futures: 0 }, "--futures is 0."],
    [{ spread: 1.2 }, "--spread is 1.2. It is a share of the places: a number from 0 to 1."],
    [{ pool: "nowhere.json" }, "nowhere.json cannot be read (no such file)."],
    [{ rule: "priced" }, "bad.json, /prices/shortfallPerPlace: The look-ahead does not take priced minimum intakes."]
  ])("%j is named in one sentence", async (options, said) => {
    expect(await refusal(year, options)).toContain(said)
  })

  test("in a file names the file: text, dimensions and locations", async () => {
    expect(await refusal("{")).toMatch(/bad\.json, line 1: /u)
    const rooms = await file("rooms.json", world([2, 2, 2, 2, 2], [1], [[1, 1, 1, 1, 1]]))
    expect(await refusal(year, { pool: rooms })).toMatch(
      /rooms\.json, \/dimensions: The pool has the dimensions persons/u
    )
    const fewer = await file("fewer.json", crowded(5, 24, 4, 0.9))
    expect(await refusal(year, { pool: fewer })).toContain("fewer.json, /locations: The pool lacks location E.")
  })
})
