/**
 * The round as it must be solved while requests are under way: who has been asked or has a yes stays, who was declined
 * does not come back there, and a municipality out of places gets nobody new.
 */
import type { HouseholdId } from "../../domain/Ids.ts"
import type { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { type PairChoice, Round } from "../../domain/Round.ts"

export interface Answered {
  readonly household: HouseholdId
  readonly municipality: MunicipalityCode
  readonly state: "open" | "accepted" | "declined" | "expired" | "withdrawn"
  /** Code of a decline (S6). */
  readonly code?: string
}

const pairKey = ({ household, municipality }: Pick<PairChoice, "household" | "municipality">) =>
  `${household} ${municipality}`

const withoutTwins = (pairs: ReadonlyArray<PairChoice>): ReadonlyArray<PairChoice> => [
  ...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()
]

export const roundUnderway = (
  round: Round,
  answered: ReadonlyArray<Answered>,
  /** Households that have left the round: refused, reversed, expired, withdrawn. */
  gone: ReadonlySet<HouseholdId>
): Round => {
  const kept = answered.filter(
    ({ household, state }) => (state === "open" || state === "accepted") && !gone.has(household)
  )
  const settledFor = new Set(kept.map(({ household }) => household))
  const declined = answered.filter(({ household, state }) => state === "declined" && !settledFor.has(household))
  const refused = new Set(declined.map(pairKey))
  const full = new Set(declined.filter(({ code }) => code === "no-places").map(({ municipality }) => municipality))
  const persons = new Map(round.households.map((household) => [household.id, household]))
  const takenAt = (code: MunicipalityCode, lane: "ordinary" | "minors") =>
    kept
      .filter(({ municipality }) => municipality === code)
      .map(({ household }) => persons.get(household))
      .filter((household) => household?.lane === lane)
      .reduce((sum, household) => sum + (household?.persons ?? 0), 0)

  return new Round({
    ...round,
    households: round.households.filter(({ id }) => !gone.has(id)),
    locks: [
      // A lock to a municipality that said no would contradict the no.
      ...round.locks.filter(
        (lock) => !settledFor.has(lock.household) && !gone.has(lock.household) && !refused.has(pairKey(lock))
      ),
      ...kept.map(({ household, municipality }) => ({ household, municipality }))
    ],
    forbids: withoutTwins([
      ...round.forbids.filter(({ household }) => !settledFor.has(household) && !gone.has(household)),
      ...declined
        .filter(({ household }) => !gone.has(household))
        .map(({ household, municipality }) => ({ household, municipality }))
    ]),
    announced: withoutTwins([
      ...round.announced.filter(({ household }) => !settledFor.has(household) && !gone.has(household)),
      ...kept.map(({ household, municipality }) => ({ household, municipality }))
    ]),
    protectedPairs: round.protectedPairs.filter((pair) => !pair.some((id) => gone.has(id))),
    capacities: round.capacities.map((capacity) =>
      full.has(capacity.municipality)
        ? { ...capacity, places: takenAt(capacity.municipality, "ordinary"), minimum: 0 }
        : capacity
    )
  })
}
