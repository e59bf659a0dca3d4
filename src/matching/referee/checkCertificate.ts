/** What a certificate proves about an instance, recounted from its prices alone; anything that does not add up is a problem. */
import { type Choices, choicesOf } from "../instance/choices.ts"
import { fingerprintOf } from "../instance/fingerprint.ts"
import { type Instance, isHard } from "../instance/Instance.ts"
import { type Objective, type ObjectiveTerms, objectivesOf, type Target, termsOf } from "../instance/objectives.ts"
import { lockedHouseholds, type Prices, preciseBoundOf, rowsWorth } from "./bound.ts"
import { type Certificate, type CertificateLevel, digestOf } from "./Certificate.ts"
import { refine } from "./certify.ts"
import { householdsWorth } from "./denseBound.ts"
import { isKnapsackLevel, knapsackTotal, multiplierProblems } from "./knapsackLevel.ts"
import { readPrices } from "./readPrices.ts"

export interface Proof {
  /** The bound proved on each objective, units of 1/scale; undefined where nothing is proved. */
  readonly bounds: ReadonlyArray<number | undefined>
  readonly problems: ReadonlyArray<string>
}

/** The list of pairs with the objectives over it, made for the levels that need it. */
interface Pairs {
  readonly choices: Choices
  readonly objectives: ReadonlyArray<Objective>
}

/** What the prices of a level add up to, in price units. */
function totalOf(
  instance: Instance,
  level: CertificateLevel,
  at: number,
  terms: ReadonlyArray<ObjectiveTerms>,
  prices: Prices,
  pairs: () => Pairs
): number {
  const targets = level.targets.map((value) => ({ value }))
  if (isKnapsackLevel(level) || instance.linked.length > 0) {
    const { choices, objectives } = pairs()
    const objective = objectives[at]!
    const earlier = targets.map(({ value }, l): Target => ({ objective: objectives[l]!, value, full: false }))
    return isKnapsackLevel(level)
      ? knapsackTotal(choices, refine(objective, level.precision), earlier, prices, Float64Array.from(level.households))
      : preciseBoundOf(choices, objective, earlier, prices, lockedHouseholds(choices), level.precision).total
  }
  const gains = Float64Array.from(instance.households, (_, h) =>
    targets.reduce((sum, _target, l) => sum + prices.multipliers[l]! * instance.levels[l]!.weight[h]!, 0)
  )
  const weight = at < terms.length - 1 ? instance.levels[at]!.weight : undefined
  const { unplaced } = terms[at]!
  return (
    householdsWorth(instance, { weight, unplaced }, prices, gains, level.precision) +
    rowsWorth({ instance }, prices, targets)
  )
}

interface LevelChecked {
  readonly problems: ReadonlyArray<string>
  readonly bound: number
}

function checkLevel(
  instance: Instance,
  level: CertificateLevel,
  at: number,
  terms: ReadonlyArray<ObjectiveTerms>,
  pairs: () => Pairs
): LevelChecked {
  const objective = terms[at]!
  const lists = [level.targets, level.multipliers]
  if (
    level.name !== objective.name ||
    level.scale !== objective.scale ||
    lists.some(({ length }) => length !== at) ||
    level.precision < 1
  ) {
    return { problems: ["It does not fit the objectives of the rule."], bound: Number.NaN }
  }
  const { prices, problems } = readPrices({ instance }, objective, level, level.targets)
  const found = [...problems]
  if (isKnapsackLevel(level)) found.push(...multiplierProblems({ instance }, level))
  if (isKnapsackLevel(level) && !instance.surcharge.every(isHard))
    found.push("Multipliers of households prove nothing where a capacity is soft.")
  const total = totalOf(instance, level, at, terms, prices, pairs)
  const bound = Math.floor(total / level.precision)
  if (!Number.isSafeInteger(total)) found.push("Its total is too large to be counted exactly.")
  if (total !== level.total) found.push(`Its prices add up to ${total}, not to the ${level.total} it claims.`)
  if (bound !== level.bound) found.push(`Its prices prove the bound ${bound}, not the ${level.bound} it claims.`)
  return { problems: found, bound }
}

/** Recounts every level of a certificate against the instance. */
export function checkCertificate(instance: Instance, certificate: Certificate): Proof {
  const problems: Array<string> = []
  if (certificate.instance !== fingerprintOf(instance)) problems.push("The certificate belongs to another instance.")
  if (certificate.digest !== digestOf(certificate)) problems.push("The certificate was changed after it was made.")
  const terms = termsOf(instance, certificate.rule)
  let known: Pairs | undefined
  const pairs = (): Pairs => {
    if (known === undefined) {
      const choices = choicesOf(instance)
      known = { choices, objectives: objectivesOf(choices, certificate.rule) }
    }
    return known
  }
  if (certificate.levels.length !== terms.length)
    problems.push(`The certificate has ${certificate.levels.length} levels, not ${terms.length}.`)
  const bounds = terms.map((objective, at) => {
    const level = certificate.levels[at]
    if (level === undefined) return undefined
    const checked = checkLevel(instance, level, at, terms, pairs)
    problems.push(
      ...checked.problems.map((problem) => `The certificate of level ${objective.name} is wrong: ${problem}`)
    )
    return checked.problems.length === 0 ? checked.bound : undefined
  })
  return { bounds: problems.length === 0 ? bounds : bounds.map(() => undefined), problems }
}
