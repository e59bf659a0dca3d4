/** A solve's progress on stderr: one line that is written over on a terminal, or one JSON document a line for programs. */
import { styleText } from "node:util"
import type { Phase, Progress } from "../matching/solver/Progress.ts"

const words: Readonly<Record<Phase, string>> = {
  reading: "finding the pairs that can be used",
  prices: "finding prices",
  plan: "looking for a plan",
  patterns: "proving place by place",
  proof: "branch and bound",
  ties: "breaking ties"
}

const amount = (value: number | null): string => (value === null ? "–" : value.toFixed(4))

const lineOf = ({ bound, gap, incumbent, objective, phase }: Progress): string => {
  const level = objective === "" || objective === "score" ? "" : ` (${objective})`
  const known = `best ${amount(incumbent)} · bound ${amount(bound)}`
  return `… ${words[phase]}${level} · ${known}${gap === null ? "" : ` · gap ${(100 * gap).toFixed(4)} %`}`
}

export interface ProgressLine {
  readonly show: (progress: Progress) => void
  readonly clear: () => void
}

/** `asJson`: wanted by a program; otherwise only a terminal gets to see anything. */
export const progressLine = (asJson: boolean): ProgressLine | undefined => {
  if (asJson)
    return { show: (progress) => process.stderr.write(`${JSON.stringify(progress)}\n`), clear: () => undefined }
  if (!process.stderr.isTTY) return undefined
  const width = process.stderr.columns ?? 80
  return {
    show: (progress) => process.stderr.write(`\r\u001b[2K${styleText("dim", lineOf(progress).slice(0, width - 1))}`),
    clear: () => process.stderr.write("\r\u001b[2K")
  }
}
