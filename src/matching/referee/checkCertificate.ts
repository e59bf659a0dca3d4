/** What a certificate proves about an instance, recounted from its prices alone; anything that does not add up is a problem. */
import { type Choices, choicesOf } from "../instance/choices.ts"
import { fingerprintOf } from "../instance/fingerprint.ts"
import type { Instance } from "../instance/Instance.ts"
import { type Objective, objectivesOf, type Target } from "../instance/objectives.ts"
import { boundOf, lockedHouseholds, type Prices, type SetPrice, zeroPrices } from "./bound.ts"
import { type Certificate, type CertificateLevel, digestOf } from "./Certificate.ts"
import { refine } from "./certify.ts"

export interface Proof {
  /** The bound proved on each objective, units of 1/scale; undefined where nothing is proved. */
  readonly bounds: ReadonlyArray<number | undefined>
  readonly problems: ReadonlyArray<string>
}

interface Reading {
  readonly prices: Prices
  readonly problems: ReadonlyArray<string>
}

/** Prices by index, with every rule of bound.ts checked. */
function readPrices(
  choices: Choices,
  objective: Objective,
  level: CertificateLevel,
  targets: ReadonlyArray<Target>
): Reading {
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

function checkLevel(
  choices: Choices,
  objective: Objective,
  level: CertificateLevel,
  earlier: ReadonlyArray<Objective>
): Reading & { readonly bound: number } {
  const lists = [level.targets, level.multipliers]
  if (
    level.name !== objective.name ||
    level.scale !== objective.scale ||
    lists.some(({ length }) => length !== earlier.length) ||
    level.precision < 1
  ) {
    return {
      prices: zeroPrices(choices, []),
      problems: ["It does not fit the objectives of the rule."],
      bound: Number.NaN
    }
  }
  const targets = earlier.map((before, l): Target => ({ objective: before, value: level.targets[l]!, full: false }))
  const { prices, problems } = readPrices(choices, objective, level, targets)
  const { total } = boundOf(choices, refine(objective, level.precision), targets, prices, lockedHouseholds(choices))
  const bound = Math.floor(total / level.precision)
  const found = [...problems]
  if (!Number.isSafeInteger(total)) found.push("Its total is too large to be counted exactly.")
  if (total !== level.total) found.push(`Its prices add up to ${total}, not to the ${level.total} it claims.`)
  if (bound !== level.bound) found.push(`Its prices prove the bound ${bound}, not the ${level.bound} it claims.`)
  return { prices, problems: found, bound }
}

/** Recounts every level of a certificate against the instance. */
export function checkCertificate(instance: Instance, certificate: Certificate): Proof {
  const problems: Array<string> = []
  if (certificate.instance !== fingerprintOf(instance)) problems.push("The certificate belongs to another instance.")
  if (certificate.digest !== digestOf(certificate)) problems.push("The certificate was changed after it was made.")
  const choices = choicesOf(instance)
  const objectives = objectivesOf(choices, certificate.rule)
  if (certificate.levels.length !== objectives.length)
    problems.push(`The certificate has ${certificate.levels.length} levels, not ${objectives.length}.`)
  const bounds = objectives.map((objective, index) => {
    const level = certificate.levels[index]
    if (level === undefined) return undefined
    const checked = checkLevel(choices, objective, level, objectives.slice(0, index))
    problems.push(
      ...checked.problems.map((problem) => `The certificate of level ${objective.name} is wrong: ${problem}`)
    )
    return checked.problems.length === 0 ? checked.bound : undefined
  })
  return { bounds: problems.length === 0 ? bounds : bounds.map(() => undefined), problems }
}
