/** What a certificate proves about an instance, recounted from its prices alone; anything that does not add up is a problem. */
import { type Choices, choicesOf } from "../instance/choices.ts"
import { fingerprintOf } from "../instance/fingerprint.ts"
import { type Instance, isHard } from "../instance/Instance.ts"
import { type Objective, objectivesOf, type Target } from "../instance/objectives.ts"
import { boundOf, lockedHouseholds, zeroPrices } from "./bound.ts"
import { type Certificate, type CertificateLevel, digestOf } from "./Certificate.ts"
import { refine } from "./certify.ts"
import { isKnapsackLevel, knapsackTotal, multiplierProblems } from "./knapsackLevel.ts"
import { type PricesRead, readPrices } from "./readPrices.ts"

export interface Proof {
  /** The bound proved on each objective, units of 1/scale; undefined where nothing is proved. */
  readonly bounds: ReadonlyArray<number | undefined>
  readonly problems: ReadonlyArray<string>
}

function checkLevel(
  choices: Choices,
  objective: Objective,
  level: CertificateLevel,
  earlier: ReadonlyArray<Objective>
): PricesRead & { readonly bound: number } {
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
  const fine = refine(objective, level.precision)
  const found = [...problems]
  if (isKnapsackLevel(level)) found.push(...multiplierProblems(choices, level))
  if (isKnapsackLevel(level) && !choices.instance.surcharge.every(isHard))
    found.push("Multipliers of households prove nothing where a capacity is soft.")
  const total = isKnapsackLevel(level)
    ? knapsackTotal(choices, fine, targets, prices, Float64Array.from(level.households))
    : boundOf(choices, fine, targets, prices, lockedHouseholds(choices)).total
  const bound = Math.floor(total / level.precision)
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
