/** A synthetic round of a wished size, calibrated to published figures, with the comparison that shows how closely. */
import type { IsoDate } from "../../domain/IsoDate.ts"
import type { MunicipalityFile } from "../../domain/Municipality.ts"
import { allotPlaces } from "./capacities.ts"
import { compareMargins } from "./compare.ts"
import { lanesOf } from "./composition.ts"
import type { RoundEncoded } from "./encoded.ts"
import { generateHouseholds } from "./households.ts"
import type { MarginRow } from "./Margin.ts"
import { fromTheStart } from "./numbering.ts"

export interface CohortRequest {
  readonly persons: number
  readonly seed: number
  readonly date: IsoDate
  readonly nextRound: IsoDate
  readonly municipalities: MunicipalityFile["municipalities"]
  /** For a cohort of a whole year: places are the anmodning of this year instead of what is free on the day. */
  readonly requestedFor?: number | undefined
}

export interface Cohort {
  readonly round: RoundEncoded
  readonly margins: ReadonlyArray<MarginRow>
}

export const generateCohort = (request: CohortRequest): Cohort => {
  const { persons, seed, date, nextRound, municipalities, requestedFor } = request
  const capacities = allotPlaces({ municipalities, ...lanesOf(persons), seed, requestedFor })
  const year = requestedFor === undefined ? "" : `-${requestedFor}`
  const basis = requestedFor === undefined ? "" : `, places as requested for ${requestedFor}`
  const round: RoundEncoded = {
    format: "treff-round/1",
    id: `synthetic-${persons}-${seed}${year}`,
    name: `Synthetic cohort of ${persons} persons, seed ${seed}${basis}`,
    synthetic: true,
    date,
    nextRound,
    seed,
    households: generateHouseholds({ persons, seed, date, municipalities, capacities, first: fromTheStart }),
    capacities,
    locks: [],
    forbids: [],
    protectedPairs: [],
    announced: []
  }
  return { round, margins: compareMargins(round) }
}
