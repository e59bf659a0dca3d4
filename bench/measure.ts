/** What every bench states beside its rows: machine and commit; and how it counts: medians. */
import { execFileSync } from "node:child_process"
import { availableParallelism, cpus, totalmem } from "node:os"

export interface Setting {
  readonly cpu: string
  readonly cores: number
  readonly memoryGB: number
  readonly node: string
  readonly commit: string
}

function commitOf(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    }).trim()
  } catch {
    return "unknown"
  }
}

export const setting = (): Setting => ({
  cpu: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryGB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  commit: commitOf()
})

export function median(values: ReadonlyArray<number>): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits))

/** Most memory this process has held so far, in MB. */
export const peakMB = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
