/**
 * Ids of equal length, so that none begins another and none occurs inside another text of the file, and synthetic DUF
 * numbers, which can never be somebody's.
 */
import { syntheticDuf } from "../../domain/Duf.ts"

/** First free numbers, where other households of the same round come before. */
export interface First {
  readonly household: number
  readonly person: number
}

export const fromTheStart: First = { household: 1, person: 1 }

const width = (last: number): number => Math.max(4, String(last).length)

export const householdIds = (first: number, count: number): ReadonlyArray<string> => ids("H", first, count)
export const personIds = (first: number, count: number): ReadonlyArray<string> => ids("P", first, count)

const ids = (letter: string, first: number, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => `${letter}-${String(first + i).padStart(width(first + count - 1), "0")}`)

/** The person's number is the serial: one person, one DUF number. */
export const dufOf = (permitOn: string, person: number) =>
  ({ _tag: "synthetic", number: syntheticDuf(Number(permitOn.slice(0, 4)), person) }) as const
