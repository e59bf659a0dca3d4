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

export function zeroPrices(choices: Choices, targets: ReadonlyArray<Target>): Prices {
  const { capacity, groups } = choices.instance
  return {
    place: new Float64Array(capacity.length),
    group: new Float64Array(groups.length),
    linked: [],
    separate: [],
    multipliers: new Float64Array(targets.length)
  }
}

/** Prices of the places and groups for one unit of each signature, laid out [signature·M + m]. */
function pricesBySignature(choices: Choices, prices: Prices): Float64Array {
  const { capacity, demand, dimensions, groups, locations, persons } = choices.instance
  const [width, count] = [dimensions.length, locations.length]
  const perPerson = new Float64Array(count)
  for (const [g, group] of groups.entries()) for (const m of group.locations) perPerson[m]! += prices.group[g]!
  const charges = new Float64Array(choices.samples.length * count)
  for (const [s, h] of choices.samples.entries()) {
    for (let m = 0; m < count; m++) {
      let charge = perPerson[m]! * persons[h]!
      for (let d = 0; d < width; d++) {
        const used = demand[h * width + d]!
        if (used !== 0 && capacity[m * width + d]! !== 0) charge += used * prices.place[m * width + d]!
      }
      charges[s * count + m] = charge
    }
  }
  return charges
}

/** What the sets charge, by household and region. */
function regionalCharges(choices: Choices, prices: Prices): ReadonlyMap<number, Float64Array> {
  const { instance } = choices
  const charges = new Map<number, Float64Array>()
  const add = (household: number, region: number, amount: number): void => {
    const known = charges.get(household) ?? new Float64Array(instance.regions.length)
    known[region]! += amount
    charges.set(household, known)
  }
  for (const { amounts, region, set } of prices.linked)
    instance.linked[set]!.forEach((h, at) => add(h, region, amounts[at]!))
  for (const { amounts, region, set } of prices.separate)
    instance.separate[set]!.forEach((h) => add(h, region, amounts[0]!))
  return charges
}

/** The earlier objectives at their multipliers: what placing h adds, since in those only placing counts. */
function multiplierGains(choices: Choices, targets: ReadonlyArray<Target>, prices: Prices): Float64Array {
  const gains = new Float64Array(choices.instance.households.length)
  for (const [l, { objective }] of targets.entries()) {
    const multiplier = prices.multipliers[l]!
    if (multiplier === 0) continue
    for (let h = 0; h < gains.length; h++) {
      const from = choices.start[h]!
      if (from < choices.start[h + 1]!) gains[h]! += multiplier * objective.value[from]!
    }
  }
  return gains
}

/** The net value of every choice under the prices. */
export function netValues(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices
): Float64Array {
  const { instance, location, signature, start } = choices
  const count = instance.locations.length
  const charges = pricesBySignature(choices, prices)
  const regional = regionalCharges(choices, prices)
  const gains = multiplierGains(choices, targets, prices)
  const net = new Float64Array(location.length)
  for (let h = 0; h < signature.length; h++) {
    const row = signature[h]! * count
    const gain = gains[h]!
    const sets = regional.get(h)
    for (let k = start[h]!; k < start[h + 1]!; k++) {
      const m = location[k]!
      net[k] = objective.value[k]! + gain - charges[row + m]! - (sets === undefined ? 0 : sets[instance.region[m]!]!)
    }
  }
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
function rowsWorth(choices: Choices, prices: Prices, targets: ReadonlyArray<Target>): number {
  const { capacity, groups, minimum } = choices.instance
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

/** The bound, and each household's best. A household that must be placed cannot take `unplaced`. */
export function boundOf(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  must: Uint8Array = new Uint8Array(choices.instance.households.length),
  net: Float64Array = netValues(choices, objective, targets, prices)
): Bound {
  const best = new Float64Array(must.length)
  let total = rowsWorth(choices, prices, targets)
  for (let h = 0; h < best.length; h++) {
    let most = must[h] === 1 ? Number.NEGATIVE_INFINITY : objective.unplaced[h]!
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++) if (net[k]! > most) most = net[k]!
    best[h] = most
    total += most
  }
  return { total, best }
}
