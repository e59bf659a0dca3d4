/** What commands write: results to stdout, everything else to stderr. One JSON document with `--json`, nothing beside it. */
import { styleText } from "node:util"

export const print = (text: string): void => {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`)
}

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))

export const note = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** Progress of long work, on a terminal only. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) note(styleText("dim", `… ${text}`))
}

export const columns = (): number => process.stdout.columns ?? 120

export const colour = (): boolean => process.stdout.isTTY === true && process.env.NO_COLOR === undefined
