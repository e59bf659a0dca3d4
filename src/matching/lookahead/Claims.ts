/**
 * What households ask of a year's places: the locations each may take, what it is worth there over staying unplaced, and
 * what it uses. Both the households that arrive and the pool that stands for those to come are claims, in the same units.
 */
import { choicesOf } from "../instance/choices.ts"
import type { Instance } from "../instance/Instance.ts"

/** n households over the same locations and dimensions. */
export interface Claims {
  /** The choices of household h are those from start[h] up to start[h + 1]. */
  readonly start: Int32Array
  /** Location of each choice, ascending within a household. */
  readonly location: Int32Array
  /** What the choice adds to the year's total, in units of the score. */
  readonly value: Float64Array
  /** What household h uses of dimension d at [h·D + d], in places. */
  readonly demand: Int32Array
}

/** Under max-score an unplaced household costs nothing; under priced each choice also saves what leaving it would cost. */
export const yearRules = ["max-score", "priced"] as const
export type YearRule = (typeof yearRules)[number]

/** The claims of all households of an instance, in its order; `perUnit` turns its scores into the units wanted. */
export function claimsOf(instance: Instance, rule: YearRule, perUnit = 1): Claims {
  const { location, start } = choicesOf(instance)
  const value = new Float64Array(location.length)
  for (let h = 0; h < instance.households.length; h++) {
    const saved = rule === "priced" ? (instance.prices?.unplaced[h] ?? 0) : 0
    for (let k = start[h]!; k < start[h + 1]!; k++)
      value[k] = (instance.score[h * instance.locations.length + location[k]!]! + saved) * perUnit
  }
  return { start, location, value, demand: instance.demand }
}

/** The claims of some households, in the order given; one may stand more than once. */
export function pick(claims: Claims, households: ReadonlyArray<number>): Claims {
  const { demand, location, start, value } = claims
  const width = start.length > 1 ? demand.length / (start.length - 1) : 0
  const picked = {
    start: new Int32Array(households.length + 1),
    location: new Int32Array(households.reduce((sum, h) => sum + start[h + 1]! - start[h]!, 0)),
    demand: new Int32Array(households.length * width)
  }
  const pickedValue = new Float64Array(picked.location.length)
  for (const [at, h] of households.entries()) {
    const from = picked.start[at]!
    picked.location.set(location.subarray(start[h], start[h + 1]), from)
    pickedValue.set(value.subarray(start[h], start[h + 1]), from)
    picked.demand.set(demand.subarray(h * width, (h + 1) * width), at * width)
    picked.start[at + 1] = from + start[h + 1]! - start[h]!
  }
  return { ...picked, value: pickedValue }
}

/** Two sets of claims as one. */
export function together(first: Claims, second: Claims): Claims {
  const offset = first.location.length
  const start = new Int32Array(first.start.length + second.start.length - 1)
  start.set(first.start)
  start.set(
    second.start.map((from) => from + offset),
    first.start.length - 1
  )
  const location = new Int32Array(offset + second.location.length)
  location.set(first.location)
  location.set(second.location, offset)
  const value = new Float64Array(location.length)
  value.set(first.value)
  value.set(second.value, offset)
  const demand = new Int32Array(first.demand.length + second.demand.length)
  demand.set(first.demand)
  demand.set(second.demand, first.demand.length)
  return { start, location, value, demand }
}

/** The claims less the choices for which not enough room is left. */
export function fitting(claims: Claims, room: Int32Array): Claims {
  const { demand, location, start, value } = claims
  const width = start.length > 1 ? demand.length / (start.length - 1) : 0
  const kept = new Int32Array(start.length)
  const places: Array<number> = []
  for (let h = 0; h + 1 < start.length; h++) {
    for (let k = start[h]!; k < start[h + 1]!; k++) if (fits(claims, h, location[k]!, room, width)) places.push(k)
    kept[h + 1] = places.length
  }
  return {
    start: kept,
    location: Int32Array.from(places, (k) => location[k]!),
    value: Float64Array.from(places, (k) => value[k]!),
    demand
  }
}

/** Room is left in m for household h. */
export function fits({ demand }: Claims, h: number, m: number, room: Int32Array, width: number): boolean {
  for (let d = 0; d < width; d++) if (demand[h * width + d]! > room[m * width + d]!) return false
  return true
}
