/**
 * Treff's own engine on one instance, in this process: `{subject, rule, gap, runs}` in, quality and speed out. The relaxation is
 * timed from the instance in memory; the plan by the whole layer, in its worker thread. Plan and certificate go through the
 * referee, and everything that does not hold is listed under `wrong`.
 */
import { Effect } from "effect"
import loadHighs from "highs"
import { layer } from "../src/matching/decomposition/DecompositionSolver.ts"
import { relaxation } from "../src/matching/decomposition/exactRelaxation.ts"
import { choicesOf } from "../src/matching/instance/choices.ts"
import { fingerprintOf } from "../src/matching/instance/fingerprint.ts"
import type { Instance } from "../src/matching/instance/Instance.ts"
import { objectivesOf, type Rule } from "../src/matching/instance/objectives.ts"
import { checkCertificate } from "../src/matching/referee/checkCertificate.ts"
import { findingsOf } from "../src/matching/referee/findings.ts"
import { recount } from "../src/matching/referee/recount.ts"
import type { SolveResult } from "../src/matching/referee/SolveResult.ts"
import { Outcome, type Solved } from "../src/matching/solver/Outcome.ts"
import { resultOf } from "../src/matching/solver/resultOf.ts"
import { Solver } from "../src/matching/solver/Solver.ts"
import { instanceOf, type Subject } from "./instanceOf.ts"
import { median, peakMB } from "./measure.ts"

export interface EngineInput {
  readonly subject: Subject
  readonly rule: Rule
  /** Accepted gap. */
  readonly gap: number
  /** Relaxations and certificate checks timed, of which the median counts; 0 leaves the relaxation out. */
  readonly runs: number
  /** Stop after the relaxation. */
  readonly onlyRelaxation?: boolean
}

export interface EngineRow {
  readonly lpSeconds: number | null
  readonly lpBound: number | null
  /** After the first relaxation, the instance included. */
  readonly lpRssMb: number
  readonly seconds: number | null
  readonly rssMb: number
  readonly status: string
  readonly objective: number | null
  readonly bound: number | null
  readonly gap: number | null
  readonly certifiedGap: number | null
  readonly checkMs: number | null
  readonly wrong: ReadonlyArray<string>
}

const seconds = (from: number): number => (performance.now() - from) / 1000

async function timeRelaxation(instance: Instance, { rule, runs }: EngineInput) {
  const highs = await loadHighs()
  const times: Array<number> = []
  let bound = Number.NaN
  let lpRssMb = 0
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    const choices = choicesOf(instance)
    const objective = objectivesOf(choices, rule).at(-1)!
    bound = relaxation(highs, { choices, objective, targets: [], timeLeftMs: () => Number.POSITIVE_INFINITY }).bound
    times.push(seconds(started))
    if (run === 0) lpRssMb = peakMB()
  }
  return { lpSeconds: median(times), lpBound: bound / instance.scale, lpRssMb }
}

/** Times the re-check of the certificate in a warm process, as a service that checks many would. */
function timeCheck(
  instance: Instance,
  solved: Solved
): { readonly checkMs: number; readonly problems: ReadonlyArray<string> } {
  fingerprintOf(instance)
  const times: Array<number> = []
  let problems: ReadonlyArray<string> = []
  for (let run = 0; run < 5; run++) {
    const started = performance.now()
    problems = checkCertificate(instance, solved.certificate).problems
    times.push(1000 * seconds(started))
  }
  return { checkMs: median(times), problems }
}

function wrongIn(instance: Instance, rule: Rule, result: SolveResult, solved: Solved): ReadonlyArray<string> {
  const count = recount(instance, rule, solved.plan)
  return [
    ...findingsOf(instance, solved.plan).map(({ _tag }) => `the plan breaks a rule: ${_tag}`),
    ...(count.objective === solved.objective ? [] : [`the objective is ${count.objective}, not ${solved.objective}`]),
    ...(solved.bound >= solved.objective ? [] : ["the bound is below the objective"]),
    ...(result.certifiedGap !== null && result.certifiedGap >= 0 ? [] : ["the certified bound is below the objective"])
  ]
}

async function timePlan(instance: Instance, { gap, rule }: EngineInput) {
  const solve = Effect.flatMap(Solver, (solver) => solver.solve(instance, { rule, gap, seed: 1 }))
  const started = performance.now()
  const outcome = await Effect.runPromise(Effect.provide(solve, layer))
  const taken = seconds(started)
  const rssMb = peakMB()
  const result = resultOf(instance, outcome, { rule, gapLimit: gap, seed: 1, solver: "decomposition", seconds: taken })
  const { bound, certifiedGap, gap: found, objective, status } = result
  const base = { seconds: taken, rssMb, status, objective, bound, gap: found, certifiedGap }
  if (!Outcome.$is("Optimal")(outcome) && !Outcome.$is("FeasibleAtLimit")(outcome))
    return { ...base, checkMs: null, wrong: [`it ended with ${outcome._tag}`] }
  const { checkMs, problems } = timeCheck(instance, outcome)
  return { ...base, checkMs, wrong: [...wrongIn(instance, rule, result, outcome), ...problems] }
}

const input = JSON.parse(process.argv[2] ?? "{}") as EngineInput
const instance = await instanceOf(input.subject)
const lp =
  input.runs === 0 ? { lpSeconds: null, lpBound: null, lpRssMb: peakMB() } : await timeRelaxation(instance, input)
const notAsked = {
  seconds: null,
  rssMb: lp.lpRssMb,
  status: "not asked",
  objective: null,
  bound: null,
  gap: null,
  certifiedGap: null,
  checkMs: null,
  wrong: []
}
const plan = input.onlyRelaxation === true ? notAsked : await timePlan(instance, input)
process.stdout.write(JSON.stringify({ ...lp, ...plan } satisfies EngineRow), () => process.exit(0))
