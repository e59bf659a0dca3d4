/**
 * DUF number: yyyy + six-digit serial + two control digits. A real number has control = (Σ digit·weight) mod 11; a
 * synthetic one has the same control + 50, so that it can never be somebody's. Everything else is refused.
 * Algorithm: SSB's KOSTRA control program.
 */
import { Schema } from "effect"

const weights = [4, 6, 3, 2, 4, 6, 3, 2, 7, 5] as const
const controlOf = (firstTen: string): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(firstTen[i]), 0) % 11

export type DufKind = "real" | "synthetic"

/** Which kind of number the twelve digits are, or null when they are no DUF number at all. */
export const dufKind = (text: string): DufKind | null => {
  if (!/^\d{12}$/.test(text)) return null
  const control = Number(text.slice(10))
  const expected = controlOf(text.slice(0, 10))
  if (control === expected) return "real"
  return control === expected + 50 ? "synthetic" : null
}

/** The synthetic number of a year and a serial, for fixtures and the cohort generator. */
export const syntheticDuf = (year: number, serial: number): string => {
  const firstTen = `${String(year).padStart(4, "0")}${String(serial).padStart(6, "0")}`
  return `${firstTen}${String(controlOf(firstTen) + 50)}`
}

const numberOf = (kind: DufKind) =>
  Schema.String.check(
    Schema.isPattern(/^\d{12}$/u),
    Schema.makeFilter(
      (text: string) => dufKind(text) === kind || `a ${kind} DUF number (12 digits, right control digits)`
    )
  )

export const Duf = Schema.Union([
  Schema.TaggedStruct("real", { number: numberOf("real") }),
  Schema.TaggedStruct("synthetic", { number: numberOf("synthetic") })
]).annotate({
  identifier: "Duf",
  description: "DUF number; synthetic ones are refused in production, real ones in demo"
})
export type Duf = typeof Duf.Type
