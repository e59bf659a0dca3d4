/**
 * The bound that prices prove. For any prices, whatever they were found by, no plan is worth more than
 *
 *   Σ_h max( unplaced_h, max over choices m of value_hm + Σ_l λ_l·weight_lh − Σ_d p_md·a_hd − Σ_{g∋m} γ_g·P_h − τ_hr )
 *     + Σ_md (p_md ≥ 0 ? p_md·C_md : p_md·L_md) + Σ_g (γ_g ≥ 0 ? γ_g·max_g : γ_g·min_g) + Σ σ_sr − Σ_l λ_l·target_l
 *
 * because each price only adds what a row of the problem says is never negative: p_md ≥ 0 charges for places (C2); p_md < 0,
 * down to −shortfall price, rewards filling a minimum (C3); γ_g prices the persons of a group (C6); τ shifts value between
 * linked households of a region and sums to zero over the set (C4); σ_sr ≥ 0 charges each household of a separate set in
 * region r, and at most one of them is there (C5); λ_l ≥ 0 weighs an earlier objective, which reaches its target (O1).
 * With integer prices every term is an integer, so the bound is exact. Nothing here knows a solver.
 */
import type { Choices } from "../instance/choices.ts"
import { unplaced } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { visitCharges } from "./charges.ts"

/** What a household pays, or gets, for being in a region because of its linked or separate set. */
export interface SetPrice {
  /** Index of the set in the instance. */
  readonly set: number
  readonly region: number
  /** One amount per household of the set for a linked set (summing to 0), one amount for all for a separate set (≥ 0). */
  readonly amounts: ReadonlyArray<number>
}

export interface Prices {
  /** p_md at [m·D + d]. */
  readonly place: Float64Array
  /** γ_g. */
  readonly group: Float64Array
  readonly linked: ReadonlyArray<SetPrice>
  readonly separate: ReadonlyArray<SetPrice>
  /** λ_l, one for each earlier objective. */
  readonly multipliers: Float64Array
}

export interface Bound {
  readonly total: number
  /** Best net value of each household, over its choices and staying unplaced. */
  readonly best: Float64Array
}

export function zeroPrices({ instance }: Pick<Choices, "instance">, targets: ReadonlyArray<unknown>): Prices {
  const { capacity, groups } = instance
  return {
    place: new Float64Array(capacity.length),
    group: new Float64Array(groups.length),
    linked: [],
    separate: [],
    multipliers: new Float64Array(targets.length)
  }
}

/** The net value of every choice under the prices. */
export function netValues(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices
): Float64Array {
  const { location, start } = choices
  const net = new Float64Array(location.length)
  visitCharges(choices, targets, prices, (h, charge, gain) => {
    for (let k = start[h]!; k < start[h + 1]!; k++) net[k] = objective.value[k]! + gain - charge[location[k]!]!
  })
  return net
}

/** Locked households: the instance itself forces them to be placed. */
export function lockedHouseholds(choices: Choices): Uint8Array {
  return Uint8Array.from(choices.instance.lock, (m, h) =>
    m !== unplaced && choices.start[h]! < choices.start[h + 1]! ? 1 : 0
  )
}

/** Households that a fully reached target forces to be placed. */
export function mustPlace(choices: Choices, targets: ReadonlyArray<Target>): Uint8Array {
  const must = new Uint8Array(choices.instance.households.length)
  for (const { full, objective } of targets) {
    if (!full) continue
    for (let h = 0; h < must.length; h++) {
      const from = choices.start[h]!
      if (from < choices.start[h + 1]! && objective.value[from]! > objective.unplaced[h]!) must[h] = 1
    }
  }
  return must
}

/** The part of the bound that no household decides: what the rows themselves are worth. */
export function rowsWorth(
  { instance }: Pick<Choices, "instance">,
  prices: Prices,
  targets: ReadonlyArray<Pick<Target, "value">>
): number {
  const { capacity, groups, minimum } = instance
  let total = 0
  for (let at = 0; at < capacity.length; at++) {
    const price = prices.place[at]!
    if (price !== 0) total += price > 0 ? price * capacity[at]! : price * minimum[at]!
  }
  for (const [g, { max, min }] of groups.entries()) {
    const price = prices.group[g]!
    if (price !== 0) total += price > 0 ? price * max : price * min
  }
  for (const { amounts } of prices.separate) total += amounts[0]!
  for (const [l, { value }] of targets.entries()) total -= prices.multipliers[l]! * value
  return total
}

/** The largest net value among the choices from `from` up to `to`. By far the most time of a proof is spent here. */
function largest(
  value: Float64Array,
  location: Int32Array,
  from: number,
  to: number,
  charge: Float64Array,
  gain: number,
  precision: number
): number {
  let most = Number.NEGATIVE_INFINITY
  for (let k = from; k < to; k++) {
    const net = value[k]! * precision + gain - charge[location[k]!]!
    if (net > most) most = net
  }
  return most
}

/** The largest net value of each household over its choices, in units of 1/(scale · precision); −∞ where it has none. */
export function largestNets(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  precision: number
): Float64Array {
  const { location, start } = choices
  const best = new Float64Array(start.length - 1)
  visitCharges(choices, targets, prices, (h, charge, gain) => {
    best[h] = largest(objective.value, location, start[h]!, start[h + 1]!, charge, gain, precision)
  })
  return best
}

function bestOfNet({ start }: Choices, net: Float64Array): Float64Array {
  const best = new Float64Array(start.length - 1).fill(Number.NEGATIVE_INFINITY)
  for (let h = 0; h < best.length; h++)
    for (let k = start[h]!; k < start[h + 1]!; k++) if (net[k]! > best[h]!) best[h] = net[k]!
  return best
}

/** Turns the best choices into the best of all, staying unplaced included, and adds everything up. */
function addUpBound(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  must: Uint8Array | undefined,
  best: Float64Array,
  precision: number
): Bound {
  let total = rowsWorth(choices, prices, targets)
  for (let h = 0; h < best.length; h++) {
    const stay = objective.unplaced[h]! * precision
    if (must?.[h] !== 1 && stay > best[h]!) best[h] = stay
    total += best[h]!
  }
  return { total, best }
}

/** The bound, and each household's best. A household that must be placed cannot take `unplaced`. */
export function boundOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  must?: Uint8Array,
  net?: Float64Array
): Bound {
  const best = net === undefined ? largestNets(choices, objective, targets, prices, 1) : bestOfNet(choices, net)
  return addUpBound(choices, objective, targets, prices, must, best, 1)
}

/** The same with prices, targets' multipliers and bound in units of 1/(scale · precision), and the objective as it is. */
export function preciseBoundOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  must: Uint8Array | undefined,
  precision: number
): Bound {
  const best = largestNets(choices, objective, targets, prices, precision)
  return addUpBound(choices, objective, targets, prices, must, best, precision)
}
