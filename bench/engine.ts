/**
 * The engine against others, on the same instances in the same run: exact relaxations first, whole plans second, degenerate
 * problems third. Quality and speed stand in columns of their own; an answer that is wrong fails the bench.
 */
import { spawnSync } from "node:child_process"
import { runCase } from "./childCase.ts"
import type { EngineInput, EngineRow } from "./engineCase.ts"
import type { InstanceKind } from "./generateInstance.ts"
import { nameOf, type Subject } from "./instanceOf.ts"
import type { Bench, BenchOptions, Row } from "./main.ts"
import { rounded } from "./measure.ts"
import type { Rival, RivalInput, RivalRow } from "./rivalCase.ts"

const rivalCap = 20
const generous = 1200
const relaxationsEqual = 1e-9

const kind = (households: number, locations: number, rest: Partial<InstanceKind> = {}): Subject => ({
  kind: { households, locations, seed: 1, slack: 1.1, ...rest }
})

interface Case {
  readonly subject: Subject
  readonly rivals: ReadonlyArray<Rival>
  readonly gap?: number
  readonly onlyRelaxation?: boolean
  /** Degenerate problems are about plans only. */
  readonly runs?: number
}

const seeds = [1, 2, 3] as const

const usualCases: ReadonlyArray<Case> = [
  { subject: kind(30, 15), rivals: ["javascript-lp-solver"], gap: 0 },
  { subject: kind(150, 60), rivals: ["highs lp", "highs mip", "cbc lp", "cbc mip"], gap: 0 },
  { subject: kind(150, 357), rivals: ["highs lp"], gap: 0 },
  ...seeds.map(
    (seed): Case => ({ subject: kind(700, 357, { seed }), rivals: seed === 1 ? ["highs lp", "cbc lp"] : [] })
  ),
  { subject: kind(700, 357, { slack: 0.5 }), rivals: [], runs: 0 },
  { subject: kind(700, 357, { slack: 5 }), rivals: [], runs: 0 },
  { subject: kind(700, 357, { scores: "equal" }), rivals: [], runs: 0 },
  { subject: kind(700, 357, { scores: "identical" }), rivals: [], runs: 0 },
  { subject: kind(700, 357, { scores: "filled" }), rivals: [], runs: 0 },
  { subject: kind(3000, 357), rivals: ["highs lp"] },
  { subject: kind(20_000, 357), rivals: [] }
]

const largeCases: ReadonlyArray<Case> = [
  { subject: kind(700, 357, { slack: 1.3 }), rivals: ["highs lp", "highs mip"] },
  ...([2, 3] as const).map((seed): Case => ({ subject: kind(3000, 357, { seed }), rivals: ["highs lp"] })),
  ...([2, 3] as const).map((seed): Case => ({ subject: kind(20_000, 357, { seed }), rivals: [] })),
  { subject: kind(100_000, 357), rivals: [], runs: 1 }
]

const hasCbc = (): boolean => spawnSync("cbc", ["-quit"], { stdio: "ignore" }).error === undefined

const number = (value: number | null, digits = 3): number | null => (value === null ? null : rounded(value, digits))

interface Measured {
  readonly rows: ReadonlyArray<Row>
  readonly wrong: ReadonlyArray<string>
}

function ownRow(name: string, row: EngineRow): Row {
  return {
    instance: name,
    solver: "decomposition",
    lpSeconds: number(row.lpSeconds),
    lpBound: number(row.lpBound, 12),
    lpRssMb: row.lpSeconds === null ? null : row.lpRssMb,
    seconds: number(row.seconds),
    rssMb: row.rssMb,
    status: row.status,
    objective: number(row.objective, 12),
    bound: number(row.bound, 12),
    gap: number(row.gap, 4),
    certifiedGap: number(row.certifiedGap, 4),
    checkMs: number(row.checkMs)
  }
}

function rivalRow(name: string, rival: Rival, row: RivalRow, own: EngineRow): Row {
  const isLp = rival.endsWith(" lp")
  const mine = isLp ? own.lpSeconds : own.seconds
  return {
    instance: name,
    solver: rival,
    ...(isLp
      ? { lpSeconds: number(row.seconds), lpBound: number(row.value, 12) }
      : { seconds: number(row.seconds), objective: number(row.value, 12), bound: number(row.bound, 12) }),
    rssMb: row.rssMb,
    status: row.finished ? "optimal" : `stopped at ${rivalCap} s`,
    timesAsLong: mine === null ? null : rounded(row.seconds / mine),
    sameOptimum: row.finished ? isSame(rival, row, own) : null
  }
}

/** A finished rival must agree: on the relaxation to 1e-9, on the plan within our own bounds. */
function isSame(rival: Rival, row: RivalRow, own: EngineRow): boolean {
  if (row.value === null) return false
  if (rival.endsWith(" lp"))
    return (
      own.lpBound !== null && Math.abs(row.value - own.lpBound) <= relaxationsEqual * Math.max(1, Math.abs(own.lpBound))
    )
  const slack = 1e-6 * Math.max(1, Math.abs(row.value))
  return (
    own.objective !== null && own.bound !== null && row.value <= own.bound + slack && row.value + slack >= own.objective
  )
}

async function measure(one: Case, rivalSeconds: number, cbc: boolean): Promise<Measured> {
  const { gap = 1e-4, onlyRelaxation = false, rivals, runs = 3, subject } = one
  const name = nameOf(subject)
  const input: EngineInput = { subject, rule: "priced", gap, runs, onlyRelaxation }
  const own = await runCase<EngineRow>("./engineCase.ts", input, generous)
  if ("ended" in own)
    return {
      rows: [{ instance: name, solver: "decomposition", status: own.problem }],
      wrong: [`${name}: ${own.problem}`]
    }
  const rows: Array<Row> = [ownRow(name, own.row)]
  const wrong = own.row.wrong.map((sentence) => `${name}: ${sentence}`)
  for (const rival of rivals.filter((one) => cbc || !one.startsWith("cbc"))) {
    const asked: RivalInput = { subject, rival, rule: "priced", limitSeconds: rivalSeconds }
    const end = await runCase<RivalRow>("./rivalCase.ts", asked, rivalSeconds + 60)
    if ("ended" in end) {
      rows.push({
        instance: name,
        solver: rival,
        status: end.ended === "time" ? `stopped at ${rivalSeconds} s` : end.problem
      })
      continue
    }
    const row = rivalRow(name, rival, end.row, own.row)
    rows.push(row)
    if (row.sameOptimum === false) wrong.push(`${name}: ${rival} finds ${end.row.value}, which does not agree`)
  }
  return { rows, wrong }
}

export async function benchEngine({ full, instance }: BenchOptions): Promise<Bench> {
  const cbc = hasCbc()
  const cases = [
    ...usualCases,
    ...(full ? largeCases : []),
    ...(instance === undefined ? [] : [{ subject: { file: instance }, rivals: ["highs lp"] } satisfies Case])
  ]
  const rows: Array<Row> = []
  const wrong: Array<string> = []
  for (const one of cases) {
    process.stderr.write(`… ${nameOf(one.subject)}\n`)
    const measured = await measure(one, full ? generous : rivalCap, cbc)
    rows.push(...measured.rows)
    wrong.push(...measured.wrong)
  }
  return { rows, wrong }
}
