/**
 * A certificate level of kind `knapsack`: made from household multipliers of any origin, and counted again. Better
 * multipliers prove a better bound, bad ones a worse one, never a wrong one. No solver is asked.
 */
import type { Choices } from "../instance/choices.ts"
import { isHard } from "../instance/Instance.ts"
import type { Objective, Target } from "../instance/objectives.ts"
import { lockedHouseholds, mustPlace, type Prices } from "./bound.ts"
import type { CertificateLevel, KnapsackLevel } from "./Certificate.ts"
import { certifyLevel, refine } from "./certify.ts"
import { KnapsackBound } from "./knapsackBound.ts"
import { readPrices } from "./readPrices.ts"

/** Multipliers of a larger sum could lose units on the way to a total that looks exact. */
const largestSum = 2 ** 51

export const isKnapsackLevel = (level: CertificateLevel): level is KnapsackLevel => level.kind === "knapsack"

/** What the multipliers prove, in price units. */
export function knapsackTotal(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  multipliers: Float64Array
): number {
  if (multipliers.length !== choices.instance.households.length) return Number.NaN
  return new KnapsackBound(choices, objective, targets, prices).total(multipliers)
}

/** Why the multipliers of a level prove nothing, whatever they add up to. */
export function multiplierProblems(
  { instance }: Pick<Choices, "instance">,
  { households }: KnapsackLevel
): ReadonlyArray<string> {
  const { length } = instance.households
  if (households.length !== length) return [`It has ${households.length} multipliers for ${length} households.`]
  const sum = households.reduce((total, multiplier) => total + Math.abs(multiplier), 0)
  return sum > largestSum ? ["Its multipliers are too large to be counted exactly."] : []
}

/** What placing each household adds to an earlier objective. */
const weightsOf = ({ start }: Choices, { objective }: Target): Float64Array =>
  objective.unplaced.map((_, h) => (start[h]! < start[h + 1]! ? objective.value[start[h]!]! : 0))

/**
 * The level keeps what was rounded off the weight of an earlier objective; and where that is fully reached, weighs it so
 * much that leaving somebody unplaced never pays. Households take the difference along, so no knapsack changes.
 */
function followTargets(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  before: Float64Array,
  after: Float64Array,
  multipliers: Float64Array
): void {
  const locked = lockedHouseholds(choices)
  for (const [l, target] of targets.entries()) {
    const weights = weightsOf(choices, target)
    const follow = (change: number): void => {
      for (let h = 0; h < weights.length; h++) multipliers[h]! += Math.round(change * weights[h]!)
    }
    follow(after[l]! - before[l]!)
    if (!target.full) continue
    const must = mustPlace(choices, [target])
    let lacking = 0
    for (let h = 0; h < must.length; h++) {
      if (must[h] === 0 || locked[h] === 1) continue
      lacking = Math.max(lacking, Math.ceil((objective.unplaced[h]! - multipliers[h]!) / weights[h]!))
    }
    after[l]! += lacking
    follow(lacking)
  }
}

/**
 * The certificate of one objective by household multipliers, which count on top of the prices of groups, sets and earlier
 * objectives; the prices of places only shorten the knapsacks. Where prices alone prove as much, or a capacity is soft, the
 * level is theirs.
 */
export function certifyKnapsackLevel(
  choices: Choices,
  objective: Objective,
  targets: ReadonlyArray<Target>,
  prices: Prices,
  householdMultipliers: Float64Array
): CertificateLevel {
  const level = certifyLevel(choices, objective, targets, prices)
  if (!choices.instance.surcharge.every(isHard)) return level
  const { precision } = level
  const fine = refine(objective, precision)
  const read = readPrices(choices, objective, level, targets).prices
  const multipliers = householdMultipliers.map((multiplier) => Math.round(multiplier * precision) + 0)
  const before = prices.multipliers.map((multiplier) => multiplier * precision)
  followTargets(choices, fine, targets, before, read.multipliers, multipliers)
  const total = knapsackTotal(choices, fine, targets, read, multipliers)
  const knapsack: KnapsackLevel = {
    ...level,
    kind: "knapsack",
    multipliers: [...read.multipliers],
    households: [...multipliers],
    total,
    bound: Math.floor(total / precision) + 0
  }
  const exact =
    Number.isSafeInteger(total) &&
    multiplierProblems(choices, knapsack).length === 0 &&
    knapsack.multipliers.every((price, l) => Number.isSafeInteger(price * targets[l]!.value))
  return exact && total < level.total ? knapsack : level
}
