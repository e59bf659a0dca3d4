/**
 * Age bands of a request (S23): about five years, then about ten, then adult or child. Each band lies inside one of the next,
 * and 18 is an edge on every level, since services part there. From 80 all are one band.
 */
import type { RequestDisclosure } from "./RequestDisclosure.ts"

type Ages = NonNullable<RequestDisclosure["ages"]>
type Starts = ReadonlyArray<number>

export const fiveYears: Starts = [0, 5, 10, 15, 18, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80]
export const tenYears: Starts = [0, 10, 18, 30, 40, 50, 60, 70, 80]
export const adultOrChild: Starts = [0, 18]

export const ageBands = (ages: ReadonlyArray<number>, starts: Starts): Ages =>
  starts.flatMap((from, i) => {
    const next = starts[i + 1]
    const persons = ages.filter((age) => age >= from && (next === undefined || age < next)).length
    return persons === 0 ? [] : [{ from, to: next === undefined ? null : next - 1, persons }]
  })

/** Wider bands from narrower ones. */
export const widened = (ages: Ages | null, starts: Starts): Ages | null =>
  ages === null
    ? null
    : ageBands(
        ages.flatMap((band) => Array.from({ length: band.persons }, () => band.from)),
        starts
      )
