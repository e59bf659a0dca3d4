/**
 * One batch placed for good: the best whole plan at net values, value − Σ price × demand, within the room there is. Where
 * everybody's best fits, that is the plan; else the solver finds it. Nobody is placed at a net loss.
 */
import { Effect } from "effect"
import { type Instance, ineligible, unplaced } from "../instance/Instance.ts"
import { Solver } from "../solver/Solver.ts"
import type { Claims } from "./Claims.ts"

/** The solver counts in whole units: the largest net value of a batch is this many, and the others are as exact as that. */
const largestNet = 1_000_000

interface Nets {
  /** Net value of each choice. */
  readonly net: Float64Array
  /** Best choice of each household worth more than staying unplaced, or -1. */
  readonly best: Int32Array
}

function netsOf({ demand, location, start, value }: Claims, prices: Float64Array, width: number): Nets {
  const net = new Float64Array(value.length)
  const best = new Int32Array(start.length - 1).fill(-1)
  for (let h = 0; h < best.length; h++) {
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      let worth = value[k]!
      for (let d = 0; d < width; d++) worth -= prices[location[k]! * width + d]! * demand[h * width + d]!
      net[k] = worth
      if (worth > 0 && (best[h]! < 0 || worth > net[best[h]!]!)) best[h] = k
    }
  }
  return { net, best }
}

/** Everybody at their best, or undefined when that takes more than there is. */
function bestOfAll(
  { demand, location }: Claims,
  { best }: Nets,
  room: Int32Array,
  width: number
): Int32Array | undefined {
  const left = room.slice()
  const plan = new Int32Array(best.length).fill(unplaced)
  for (const [h, k] of best.entries()) {
    if (k < 0) continue
    const m = location[k]!
    plan[h] = m
    for (let d = 0; d < width; d++) left[m * width + d]! -= demand[h * width + d]!
  }
  return left.some((places) => places < 0) ? undefined : plan
}

/** The batch as a problem of its own, scored by net values in whole units. */
function batchInstance(claims: Claims, { best, net }: Nets, room: Int32Array, whole: Instance): Instance {
  const { demand, location, start } = claims
  const [H, M] = [start.length - 1, whole.locations.length]
  const largest = best.reduce((most, k) => (k < 0 ? most : Math.max(most, net[k]!)), 0)
  const score = new Float64Array(H * M).fill(ineligible)
  for (let h = 0; h < H; h++) {
    for (let k = start[h]!; k < start[h + 1]!; k++)
      if (net[k]! > 0) score[h * M + location[k]!] = Math.round((net[k]! / largest) * largestNet)
  }
  return {
    ...whole,
    households: Array.from({ length: H }, (_, h) => String(h).padStart(9, "0")),
    persons: new Int32Array(H).fill(1),
    demand,
    capacity: room,
    minimum: new Int32Array(room.length),
    score,
    scale: largestNet,
    levels: [],
    prices: undefined,
    linked: [],
    separate: [],
    groups: [],
    announced: new Int32Array(H).fill(unplaced),
    movePrice: 0,
    lock: new Int32Array(H).fill(unplaced),
    forbidden: new Set()
  }
}

/** Location of each household of the batch, or -1. */
export const placeBatch = Effect.fn("placeBatch")(function* (
  claims: Claims,
  room: Int32Array,
  prices: Float64Array,
  whole: Instance,
  seed: number
) {
  const width = whole.dimensions.length
  const nets = netsOf(claims, prices, width)
  const plain = bestOfAll(claims, nets, room, width)
  if (plain !== undefined) return plain
  const solver = yield* Solver
  const outcome = yield* solver.solve(batchInstance(claims, nets, room, whole), { rule: "max-score", gap: 0, seed })
  if (outcome._tag !== "Optimal" && outcome._tag !== "FeasibleAtLimit")
    throw new Error(`A batch that could stay unplaced ended as ${outcome._tag}.`)
  return outcome.plan
})
