/**
 * Recounts a result against its instance, with no solver: the plan, every amount it states, and its certificate. Returns
 * every problem found. Knows the wire form of results; refuses to trust any number in it.
 */
import { Option, Schema } from "effect"
import { choicesOf } from "../instance/choices.ts"
import { type Assignment, type Instance, unplaced } from "../instance/Instance.ts"
import { repeatedKeys } from "../instance/jsonText.ts"
import { placingObjective, scoreObjective, valueOf } from "../instance/objectives.ts"
import { Certificate } from "./Certificate.ts"
import { checkCertificate } from "./checkCertificate.ts"
import { findingSentence, findingsOf } from "./findings.ts"
import { gapOf, SolveResult } from "./SolveResult.ts"

export interface Verification {
  readonly feasible: boolean
  /** Recounted, in the units of the file; null when the plan cannot be counted. */
  readonly objective: number | null
  readonly certifiedBound: number | null
  readonly problems: ReadonlyArray<string>
}

/** Amounts are written as decimals of whole units; half a unit tells two of them apart. */
const same = (a: number, b: number, scale: number): boolean => Math.abs(a - b) * scale < 0.5

interface Reading {
  readonly plan: Assignment
  readonly problems: ReadonlyArray<string>
}

/** A household named twice in the text is a problem: a parser would keep one of the two in silence. */
const repeatedHouseholds = (text: string): ReadonlyArray<string> =>
  repeatedKeys(text)
    .filter(({ pointer }) => pointer === "/assignment")
    .map(({ key, line }) => `Household ${key} is placed more than once (line ${line}).`)

const readPlan = (instance: Instance, assignment: SolveResult["assignment"]): Reading => {
  const households = new Map(instance.households.map((id, h) => [id, h]))
  const locations = new Map(instance.locations.map((id, m) => [id, m]))
  const plan = new Int32Array(households.size).fill(unplaced)
  const problems: Array<string> = []
  for (const [household, location] of Object.entries(assignment)) {
    const h = households.get(household)
    if (h === undefined) {
      problems.push(`Household ${household} is not in the instance.`)
      continue
    }
    households.delete(household)
    if (location === null) continue
    const m = locations.get(location)
    if (m === undefined) problems.push(`Location ${location} of household ${household} is not in the instance.`)
    else plan[h] = m
  }
  return {
    plan,
    problems: [...problems, ...[...households.keys()].map((id) => `Household ${id} is missing from the assignment.`)]
  }
}

const checkCounts = (instance: Instance, plan: Assignment, result: SolveResult): ReadonlyArray<string> => {
  const placed = [...plan.keys()].filter((h) => plan[h] !== unplaced)
  const persons = placed.reduce((sum, h) => sum + instance.persons[h]!, 0)
  const open = instance.households.filter((_, h) => plan[h] === unplaced)
  const stated = [...result.unplaced].sort()
  return [
    ...(result.placed === placed.length
      ? []
      : [`It says ${result.placed} households are placed; there are ${placed.length}.`]),
    ...(result.persons === persons ? [] : [`It says ${result.persons} persons are placed; there are ${persons}.`]),
    ...(stated.join() === [...open].sort().join()
      ? []
      : ["Its list of unplaced households does not fit its assignment."])
  ]
}

const checkAmounts = (result: SolveResult, objective: number, scale: number): ReadonlyArray<string> => {
  const problems: Array<string> = []
  const { bound, certifiedBound, gap, status } = result
  if (result.objective === null || !same(result.objective, objective, scale)) {
    problems.push(`It says the objective is ${result.objective}; recounted it is ${objective}.`)
  }
  if (bound === null || certifiedBound === null || gap === null)
    return [...problems, "A plan is given without bound, certified bound or gap."]
  const below = (a: number, b: number): boolean => (b - a) * scale >= 0.5
  if (below(bound, objective)) problems.push(`The bound ${bound} is below the objective ${objective}.`)
  if (below(certifiedBound, bound))
    problems.push(`The certified bound ${certifiedBound} is below the bound ${bound}: it would prove more.`)
  if (below(certifiedBound, objective))
    problems.push(`The certified bound ${certifiedBound} is below the objective ${objective}.`)
  if (result.proof === "certificate" && !same(bound, certifiedBound, scale))
    problems.push("It says the certificate proves the bound, but the two differ.")
  if (Math.abs(gap - gapOf(bound, objective)) > 1e-9)
    problems.push(`It says the gap is ${gap}; it is ${gapOf(bound, objective)}.`)
  if (status === "optimal" && result.stoppedBy !== null) problems.push("It says optimal and stopped at once.")
  return problems
}

const checkPlacedLevel = (instance: Instance, plan: Assignment, result: SolveResult): ReadonlyArray<string> => {
  if (result.rule !== "place-first") return []
  const level = instance.levels[0]
  if (level === undefined) return []
  const reached = valueOf(choicesOf(instance), placingObjective(choicesOf(instance), level), plan) / level.scale
  if (result.placedLevel === undefined) return ["A place-first result must state its placedLevel."]
  const { bound, objective } = result.placedLevel
  return [
    ...(same(objective, reached, level.scale)
      ? []
      : [`It says placed level ${objective}; recounted it is ${reached}.`]),
    ...(bound < objective ? [`The bound ${bound} of the placed level is below what it says is reached.`] : [])
  ]
}

interface CheckedCertificate {
  readonly bound: number | null
  readonly problems: ReadonlyArray<string>
}

const checkProof = (
  instance: Instance,
  certificate: Certificate,
  result: SolveResult,
  plan: Assignment
): CheckedCertificate => {
  if (certificate.rule !== result.rule)
    return {
      bound: null,
      problems: [`The certificate is for the rule ${certificate.rule}, the result for ${result.rule}.`]
    }
  const proof = checkCertificate(instance, certificate)
  const proved = proof.bounds.at(-1)
  const choices = choicesOf(instance)
  const problems = [...proof.problems]
  certificate.levels.slice(0, -1).forEach((level, l) => {
    const weights = instance.levels[l]
    const reached = weights === undefined ? undefined : valueOf(choices, placingObjective(choices, weights), plan)
    const target = certificate.levels.at(-1)?.targets[l]
    if (reached !== target)
      problems.push(`The certificate assumes ${target} on level ${level.name}; the plan reaches ${reached}.`)
  })
  if (proved === undefined) return { bound: null, problems }
  const bound = proved / instance.scale
  if (result.certifiedBound === null || !same(result.certifiedBound, bound, instance.scale)) {
    problems.push(`It says the certified bound is ${result.certifiedBound}; the certificate proves ${bound}.`)
  }
  return { bound, problems }
}

const decodeResult = Schema.decodeUnknownOption(SolveResult)
const decodeCertificate = Schema.decodeUnknownOption(Certificate)

/** Every place of the plan exists as a choice; otherwise its value cannot be counted. */
const countable = (instance: Instance, plan: Assignment): boolean =>
  findingsOf(instance, plan).every(
    ({ _tag }) =>
      _tag !== "NotEligible" &&
      _tag !== "Forbidden" &&
      _tag !== "OverCapacity" &&
      _tag !== "LockBroken" &&
      _tag !== "LinkedApart"
  )

/** `text` is the result as written; `certificate` replaces the one inside it. Null when it is no result at all. */
export const verifyResult = (
  instance: Instance,
  text: string,
  document: unknown,
  certificate?: unknown
): Verification | null => {
  const decoded = decodeResult(document)
  if (Option.isNone(decoded)) return null
  const result = decoded.value
  const repeated = repeatedHouseholds(text)
  if (result.status === "infeasible" || result.status === "no-solution") {
    return { feasible: false, objective: null, certifiedBound: null, problems: ["The result has no plan to verify."] }
  }
  const { plan, problems: unread } = readPlan(instance, result.assignment)
  const broken = findingsOf(instance, plan).map((finding) => findingSentence(finding, instance))
  const hard = [...repeated, ...unread, ...broken]
  const objective = countable(instance, plan)
    ? valueOf(choicesOf(instance), scoreObjective(choicesOf(instance), result.rule), plan) / instance.scale
    : null
  const given = certificate === undefined ? Option.fromNullOr(result.certificate) : decodeCertificate(certificate)
  const proof: CheckedCertificate =
    Option.isNone(given) || objective === null
      ? { bound: null, problems: objective === null ? [] : ["There is no certificate (treff-certificate/1) to check."] }
      : checkProof(instance, given.value, result, plan)
  const stated =
    objective === null
      ? []
      : [
          ...checkAmounts(result, objective, instance.scale),
          ...checkPlacedLevel(instance, plan, result),
          ...proof.problems
        ]
  return {
    feasible: hard.length === 0,
    objective,
    certifiedBound: proof.bound,
    problems: [...hard, ...checkCounts(instance, plan, result), ...stated]
  }
}
