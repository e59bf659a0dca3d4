/** The prices of a certificate level by index, with every rule of bound.ts checked; what breaks one is a problem, not a price. */
import type { Choices } from "../instance/choices.ts"
import type { Objective } from "../instance/objectives.ts"
import { type Prices, type SetPrice, zeroPrices } from "./bound.ts"
import type { CertificateLevel } from "./Certificate.ts"

export interface PricesRead {
  readonly prices: Prices
  readonly problems: ReadonlyArray<string>
}

export function readPrices(
  choices: Pick<Choices, "instance">,
  objective: Pick<Objective, "shortfall" | "surcharge">,
  level: CertificateLevel,
  targets: ReadonlyArray<unknown>
): PricesRead {
  const { instance } = choices
  const problems: Array<string> = []
  const blank = zeroPrices(choices, targets)
  for (const { dimension, location, price } of level.prices) {
    const [m, d] = [instance.locations.indexOf(location), instance.dimensions.indexOf(dimension)]
    if (m < 0 || d < 0) {
      problems.push(`It prices ${dimension} in ${location}, which the instance does not have.`)
      continue
    }
    const at = m * instance.dimensions.length + d
    if (blank.place[at] !== 0) problems.push(`It prices ${dimension} in ${location} twice.`)
    blank.place[at] = price
    const least = instance.minimum[at]! > 0 ? -objective.shortfall * level.precision : 0
    const most = objective.surcharge[d]! * level.precision
    if (price > most)
      problems.push(`The price ${price} of ${dimension} in ${location} is above the ${most} that going over costs.`)
    if (price < least)
      problems.push(`The price ${price} of ${dimension} in ${location} is below the ${least} that proves anything.`)
  }
  for (const { group, price } of level.groups) {
    const known = instance.groups[group]
    if (known === undefined) problems.push(`It prices group ${group}, which the instance does not have.`)
    else if (price > 0 && known.max === Number.POSITIVE_INFINITY)
      problems.push(`It charges for group ${group}, which has no maximum.`)
    else blank.group[group] = price
  }
  const setPrices = (kind: "linked" | "separate"): ReadonlyArray<SetPrice> =>
    level[kind].flatMap(({ amounts, region: name, set }) => {
      const region = instance.regions.indexOf(name)
      const members = instance[kind][set]
      const sum = amounts.reduce((total, amount) => total + amount, 0)
      const sound =
        kind === "linked" ? amounts.length === members?.length && sum === 0 : amounts.length === 1 && amounts[0]! >= 0
      if (region >= 0 && members !== undefined && sound) return [{ set, region, amounts }]
      problems.push(`Its price for ${kind} set ${set} in ${name} proves nothing.`)
      return []
    })
  if (level.multipliers.some((price) => price < 0)) problems.push("A multiplier is negative.")
  const prices = {
    ...blank,
    linked: setPrices("linked"),
    separate: setPrices("separate"),
    multipliers: Float64Array.from(level.multipliers)
  }
  return { prices, problems }
}
