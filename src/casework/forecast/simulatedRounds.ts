/**
 * Which rounds a forecast simulates: one a month for every seed, each with the persons expected that month. Whoever runs the
 * job draws the cohort of each and solves it; this ring neither draws nor solves.
 */
import { IsoDate } from "../../domain/IsoDate.ts"

export interface ExpectedMonth {
  /** `2026-07` */
  readonly month: string
  readonly persons: number
}

export interface SimulatedRound {
  /** Rounds of one run belong to one simulated future. */
  readonly run: number
  /** Of the cohort: another one in every round of every run. */
  readonly seed: number
  readonly persons: number
  readonly date: IsoDate
  readonly nextRound: IsoDate
}

const firstOf = (month: string): IsoDate => IsoDate.make(`${month}-01`)

const following = (month: string): string => {
  const year = Number(month.slice(0, 4))
  const number = Number(month.slice(5))
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`
}

/** Far more rounds than a run has, so that the seeds of two runs never meet. */
const roundsApart = 1000

export const simulatedRounds = (
  expected: ReadonlyArray<ExpectedMonth>,
  seeds: ReadonlyArray<number>
): ReadonlyArray<SimulatedRound> =>
  seeds.flatMap((seed, run) =>
    expected.flatMap(({ month, persons }, round) =>
      persons === 0
        ? []
        : [
            {
              run,
              seed: seed * roundsApart + round,
              persons,
              date: firstOf(month),
              nextRound: firstOf(following(month))
            }
          ]
    )
  )
