/**
 * Owns how often a repeated case is run, and tells the soak how often it was. Refuses a multiplier that is no whole number
 * above zero.
 */
import { appendFileSync } from "node:fs"
import { expect } from "vitest"

const multiplierOf = (text: string): number => {
  const multiplier = Number(text)
  if (Number.isInteger(multiplier) && multiplier >= 1) return multiplier
  throw new Error("TREFF_SOAK is no whole number above zero. Set it to a multiplier such as 10, or leave it out.")
}

const told = new Set<string>()

/** A test that asks again, as the condition of a loop does, is counted once. */
const tell = (log: string, count: number): void => {
  const { currentTestName: test = "before the tests", testPath = "" } = expect.getState()
  const key = `${testPath} ${test} ${count}`
  if (told.has(key)) return
  told.add(key)
  appendFileSync(log, `${JSON.stringify({ test, count })}\n`)
}

/** The least number a case asks for; `TREFF_SOAK=10` runs ten times as many. */
export const repetitions = (least: number): number => {
  const count = least * multiplierOf(process.env.TREFF_SOAK ?? "1")
  const log = process.env.TREFF_SOAK_LOG
  if (log !== undefined) tell(log, count)
  return count
}

/** The same for a case that takes long and runs on both databases: half on each. */
export const repetitionsOnBoth = (least: number): number => repetitions(Math.ceil(least / 2))
