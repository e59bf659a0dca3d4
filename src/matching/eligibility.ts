/**
 * Which municipalities a household may be placed in, and why not the others: hard criteria, what the round gives, what
 * officers have decided, and protected areas. Every pair left out has one first reason and all reasons on request.
 */
import type { HardCriterionId } from "../domain/Criterion.ts"
import type { Household } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Round, RoundCapacity } from "../domain/Round.ts"
import { isFixed } from "../domain/Route.ts"
import type { HardCriterion, Verdict } from "./Criterion.ts"
import { hardCriteria } from "./criteria/index.ts"
import { parameter } from "./parameters.ts"
import { seededOrder } from "./seed.ts"
import type { Evidence, Place, World } from "./World.ts"

export interface Exclusion {
  readonly criterion: HardCriterionId
  readonly evidence: ReadonlyArray<Evidence>
}

export interface Eligibility {
  /** By place: number of hard criteria nobody has confirmed; −1 = not eligible. */
  readonly state: Int8Array
  /** Not eligible for a reason other than the places of this round: such a place can never be the household's best. */
  readonly everEligible: Uint8Array
  exclusionsAt(place: Place): ReadonlyArray<Exclusion>
  questionsAt(place: Place): ReadonlyArray<string>
}

export interface RoundRules {
  readonly capacities: ReadonlyMap<MunicipalityCode, RoundCapacity>
  readonly locks: ReadonlyMap<HouseholdId, MunicipalityCode>
  readonly forbids: ReadonlyMap<HouseholdId, ReadonlySet<MunicipalityCode>>
  /** Where a household it must not meet has agreed to settle itself: nobody moves that one any more (S3, S8). */
  readonly keptFrom: ReadonlyMap<HouseholdId, ReadonlyArray<MunicipalityCode>>
  readonly seed: number
}

const keptFrom = (round: Round): RoundRules["keptFrom"] => {
  const agreed = new Map(
    round.ordinary.filter((one) => isFixed(one.route)).map((one) => [one.id, one.fixedMunicipality])
  )
  const meetings = round.protectedPairs.flatMap(([a, b]) => [
    { one: a, at: agreed.get(b) },
    { one: b, at: agreed.get(a) }
  ])
  return new Map(
    [...Map.groupBy(meetings, ({ one }) => one)].map(([one, all]) => [one, all.flatMap(({ at }) => at ?? [])])
  )
}

export const roundRules = (round: Round): RoundRules => ({
  capacities: new Map(round.capacities.map((capacity) => [capacity.municipality, capacity])),
  locks: new Map(round.locks.map((lock) => [lock.household, lock.municipality])),
  forbids: new Map(
    [...Map.groupBy(round.forbids, (forbid) => forbid.household)].map(([household, forbids]) => [
      household,
      new Set(forbids.map((forbid) => forbid.municipality))
    ])
  ),
  keptFrom: keptFrom(round),
  seed: round.seed
})

/** Regions a household is kept out of for protection, and two decoys drawn by seed, so that none stands out (S3). */
export const protectedRegions = (household: Household, world: World, rules: RoundRules): ReadonlySet<string> => {
  const codes = [...(household.protection?.awayFrom ?? []), ...(rules.keptFrom.get(household.id) ?? [])]
  const named = codes.flatMap((code) => world.byCode.get(code)?.region.id ?? [])
  if (named.length === 0) return new Set()
  const regions = [...new Set(world.places.map((place) => place.region.id))].filter((id) => !named.includes(id))
  return new Set([
    ...named,
    ...seededOrder(regions, `${rules.seed} ${household.id}`).slice(0, parameter("decoyRegions"))
  ])
}

/** Persons the round can take in this lane; null when the municipality has decided nothing and may not be asked. */
const placesIn = (household: Household, place: Place, rules: RoundRules): number | null => {
  const capacity = rules.capacities.get(place.code)
  if (place.municipality.freePlaces.decided === null && capacity?.askable !== true) return null
  if (household.minor === undefined) return capacity?.places ?? 0
  const form = household.minor.careForms[0]
  return capacity?.minorPlaces?.find((one) => one.form === form)?.places ?? 0
}

type Verdicts = ReadonlyArray<{ readonly criterion: HardCriterion; readonly at: (place: Place) => Verdict }>

const verdictsOf = (household: Household, world: World): Verdicts =>
  hardCriteria.flatMap((criterion) => {
    const subject = criterion.concern(household, world)
    return subject === null ? [] : [{ criterion, at: (place: Place) => criterion.evaluate(subject, place, world) }]
  })

export const eligibilityOf = (household: Household, world: World, rules: RoundRules): Eligibility => {
  const verdicts = verdictsOf(household, world)
  const away = protectedRegions(household, world, rules)
  const lock = rules.locks.get(household.id)
  const forbidden = rules.forbids.get(household.id)

  const lasting = (place: Place): ReadonlyArray<Exclusion> => [
    ...(lock !== undefined && lock !== place.code ? [{ criterion: "lock" as const, evidence: [] }] : []),
    ...(forbidden?.has(place.code) ? [{ criterion: "forbid" as const, evidence: [] }] : []),
    ...(away.has(place.region.id) ? [{ criterion: "protected-area" as const, evidence: [] }] : []),
    ...verdicts.flatMap(({ criterion, at }) => {
      const verdict = at(place)
      return verdict._tag === "not-met" ? [{ criterion: criterion.id, evidence: verdict.evidence }] : []
    })
  ]
  const byRound = (place: Place): ReadonlyArray<Exclusion> => {
    const places = placesIn(household, place, rules)
    if (places === null) return [{ criterion: "not-decided", evidence: [] }]
    return places < household.persons ? [{ criterion: "places", evidence: [] }] : []
  }
  const questionsAt = (place: Place): ReadonlyArray<string> =>
    verdicts.flatMap(({ at }) => {
      const verdict = at(place)
      return verdict._tag === "unknown" ? verdict.questions : []
    })

  const state = new Int8Array(world.places.length)
  const everEligible = new Uint8Array(world.places.length)
  for (const place of world.places) {
    const lastingly = lasting(place).length === 0
    everEligible[place.index] = lastingly ? 1 : 0
    state[place.index] = lastingly && byRound(place).length === 0 ? questionsAt(place).length : -1
  }
  return { state, everEligible, exclusionsAt: (place) => [...lasting(place), ...byRound(place)], questionsAt }
}
