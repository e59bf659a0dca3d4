/**
 * Verifies a result against its instance with no solver: the plan, every amount stated about it, and the certificate. It
 * believes no number it can count itself, and returns every problem it finds.
 */
import { Option, Result, Schema } from "effect"
import type { Instance } from "../instance/Instance.ts"
import { parseJson, repeatedKeys } from "../instance/jsonText.ts"
import type { Rule } from "../instance/objectives.ts"
import { Certificate } from "./Certificate.ts"
import { checkCertificate } from "./checkCertificate.ts"
import { findingSentence, findingsOf } from "./findings.ts"
import { readPlan } from "./readPlan.ts"
import { type Count, recount } from "./recount.ts"
import { gapOf, StatedResult } from "./SolveResult.ts"

export interface Verification {
  /** The plan keeps every hard rule of the instance. */
  readonly feasible: boolean
  /** Recounted, in the units of the file; null when the plan cannot be counted. */
  readonly objective: number | null
  /** Proved by the certificate, in the units of the file; null when it proves nothing. */
  readonly certifiedBound: number | null
  readonly problems: ReadonlyArray<string>
}

/** Why there is nothing to verify: the text is no result. */
interface NotAResult {
  readonly which: "result" | "certificate"
  readonly line: number | undefined
  readonly problem: string
}

type Problems = ReadonlyArray<string>

/** Gap that counts as optimal where a result does not say which was asked for. */
const usualGap = 1e-4

/** Amounts are decimals of whole units; half a unit tells two of them apart. */
const differ = (a: number, b: number, scale: number): boolean => !(Math.abs(a - b) * scale < 0.5)
const below = (a: number, b: number, scale: number): boolean => (b - a) * scale >= 0.5
const when = (wrong: boolean, problem: string): Problems => (wrong ? [problem] : [])

/** What a result states, compared with what it is; nothing stated, nothing wrong. */
const stated = <A>(
  name: string,
  claim: A | null | undefined,
  truth: A | null,
  wrong: (a: A, b: A) => boolean
): Problems =>
  claim === undefined || claim === null
    ? []
    : when(truth === null || wrong(claim, truth), `It says ${name} is ${claim}; it is ${truth}.`)

const unequal = (a: number, b: number): boolean => a !== b

function checkCounts(instance: Instance, result: StatedResult, count: Count, open: ReadonlyArray<string>): Problems {
  const listed = result.unplaced === undefined || [...result.unplaced].sort().join("\n") === [...open].sort().join("\n")
  return [
    ...stated("the number of households placed", result.placed, count.placed, unequal),
    ...stated("the number of persons placed", result.persons, count.persons, unequal),
    ...stated("the scale", result.scale, instance.scale, unequal),
    ...when(!listed, "Its list of unplaced households does not fit its assignment.")
  ]
}

/** Objective, bounds and gaps: each against what it is, and in the order they must have. */
function checkAmounts(
  result: StatedResult,
  objective: number | null,
  certified: number | null,
  scale: number
): Problems {
  const { bound, certifiedBound, certifiedGap, gap, gapLimit = usualGap, lpBound, proof, status, stoppedBy } = result
  const amount = (a: number, b: number): boolean => differ(a, b, scale)
  const fraction = (a: number, b: number): boolean => !(Math.abs(a - b) <= 1e-9)
  const gapTo = (limit: number | null | undefined): number | null =>
    limit == null || objective === null ? null : gapOf(limit, objective)
  const optimalGap = gapTo(bound)
  return [
    ...stated("the objective", result.objective, objective, amount),
    ...stated("the certified bound", certifiedBound, certified, amount),
    ...stated("the gap", gap, gapTo(bound), fraction),
    ...stated("the certified gap", certifiedGap, gapTo(certifiedBound), fraction),
    ...(objective === null
      ? []
      : (
          [
            ["bound", bound],
            ["certified bound", certifiedBound],
            ["bound of the relaxation", lpBound]
          ] as const
        ).flatMap(([name, value]) =>
          when(
            value != null && below(value, objective, scale),
            `The ${name} ${value} is below the objective ${objective}.`
          )
        )),
    ...when(
      bound != null && certified !== null && below(certified, bound, scale),
      `The bound ${bound} is above what the certificate proves, ${certified}.`
    ),
    ...when(
      lpBound != null && bound != null && below(lpBound, bound, scale),
      `The bound ${bound} is above the bound ${lpBound} of the relaxation.`
    ),
    ...when(
      proof === "certificate" && (bound == null || certified === null || differ(bound, certified, scale)),
      "It says the certificate proves the bound; it proves another one, or none."
    ),
    ...when(
      status === "optimal" && (optimalGap === null || optimalGap > gapLimit + 1e-12 || stoppedBy != null),
      `It says optimal, but its gap is ${optimalGap ?? "not stated"} where ${gapLimit} is allowed${stoppedBy == null ? "" : `, and it was stopped by ${stoppedBy}`}.`
    ),
    ...when(status === "feasible" && stoppedBy === null, "It says feasible, but not what stopped it.")
  ]
}

/** place-first: the weight placed, its bound, and what placing first costs. */
function checkPlacing(
  instance: Instance,
  result: StatedResult,
  rule: Rule,
  count: Count,
  objective: number | null
): Problems {
  const level = instance.levels[0]
  const { placedLevel, price } = result
  const reached = level === undefined ? 0 : count.levels[0]! / level.scale
  const costs = price === undefined || objective === null ? null : price.maxScore - objective
  return [
    ...when(
      rule === "place-first" && result.objective != null && placedLevel === undefined,
      "It places first but does not state its placed level."
    ),
    ...stated("the placed level", placedLevel?.objective, reached, (a, b) => differ(a, b, level?.scale ?? 1)),
    ...when(
      placedLevel !== undefined && below(placedLevel.bound, reached, level?.scale ?? 1),
      `The bound ${placedLevel?.bound} of the placed level is below the ${reached} reached.`
    ),
    ...stated("the price of placing first", price?.difference, costs, (a, b) => differ(a, b, instance.scale))
  ]
}

interface Checked {
  /** What is proved about the score, in the units of the file. */
  readonly bound: number | null
  readonly problems: Problems
}

function checkProof(
  instance: Instance,
  certificate: Certificate,
  result: StatedResult,
  rule: Rule,
  count: Count
): Checked {
  if (certificate.rule !== rule)
    return { bound: null, problems: [`The certificate is for the rule ${certificate.rule}, the result for ${rule}.`] }
  const { bounds, problems } = checkCertificate(instance, certificate)
  const targets = certificate.levels.flatMap((level, index) =>
    level.targets.flatMap((target, l) =>
      when(
        l < index && target !== count.levels[l],
        `The certificate of level ${level.name} supposes ${target} on level ${l + 1}; the plan reaches ${count.levels[l]}.`
      )
    )
  )
  const placed = bounds.length > 1 ? bounds[0] : undefined
  const level = instance.levels[0]
  const overstated =
    placed !== undefined &&
    level !== undefined &&
    result.placedLevel !== undefined &&
    below(placed / level.scale, result.placedLevel.bound, level.scale)
  const proved = bounds.at(-1)
  const last = certificate.levels.at(-1)
  const unit = last === undefined ? 1 : last.scale * last.precision
  const listed = new Map(
    last?.prices.map(({ dimension, location, price }) => [`${location}\n${dimension}`, price / unit])
  )
  const samePrices =
    result.prices === undefined ||
    (result.prices.length === listed.size &&
      result.prices.every(({ dimension, location, price }) => listed.get(`${location}\n${dimension}`) === price))
  return {
    bound: proved === undefined || targets.length > 0 ? null : proved / instance.scale,
    problems: [
      ...problems,
      ...targets,
      ...when(
        overstated,
        `The bound ${result.placedLevel?.bound} of the placed level is above what the certificate proves.`
      ),
      ...when(!samePrices, "Its prices are not those of the certificate.")
    ]
  }
}

const decodeStated = Schema.decodeUnknownResult(StatedResult)
const decodeCertificate = Schema.decodeUnknownResult(Certificate)

function read<A>(
  which: NotAResult["which"],
  text: string,
  decode: (value: unknown) => Result.Result<A, unknown>
): Result.Result<A, NotAResult> {
  const parsed = Result.mapError(parseJson(text), ({ line, problem }): NotAResult => ({ which, line, problem }))
  const shape =
    which === "result"
      ? "a result of `treff solve --json`, or a plan with an assignment"
      : "a certificate (treff-certificate/1)"
  const problem = `It is not ${shape}.`
  return Result.flatMap(parsed, (value) =>
    Result.mapError(decode(value), (): NotAResult => ({ which, line: undefined, problem }))
  )
}

const noPlan: Verification = {
  feasible: false,
  objective: null,
  certifiedBound: null,
  problems: ["The result has no plan to verify."]
}

/** Verifies the text of a result; `certificateText` replaces the certificate inside it. */
export function verifyResult(
  instance: Instance,
  text: string,
  certificateText?: string
): Result.Result<Verification, NotAResult> {
  return Result.gen(function* () {
    const result = yield* read("result", text, decodeStated)
    const given =
      certificateText === undefined
        ? (result.certificate ?? undefined)
        : yield* read("certificate", certificateText, decodeCertificate)
    if (result.status === "infeasible" || result.status === "no-solution") return noPlan
    const written = readPlan(instance, result.assignment)
    if (written === undefined)
      return yield* Result.fail({
        which: "result",
        line: undefined,
        problem: "Its assignment is neither an object nor a list of pairs."
      } as const)
    const rule = result.rule ?? given?.rule ?? "place-first"
    const count = recount(instance, rule, written.plan)
    const objective = count.objective === undefined ? null : count.objective / instance.scale
    const proof = Option.match(Option.fromUndefinedOr(given), {
      onNone: (): Checked => ({
        bound: null,
        problems: when(result.certifiedBound != null, "It states a certified bound but there is no certificate.")
      }),
      onSome: (certificate) => checkProof(instance, certificate, result, rule, count)
    })
    const twice = repeatedKeys(text).flatMap(({ key, line, pointer }) =>
      when(pointer === "/assignment", `Household ${key} is placed more than once, again on line ${line}.`)
    )
    const broken = findingsOf(instance, written.plan).map((finding) => findingSentence(finding, instance))
    const hard = [...twice, ...written.problems, ...broken]
    const open = instance.households.filter((_, h) => written.plan[h] === -1)
    return {
      feasible: hard.length === 0,
      objective,
      certifiedBound: proof.bound,
      problems: [
        ...hard,
        ...checkCounts(instance, result, count, open),
        ...checkAmounts(result, objective, proof.bound, instance.scale),
        ...checkPlacing(instance, result, rule, count, objective),
        ...proof.problems
      ]
    }
  })
}
