/** What the soak has seen so far: per file repetitions, seconds, seeds and failures. Kept as JSON, shown as a table. */
import { readFileSync, writeFileSync } from "node:fs"
import { type SoakCase, soakCases } from "./cases.ts"

interface Counted {
  readonly runs: number
  readonly repetitions: number
  readonly seconds: number
  readonly lastSeed: number
  /** Seeds with which it failed; each is to be looked into. */
  readonly failedWith: ReadonlyArray<number>
}

export interface Report {
  readonly commit: string
  readonly machine: string
  readonly started: string
  readonly ended: string
  readonly files: Readonly<Record<string, Counted>>
}

const jsonFile = new URL("../../docs/soak.json", import.meta.url)
const tableFile = new URL("../../docs/soak.md", import.meta.url)

export const readReport = (): Report | undefined => {
  try {
    return JSON.parse(readFileSync(jsonFile, "utf8"))
  } catch {
    return undefined
  }
}

const rowOf = ({ cases, file, goal, what }: SoakCase, { files }: Report): string => {
  const counted = files[file]
  const repetitions = counted?.repetitions ?? 0
  const share = `${Math.min(100, Math.round((100 * repetitions) / goal))} %`
  const seeds = counted === undefined || counted.failedWith.length === 0 ? "–" : counted.failedWith.join(", ")
  return `| ${cases} | ${what} | ${repetitions} | ${goal} | ${share} | ${Math.round(counted?.seconds ?? 0)} | ${counted?.lastSeed ?? "–"} | ${seeds} |`
}

export const writeReport = (report: Report): void => {
  writeFileSync(jsonFile, `${JSON.stringify(report, undefined, 2)}\n`)
  const lines = [
    "# Soak",
    "",
    `Commit ${report.commit}, ${report.machine}, ${report.started} to ${report.ended}. Made by \`npm run soak -- --minutes N\`;`,
    "`--resume` adds to it. The goal is what shall have been repeated before a release.",
    "",
    "| cases | what | repetitions | goal | reached | seconds | last seed | failed with seed |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ...soakCases.map((one) => rowOf(one, report)),
    ""
  ]
  writeFileSync(tableFile, lines.join("\n"))
}
