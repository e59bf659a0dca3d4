/**
 * Makes a certificate from prices of any origin: rounds them to integers, mends what rounding broke, and counts the bound
 * they prove. Better prices prove a better bound; bad ones only a worse one, never a wrong one.
 */
import type { Choices } from "../instance/choices.ts"
import { fingerprintOf } from "../instance/fingerprint.ts"
import type { Objective, Rule, Target } from "../instance/objectives.ts"
import { largestNets, lockedHouseholds, mustPlace, type Prices, preciseBoundOf, type SetPrice } from "./bound.ts"
import { type Certificate, type CertificateLevel, digestOf } from "./Certificate.ts"

/** Price units per 1.0 of an objective, as far as totals stay exact. */
const finest = 1e9

const whole = (value: number): number => Math.round(value) + 0

const spread = (amounts: ReadonlyArray<number>, factor: number): ReadonlyArray<number> => {
  const [, ...others] = amounts.map((amount) => whole(amount * factor))
  return [-others.reduce((sum, amount) => sum + amount, 0) + 0, ...others]
}

/** The objective counted in price units. */
export function refine(objective: Objective, precision: number): Objective {
  const times = (values: Float64Array): Float64Array => values.map((value) => value * precision)
  return {
    ...objective,
    scale: objective.scale * precision,
    value: times(objective.value),
    unplaced: times(objective.unplaced),
    shortfall: objective.shortfall * precision,
    surcharge: times(objective.surcharge)
  }
}

/** Whole prices that keep every sign rule of bound.ts. */
export function roundPrices(choices: Choices, objective: Objective, prices: Prices, precision: number): Prices {
  const { groups, minimum } = choices.instance
  const place = prices.place.map((price, at) => {
    const rounded = whole(price * precision)
    if (rounded >= 0) return Math.min(rounded, objective.surcharge[at % objective.surcharge.length]! * precision)
    return minimum[at]! > 0 ? Math.max(rounded, -objective.shortfall * precision) + 0 : 0
  })
  const group = prices.group.map((price, g) =>
    price > 0 && groups[g]!.max === Number.POSITIVE_INFINITY ? 0 : whole(price * precision)
  )
  const linked = prices.linked.map((price): SetPrice => ({ ...price, amounts: spread(price.amounts, precision) }))
  const separate = prices.separate.map(
    (price): SetPrice => ({ ...price, amounts: [Math.max(0, whole(price.amounts[0]! * precision))] })
  )
  return {
    place,
    group,
    linked,
    separate,
    multipliers: prices.multipliers.map((price) => Math.max(0, whole(price * precision)))
  }
}

/** A fully reached target needs a multiplier just large enough that leaving somebody unplaced never pays. */
function raiseMultipliers(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  precision: number
): void {
  if (!targets.some(({ full }) => full)) return
  const best = largestNets(choices, objective, targets, prices, precision)
  const locked = lockedHouseholds(choices)
  for (const [l, target] of targets.entries()) {
    if (!target.full) continue
    const must = mustPlace(choices, [target])
    let lacking = 0
    for (let h = 0; h < must.length; h++) {
      if (must[h] === 0 || locked[h] === 1) continue
      const weight = target.objective.value[choices.start[h]!]!
      lacking = Math.max(lacking, Math.ceil((objective.unplaced[h]! * precision - best[h]!) / weight))
    }
    prices.multipliers[l]! += lacking
  }
}

function certifyAt(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  precision: number
): CertificateLevel | undefined {
  const { dimensions, locations, regions } = choices.instance
  const rounded = roundPrices(choices, objective, prices, precision)
  raiseMultipliers(choices, objective, targets, rounded, precision)
  const { total } = preciseBoundOf(choices, objective, targets, rounded, lockedHouseholds(choices), precision)
  if (
    !Number.isSafeInteger(total) ||
    !rounded.multipliers.every((price, l) => Number.isSafeInteger(price * targets[l]!.value))
  )
    return undefined
  const nonZero = ({ amounts }: SetPrice): boolean => amounts.some((amount) => amount !== 0)
  const named = ({ amounts, region, set }: SetPrice) => ({ set, region: regions[region]!, amounts: [...amounts] })
  return {
    name: objective.name,
    scale: objective.scale,
    precision,
    targets: targets.map(({ value }) => value),
    multipliers: [...rounded.multipliers],
    prices: [...rounded.place].flatMap((price, at) =>
      price === 0
        ? []
        : [
            {
              location: locations[Math.floor(at / dimensions.length)]!,
              dimension: dimensions[at % dimensions.length]!,
              price
            }
          ]
    ),
    groups: [...rounded.group].flatMap((price, group) => (price === 0 ? [] : [{ group, price }])),
    linked: rounded.linked.filter(nonZero).map(named),
    separate: rounded.separate.filter(nonZero).map(named),
    total,
    bound: Math.floor(total / precision) + 0
  }
}

/** The certificate of one objective, at the finest precision whose totals are exact. */
export function certifyLevel(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices
): CertificateLevel {
  for (let precision = Math.max(1, finest / objective.scale); precision > 1; precision /= 10) {
    const level = certifyAt(choices, objective, targets, prices, precision)
    if (level !== undefined) return level
  }
  const plain = certifyAt(choices, objective, targets, prices, 1)
  if (plain === undefined) throw new Error("The bound is too large to be counted exactly.")
  return plain
}

export function certificateOf(choices: Choices, rule: Rule, levels: ReadonlyArray<CertificateLevel>): Certificate {
  const kind = levels.some((level) => level.kind === "knapsack") ? "knapsack" : "prices"
  const content = { kind, rule, instance: fingerprintOf(choices.instance), levels } as const
  return { format: "treff-certificate/1", ...content, digest: digestOf(content) }
}
