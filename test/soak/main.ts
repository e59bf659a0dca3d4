/**
 * `npm run soak -- --minutes N`: runs the security cases again and again with new seeds and more repetitions until the time
 * is up, and writes docs/soak.md. `--resume` adds to the last report. `--once` runs each as npm test does, and writes nothing.
 * Ends with 1 when anything failed.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Command } from "commander"
import { setting } from "../../bench/measure.ts"
import { print } from "../../src/commands/output.ts"
import { type SoakCase, soakCases } from "./cases.ts"
import { type Report, readReport, writeReport } from "./Report.ts"

interface Options {
  readonly minutes?: number
  readonly once: boolean
  readonly resume: boolean
  readonly times?: number
}

const vitest = "node_modules/vitest/vitest.mjs"

const command = new Command("soak")
  .description("repeat the security cases with new seeds until the time is up")
  .option("--minutes <n>", "how long", Number)
  .option("--once", "each case once, as npm test runs it, and how long all of them take", false)
  .option(
    "--times <n>",
    "repetitions of each case in one go, as a multiple of those of npm test; by default what fits the time",
    Number
  )
  .option("--resume", "add to the last report instead of starting anew", false)
  .parse()
const { minutes = 0, once, resume, times: asked } = command.opts<Options>()
if (!once && !(minutes > 0)) command.error("Give --minutes N, or --once.", { exitCode: 2 })

const runOnce = (): void => {
  const started = performance.now()
  const files = soakCases.map(({ file }) => file).filter((file) => !file.endsWith(".soak.ts"))
  const { status } = spawnSync(process.execPath, [vitest, "run", ...files], { stdio: "inherit" })
  print(`${files.length} files with the security cases: ${((performance.now() - started) / 1000).toFixed(0)} s`)
  process.exit(status ?? 1)
}
if (once) runOnce()

/** A file that is under way is ended: short soaks take short turns. */
const times = asked ?? Math.min(20, Math.max(1, Math.round(minutes / 6)))
const until = performance.now() + minutes * 60_000
const scratch = mkdtempSync(join(tmpdir(), "treff-soak-"))

let turns = 0

/** Runs one file once; what it repeated stands in the log of this turn alone. */
const run = ({ file }: SoakCase, seed: number) => {
  turns += 1
  const log = join(scratch, `${turns}.jsonl`)
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [vitest, "run", file], {
    env: { ...process.env, TREFF_SOAK: String(times), TREFF_SEED: String(seed), TREFF_SOAK_LOG: log },
    stdio: ["ignore", "ignore", "inherit"]
  })
  const lines = (() => {
    try {
      return readFileSync(log, "utf8").trim().split("\n")
    } catch {
      return []
    }
  })()
  const repetitions = lines.reduce((sum, line) => sum + (JSON.parse(line) as { count: number }).count, 0)
  return { passed: status === 0, repetitions, seconds: (performance.now() - started) / 1000 }
}

const now = () => new Date().toISOString()
const first = resume ? readReport() : undefined
const where = setting()
let report: Report = first ?? {
  commit: where.commit,
  machine: `${where.cpu}, ${where.cores} cores, node ${where.node}`,
  started: now(),
  ended: now(),
  files: {}
}
let failed = false

/** What is furthest from its goal comes first. */
const reached = ({ file, goal }: SoakCase) => (report.files[file]?.repetitions ?? 0) / goal
while (performance.now() < until) {
  const next = [...soakCases].sort((a, b) => reached(a) - reached(b))[0]
  if (next === undefined) break
  const before = report.files[next.file]
  const seed = 1 + (((before?.lastSeed ?? 0) * 48_271 + 11) % 2_147_483_647)
  const { passed, repetitions, seconds } = run(next, seed)
  failed ||= !passed
  report = {
    ...report,
    commit: where.commit,
    ended: now(),
    files: {
      ...report.files,
      [next.file]: {
        runs: (before?.runs ?? 0) + 1,
        repetitions: (before?.repetitions ?? 0) + (passed ? repetitions : 0),
        seconds: (before?.seconds ?? 0) + seconds,
        lastSeed: seed,
        failedWith: [...(before?.failedWith ?? []), ...(passed ? [] : [seed])]
      }
    }
  }
  writeReport(report)
  print(
    `${passed ? "✓" : "✗"} ${next.cases.padEnd(14)} ${String(repetitions).padStart(7)} in ${seconds.toFixed(0)} s, seed ${seed} · ${Math.max(0, Math.round((until - performance.now()) / 1000))} s left`
  )
}
rmSync(scratch, { recursive: true, force: true })
process.exitCode = failed ? 1 : 0
