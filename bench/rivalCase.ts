/**
 * One rival on one instance, in this process: `{subject, rival, rule, limitSeconds}` in, seconds and answers out. Building the
 * model is not timed. Every plan goes through the referee; a rival that finds none in its time says so.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import loadHighs from "highs"
import { ColumnList, createModel, factorOf, rowFactors, scaledRows } from "../src/matching/highs/matrix.ts"
import { choicesOf } from "../src/matching/instance/choices.ts"
import type { Instance } from "../src/matching/instance/Instance.ts"
import { type Objective, objectivesOf, type Rule } from "../src/matching/instance/objectives.ts"
import * as JslpSolver from "../src/matching/jslp/JslpSolver.ts"
import { type Formulation, formulate } from "../src/matching/solver/formulation.ts"
import { Solver } from "../src/matching/solver/Solver.ts"
import { instanceOf, type Subject } from "./instanceOf.ts"
import { lpTextOf } from "./lpText.ts"
import { peakMB } from "./measure.ts"

export type Rival = "highs lp" | "highs mip" | "javascript-lp-solver" | "cbc lp" | "cbc mip"

export interface RivalInput {
  readonly subject: Subject
  readonly rival: Rival
  readonly rule: Rule
  readonly limitSeconds: number
}

export interface RivalRow {
  readonly seconds: number
  /** Optimum of the relaxation, or value of the best plan; in the units of the file. Null: nothing found. */
  readonly value: number | null
  readonly bound: number | null
  readonly finished: boolean
  readonly rssMb: number
}

function formulationOf(
  instance: Instance,
  rule: Rule
): { readonly formulation: Formulation; readonly objective: Objective } {
  const choices = choicesOf(instance)
  const objective = objectivesOf(choices, rule).at(-1)!
  return { formulation: formulate(choices, objective, []), objective }
}

/** The whole model, every pair a column, through the typed-array API with default options. */
async function byHighs(
  instance: Instance,
  rule: Rule,
  kind: "relaxed" | "whole",
  limitSeconds: number
): Promise<RivalRow> {
  const highs = await loadHighs()
  const { formulation, objective } = formulationOf(instance, rule)
  const factors = rowFactors(formulation)
  const columns = new ColumnList(factorOf(objective), factors)
  const { choices } = formulation
  for (let h = 0; h < instance.households.length; h++) {
    for (let k = choices.start[h]!; k < choices.start[h + 1]!; k++)
      columns.push(formulation.choiceColumn(h, k), "whole")
    columns.push(formulation.unplacedColumn(h), "whole")
  }
  for (const column of formulation.slackColumns) columns.push(column, "any")
  const model = createModel(highs, columns, scaledRows(formulation, factors), kind, { time_limit: limitSeconds })
  const started = performance.now()
  model.run()
  const seconds = (performance.now() - started) / 1000
  const unit = factorOf(objective) * objective.scale
  const finished = model.getModelStatus() === highs.constants.modelStatus.optimal
  const feasible = model.info.get("primal_solution_status") === highs.constants.solutionStatus.feasible
  const value = feasible && (kind === "whole" || finished) ? model.getObjectiveValue() / unit : null
  const dual = kind === "whole" ? Number(model.info.get("mip_dual_bound")) / unit : finished ? value : null
  return { seconds, value, bound: dual !== null && Number.isFinite(dual) ? dual : null, finished, rssMb: peakMB() }
}

async function byJslp(instance: Instance, rule: Rule, limitSeconds: number): Promise<RivalRow> {
  const started = performance.now()
  const solve = Effect.flatMap(Solver, (solver) =>
    solver.solve(instance, { rule, gap: 0, seed: 1, timeLimitMs: 1000 * limitSeconds })
  )
  const outcome = await Effect.runPromise(Effect.provide(solve, JslpSolver.layer))
  const seconds = (performance.now() - started) / 1000
  const found = outcome._tag === "Optimal" || outcome._tag === "FeasibleAtLimit" ? outcome : undefined
  return {
    seconds,
    value: found === undefined ? null : found.objective / instance.scale,
    bound: found === undefined ? null : found.bound / instance.scale,
    finished: outcome._tag === "Optimal",
    rssMb: peakMB()
  }
}

/** COIN-OR CBC from the command line, where there is one; its time includes reading the model. */
function byCbc(instance: Instance, rule: Rule, kind: "relaxed" | "whole", limitSeconds: number): RivalRow {
  const { formulation, objective } = formulationOf(instance, rule)
  const folder = mkdtempSync(join(tmpdir(), "bench-cbc-"))
  try {
    const [model, solution] = [join(folder, "model.lp"), join(folder, "solution.txt")]
    writeFileSync(model, lpTextOf(formulation, kind))
    const started = performance.now()
    spawnSync("cbc", [model, "seconds", String(limitSeconds), "solve", "solution", solution], { stdio: "ignore" })
    const seconds = (performance.now() - started) / 1000
    const head = /^(\S+).*objective value\s+(\S+)/.exec(readFileSync(solution, "utf8"))
    const value = head === null ? null : -Number(head[2]) / objective.scale
    return { seconds, value, bound: null, finished: head?.[1] === "Optimal", rssMb: peakMB() }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const input = JSON.parse(process.argv[2] ?? "{}") as RivalInput
const instance = await instanceOf(input.subject)
const { limitSeconds, rival, rule } = input
const kind = rival.endsWith("lp") && rival !== "javascript-lp-solver" ? "relaxed" : "whole"
const row =
  rival === "javascript-lp-solver"
    ? await byJslp(instance, rule, limitSeconds)
    : rival.startsWith("cbc")
      ? byCbc(instance, rule, kind, limitSeconds)
      : await byHighs(instance, rule, kind, limitSeconds)
process.stdout.write(JSON.stringify(row), () => process.exit(0))
