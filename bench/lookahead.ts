/**
 * A year of arrivals under random, greedy and bid-price placement, as shares of the best plan in hindsight. Futures are drawn
 * from another year in the same places: twice as many households are generated, and every second one is the other year.
 */
import { Effect, ManagedRuntime, Result } from "effect"
import { solverLayers } from "../src/commands/solvers.ts"
import type { Instance } from "../src/matching/instance/Instance.ts"
import { lookAhead } from "../src/matching/lookahead/lookAhead.ts"
import { policies } from "../src/matching/lookahead/playYear.ts"
import { type YearOptions, yearProblem } from "../src/matching/lookahead/YearProblem.ts"
import { generateInstance } from "./generateInstance.ts"
import { instanceOf, nameOf } from "./instanceOf.ts"
import type { Bench, BenchOptions, Row } from "./main.ts"
import { rounded } from "./measure.ts"

const usual: YearOptions = { rule: "max-score", batches: 52, orders: 5, futures: 10, spread: 0, seed: 1 }
const [households, locations, slack] = [330, 20, 1.1]

/** Every second household, and half of every location's places in the first `dimensions` dimensions. */
function everySecond(instance: Instance, first: 0 | 1, dimensions: number): Instance {
  const [width, M] = [instance.dimensions.length, instance.locations.length]
  const kept = instance.households.flatMap((_, h) => (h % 2 === first ? [h] : []))
  const rows = (values: ArrayLike<number>, length: number, upTo = length): ReadonlyArray<number> =>
    kept.flatMap((h) => Array.from({ length: upTo }, (_, at) => values[h * length + at]!))
  const capacity = Int32Array.from({ length: M * dimensions }, (_, at) =>
    Math.ceil(instance.capacity[Math.floor(at / dimensions) * width + (at % dimensions)]! / 2)
  )
  return {
    ...instance,
    name: `${instance.name}-${first + 1}`,
    dimensions: instance.dimensions.slice(0, dimensions),
    households: kept.map((h) => instance.households[h]!),
    persons: Int32Array.from(rows(instance.persons, 1)),
    demand: Int32Array.from(rows(instance.demand, width, dimensions)),
    capacity,
    surcharge: instance.surcharge.slice(0, dimensions),
    minimum: new Int32Array(capacity.length),
    score: Float64Array.from(rows(instance.score, M)),
    levels: [],
    prices: undefined,
    announced: new Int32Array(kept.length).fill(-1),
    lock: new Int32Array(kept.length).fill(-1)
  }
}

interface Case {
  readonly name: string
  readonly year: Instance
  readonly pool: Instance
}

async function casesOf({ full, instance }: BenchOptions): Promise<ReadonlyArray<Case>> {
  const generated = (full ? [1, 5] : [1]).map((dimensions): Case => {
    const both = generateInstance({ households: 2 * households, locations, seed: 1, slack })
    const [year, pool] = [everySecond(both, 0, dimensions), everySecond(both, 1, dimensions)]
    return { name: `${households}×${locations}, ${dimensions} of 5 dimensions, another year`, year, pool }
  })
  if (instance === undefined) return generated
  const year = await instanceOf({ file: instance })
  return [{ name: `${nameOf({ file: instance })}, its own pool`, year, pool: year }, ...generated]
}

export async function benchLookahead(options: BenchOptions): Promise<Bench> {
  const rows: Array<Row> = []
  const wrong: Array<string> = []
  const runtime = ManagedRuntime.make(solverLayers.highs)
  try {
    for (const { name, pool, year } of await casesOf(options)) {
      for (const spread of options.full ? [0, 0.5, 1] : [0, 1]) {
        const problem = Result.getOrThrow(yearProblem(year, pool, { ...usual, spread }))
        const report = await runtime.runPromise(lookAhead(problem, policies, () => {}).pipe(Effect.orDie))
        for (const [policy, found] of Object.entries(report.policies)) {
          rows.push({
            instance: name,
            spread,
            policy,
            mean: rounded(found.mean, 5),
            worst: rounded(found.worst, 5),
            placed: found.placed,
            hindsightPlaced: report.hindsightPlaced,
            otherMonth: rounded(found.monthlySpread),
            priceOfSpread: found.priceOfSpread === undefined ? null : rounded(found.priceOfSpread),
            seconds: rounded(found.seconds)
          })
          if (found.best > 1 + 1e-6) wrong.push(`${name}: ${policy} beats the best plan in hindsight.`)
        }
        const { bidPrice, greedy, random } = report.policies
        if (spread === 0 && !(bidPrice && greedy && random && bidPrice.mean > greedy.mean && greedy.mean > random.mean))
          wrong.push(`${name}: looking ahead does not pay.`)
      }
    }
  } finally {
    await runtime.dispose()
  }
  return { rows, wrong }
}
