/** Fit is counted in whole points: 1 000 000 points are one person's perfect fit (D6). Sums are exact in any order. */
import { Schema } from "effect"

export const Points = Schema.Int.annotate({
  identifier: "Points",
  description: "1 000 000 = one person's perfect fit"
}).pipe(Schema.brand("Points"))
export type Points = typeof Points.Type

export const pointsPerPerson = 1_000_000
