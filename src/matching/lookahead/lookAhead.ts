/** The façade: plays a year of arrivals under several policies and measures each against the best plan in hindsight. */
import { Effect } from "effect"
import { type Instance, unplaced } from "../instance/Instance.ts"
import { usedPlaces } from "../instance/objectives.ts"
import { sentenceOf } from "../solver/Row.ts"
import { Solver } from "../solver/Solver.ts"
import { arrivalBatches } from "./arrivals.ts"
import type { Claims } from "./Claims.ts"
import { monthlySpread } from "./monthlySpread.ts"
import { type Policy, playYear, type YearPlayed } from "./playYear.ts"
import type { YearProblem } from "./YearProblem.ts"
import { type OrderReport, type PolicyKey, type PolicyReport, policyKeys, type YearReport } from "./YearReport.ts"

/** What a plan adds over nobody placed, in units of the score. */
function gainOf({ location, start, value }: Claims, assignment: Int32Array): number {
  let gain = 0
  for (const [h, m] of assignment.entries()) {
    if (m === unplaced) continue
    for (let k = start[h]!; k < start[h + 1]!; k++) if (location[k] === m) gain += value[k]!
  }
  return gain
}

/** What nobody placed costs, in units of the score. */
const nobodyPlaced = ({ instance, rule }: YearProblem): number =>
  rule === "priced" ? -(instance.prices?.unplaced.reduce((sum, price) => sum + price, 0) ?? 0) : 0

const personsIn = ({ persons }: Instance, assignment: Int32Array): number =>
  assignment.reduce((sum, m, h) => sum + (m === unplaced ? 0 : persons[h]!), 0)

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, one) => sum + one, 0) / values.length

const secondsSince = (started: number): number => Math.round(performance.now() - started) / 1000

function orderReport(year: YearProblem, played: YearPlayed, hindsightGain: number): OrderReport {
  const { batches, claims, instance } = year
  const gain = gainOf(claims, played.assignment)
  return {
    objective: (gain + nobodyPlaced(year)) / instance.scale,
    share: hindsightGain === 0 ? 1 : gain / hindsightGain,
    householdsPlaced: played.assignment.reduce((sum, m) => sum + (m === unplaced ? 0 : 1), 0),
    placed: personsIn(instance, played.assignment),
    monthlySpread: monthlySpread(instance, played, batches)
  }
}

/** Places are counted down batch by batch; that this never went wrong is checked at the end of every year. */
function checkPlaces({ claims, instance }: YearProblem, { assignment }: YearPlayed): void {
  const used = usedPlaces({ ...claims, instance, signature: new Int32Array(), samples: new Int32Array() }, assignment)
  if (used.some((places, at) => places > instance.capacity[at]!))
    throw new Error("A year used more places than there are.")
}

const playOrders = Effect.fn("playOrders")(function* (
  year: YearProblem,
  policy: Policy,
  spread: number,
  hindsightGain: number,
  report: (text: string) => void
) {
  const { batches, instance, orders, seed } = year
  const arriving = instance.households.filter((_, h) => instance.lock[h] === unplaced)
  const index = new Map(instance.households.map((id, h) => [id, h]))
  const played: Array<OrderReport> = []
  for (let order = 0; order < orders; order++) {
    report(`${policy}, order ${order + 1} of ${orders}${spread > 0 ? `, spread ${spread}` : ""}`)
    const arrivals = arrivalBatches(arriving, batches, seed, order).map((batch) =>
      batch.map((at) => index.get(arriving[at]!)!)
    )
    const one = yield* playYear(year, policy, spread, order, arrivals)
    checkPlaces(year, one)
    played.push(orderReport(year, one, hindsightGain))
  }
  return played
})

const policyReport = Effect.fn("policyReport")(function* (
  year: YearProblem,
  policy: Policy,
  hindsightGain: number,
  report: (text: string) => void
) {
  const started = performance.now()
  const played = yield* playOrders(year, policy, year.spread, hindsightGain, report)
  const seconds = secondsSince(started)
  const free = year.spread === 0 ? undefined : yield* playOrders(year, policy, 0, hindsightGain, report)
  const shares = played.map((order) => order.share)
  const found: PolicyReport = {
    mean: mean(shares),
    worst: Math.min(...shares),
    best: Math.max(...shares),
    objective: mean(played.map((order) => order.objective)),
    householdsPlaced: mean(played.map((order) => order.householdsPlaced)),
    placed: mean(played.map((order) => order.placed)),
    monthlySpread: mean(played.map((order) => order.monthlySpread)),
    ...(free !== undefined && { priceOfSpread: mean(free.map((order) => order.share)) - mean(shares) }),
    seconds,
    orders: played
  }
  return found
})

/** `report` is told what is being played. */
export const lookAhead = Effect.fn("lookAhead")(function* (
  year: YearProblem,
  policies: ReadonlyArray<Policy>,
  report: (text: string) => void
) {
  const { batches, futures, instance, orders, pool, rule, seed, spread } = year
  const started = performance.now()
  report("the best plan in hindsight")
  const solver = yield* Solver
  const outcome = yield* solver.solve(instance, { rule, gap: 0, seed })
  if (outcome._tag === "NoSolutionAtLimit") throw new Error("The plan in hindsight had no limits, and ended at one.")
  const solved = outcome._tag === "Infeasible" ? undefined : outcome
  // Where the proof was given up, the bound: shares are then too small, never too large.
  const hindsight = outcome._tag === "FeasibleAtLimit" ? outcome.bound : (solved?.objective ?? 0)
  const played: Partial<Record<PolicyKey, PolicyReport>> = {}
  if (solved !== undefined) {
    const hindsightGain = hindsight - nobodyPlaced(year)
    for (const policy of policies) played[policyKeys[policy]] = yield* policyReport(year, policy, hindsightGain, report)
  }
  const found: YearReport = {
    format: "treff-lookahead/1",
    instance: instance.name,
    rule,
    households: instance.households.length,
    persons: instance.persons.reduce((sum, count) => sum + count, 0),
    poolHouseholds: pool.start.length - 1,
    batches,
    orders,
    futures,
    spread,
    seed,
    status: solved === undefined ? "infeasible" : "done",
    hindsight: solved === undefined ? null : hindsight / instance.scale,
    hindsightProved: outcome._tag === "Optimal",
    hindsightPlaced: solved === undefined ? 0 : personsIn(instance, solved.plan),
    policies: played,
    conflict: outcome._tag === "Infeasible" ? outcome.conflict.map((row) => sentenceOf(row, instance)) : [],
    seconds: secondsSince(started)
  }
  return found
})
