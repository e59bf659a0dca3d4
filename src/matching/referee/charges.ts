/**
 * What prices charge a household at every location. Households of the same signature pay the same for places and groups, so
 * charges are added up once for each signature; nothing as large as the problem is kept.
 */
import type { Choices } from "../instance/choices.ts"
import type { Target } from "../instance/objectives.ts"
import type { Prices } from "./bound.ts"

/**
 * Looks at one household: `charge[m]` is what it pays in location m (only until the next visit), `gain` what being placed
 * anywhere is worth to earlier objectives.
 */
export type Visit = (h: number, charge: Float64Array, gain: number) => void

/** Up to this many charges are kept; a problem of more signatures adds them up again for every household. */
const mostKept = 2 ** 21

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

/** Charges of the places and groups for households like `sample`. */
function addUp(choices: Choices, prices: Prices, perPerson: Float64Array, sample: number, charge: Float64Array): void {
  const { demand, dimensions, persons } = choices.instance
  const width = dimensions.length
  for (let m = 0; m < charge.length; m++) charge[m] = perPerson[m]! * persons[sample]!
  for (let d = 0; d < width; d++) {
    const used = demand[sample * width + d]!
    if (used === 0) continue
    for (let m = 0; m < charge.length; m++) charge[m]! += used * prices.place[m * width + d]!
  }
}

/** The charges of each signature, from a table where that is small and else added up when the signature changes. */
function chargesBySignature(choices: Choices, prices: Prices): (signature: number) => Float64Array {
  const { groups, locations } = choices.instance
  const perPerson = new Float64Array(locations.length)
  for (const [g, group] of groups.entries()) for (const m of group.locations) perPerson[m]! += prices.group[g]!
  const fresh = (signature: number, charge: Float64Array): Float64Array => {
    addUp(choices, prices, perPerson, choices.samples[signature]!, charge)
    return charge
  }
  if (choices.samples.length * locations.length > mostKept) {
    const charge = new Float64Array(locations.length)
    let known = -1
    return (signature) => {
      if (signature !== known) fresh(signature, charge)
      known = signature
      return charge
    }
  }
  const table: Array<Float64Array | undefined> = []
  return (signature) => {
    const known = table[signature]
    if (known !== undefined) return known
    const charge = fresh(signature, new Float64Array(locations.length))
    table[signature] = charge
    return charge
  }
}

/** Visits the households given, or all, in their order. */
export function visitCharges(
  choices: Choices,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  visit: Visit,
  households?: Int32Array
): void {
  const { locations, region } = choices.instance
  const chargesOf = chargesBySignature(choices, prices)
  const regional = regionalCharges(choices, prices)
  const gains = multiplierGains(choices, targets, prices)
  const own = new Float64Array(locations.length)
  const one = (h: number): void => {
    const charge = chargesOf(choices.signature[h]!)
    const sets = regional.get(h)
    if (sets !== undefined) for (let m = 0; m < own.length; m++) own[m] = charge[m]! + sets[region[m]!]!
    visit(h, sets === undefined ? charge : own, gains[h]!)
  }
  if (households !== undefined) for (const h of households) one(h)
  else for (let h = 0; h < gains.length; h++) one(h)
}
