/**
 * Which municipalities a household may be placed in, and why not the others: hard criteria, what the round gives, what
 * officers have decided, and protected areas. Every pair left out has one first reason and all reasons on request.
 */
import type { CareForm } from "../domain/CareForm.ts"
import type { HardCriterionId } from "../domain/Criterion.ts"
import type { Household } from "../domain/Household.ts"
import type { HouseholdId } from "../domain/Ids.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Round, RoundCapacity } from "../domain/Round.ts"
import { isFixed } from "../domain/Route.ts"
import type { HardCriterion, Subject } from "./Criterion.ts"
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
  /** Locked to where they are announced: whatever has been declared since, they stay (S10). */
  readonly standing: ReadonlyMap<HouseholdId, MunicipalityCode>
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

const standing = ({ announced, locks }: Round): RoundRules["standing"] => {
  const announcedAt = new Map(announced.map(({ household, municipality }) => [household, municipality]))
  return new Map(
    locks
      .filter(({ household, municipality }) => announcedAt.get(household) === municipality)
      .map(({ household, municipality }) => [household, municipality])
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
  standing: standing(round),
  keptFrom: keptFrom(round),
  seed: round.seed
})

const nowhere: ReadonlySet<string> = new Set()

/** Regions a household is kept out of for protection, and two decoys drawn by seed, so that none stands out (S3). */
export const protectedRegions = (household: Household, world: World, rules: RoundRules): ReadonlySet<string> => {
  const codes = [...(household.protection?.awayFrom ?? []), ...(rules.keptFrom.get(household.id) ?? [])]
  if (codes.length === 0) return nowhere
  const named = codes.flatMap((code) => world.byCode.get(code)?.region.id ?? [])
  if (named.length === 0) return nowhere
  const regions = [...new Set(world.places.map((place) => place.region.id))].filter((id) => !named.includes(id))
  return new Set([
    ...named,
    ...seededOrder(regions, `${rules.seed} ${household.id}`).slice(0, parameter("decoyRegions"))
  ])
}

/** Persons the round can take in this lane; null when the municipality has decided nothing and may not be asked. */
const placesIn = (form: CareForm | undefined, place: Place, rules: RoundRules): number | null => {
  const capacity = rules.capacities.get(place.code)
  if (place.municipality.freePlaces.decided === null && capacity?.askable !== true) return null
  if (form === undefined) return capacity?.places ?? 0
  return capacity?.minorPlaces?.find((one) => one.form === form)?.places ?? 0
}

const formOf = (household: Household): CareForm | undefined => household.minor?.careForms[0]

interface Concerned {
  readonly criterion: HardCriterion
  readonly subject: Subject
}

const concernedOf = (household: Household, world: World): ReadonlyArray<Concerned> =>
  hardCriteria.flatMap((criterion) => {
    const subject = criterion.concern(household, world)
    return subject === null ? [] : [{ criterion, subject }]
  })

/** What officers and protection have decided about one household, besides hard criteria. */
interface Decided {
  readonly lock: MunicipalityCode | undefined
  readonly forbidden: ReadonlySet<MunicipalityCode> | undefined
  readonly away: ReadonlySet<string>
}

const decidedOf = (household: Household, world: World, rules: RoundRules): Decided => ({
  lock: rules.locks.get(household.id),
  forbidden: rules.forbids.get(household.id),
  away: protectedRegions(household, world, rules)
})

const decidedAgainst = ({ away, forbidden, lock }: Decided, place: Place): ReadonlyArray<Exclusion> => [
  ...(lock !== undefined && lock !== place.code ? [{ criterion: "lock" as const, evidence: [] }] : []),
  ...(forbidden?.has(place.code) ? [{ criterion: "forbid" as const, evidence: [] }] : []),
  ...(away.has(place.region.id) ? [{ criterion: "protected-area" as const, evidence: [] }] : [])
]

const failedAt = (concerned: ReadonlyArray<Concerned>, place: Place, world: World): ReadonlyArray<Exclusion> =>
  concerned.flatMap(({ criterion, subject }) => {
    const verdict = criterion.evaluate(subject, place, world)
    return verdict._tag === "not-met" ? [{ criterion: criterion.id, evidence: verdict.evidence }] : []
  })

const withoutRoom = (household: Household, place: Place, rules: RoundRules): ReadonlyArray<Exclusion> => {
  const places = placesIn(formOf(household), place, rules)
  if (places === null) return [{ criterion: "not-decided", evidence: [] }]
  return places < household.persons ? [{ criterion: "places", evidence: [] }] : []
}

const questionsAt = (concerned: ReadonlyArray<Concerned>, place: Place, world: World): ReadonlyArray<string> =>
  concerned.flatMap(({ criterion, subject }) => {
    const verdict = criterion.evaluate(subject, place, world)
    return verdict._tag === "unknown" ? verdict.questions : []
  })

type Rows = Pick<Eligibility, "state" | "everEligible">

/** By place: number of questions of one criterion, −1 where it is not met. */
const verdictRow = ({ criterion, subject }: Concerned, world: World): Int8Array =>
  Int8Array.from(world.places, (place) => {
    const verdict = criterion.evaluate(subject, place, world)
    return verdict._tag === "met" ? 0 : verdict._tag === "unknown" ? verdict.questions.length : -1
  })

const combine = (verdicts: ReadonlyArray<Int8Array>, room: Int32Array, persons: number): Rows => {
  const state = new Int8Array(room.length)
  const everEligible = new Uint8Array(room.length).fill(1)
  for (const row of verdicts) {
    for (let place = 0; place < row.length; place++) {
      if (row[place]! < 0) everEligible[place] = 0
      else state[place]! += row[place]!
    }
  }
  for (let place = 0; place < room.length; place++) {
    if (everEligible[place] === 0 || room[place]! < persons) state[place] = -1
  }
  return { state, everEligible }
}

const withDecisions = ({ state, everEligible }: Rows, decided: Decided, world: World): Rows => {
  const own = { state: state.slice(), everEligible: everEligible.slice() }
  for (const place of world.places) {
    if (decidedAgainst(decided, place).length === 0) continue
    own.state[place.index] = -1
    own.everEligible[place.index] = 0
  }
  return own
}

/** With the place that stands, and its open questions. */
const withStanding = (
  rows: Rows,
  place: Place | undefined,
  concerned: ReadonlyArray<Concerned>,
  world: World
): Rows => {
  if (place === undefined) return rows
  rows.state[place.index] = questionsAt(concerned, place, world).length
  rows.everEligible[place.index] = 1
  return rows
}

/** The value of a key, made when it is first asked for. */
const remember = <K, V>(known: Map<K, V>, key: K, make: () => V): V => {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

/**
 * Eligibility of many households. Each hard criterion is asked once for equal subjects, and households of equal size and
 * subjects share their rows, which nobody may write to; a household somebody has decided about has rows of its own.
 */
export const eligibilityIn = (world: World, rules: RoundRules): ((household: Household) => Eligibility) => {
  const verdictRows = new Map<string, Int8Array>()
  const rooms = new Map<CareForm | undefined, Int32Array>()
  const sharedRows = new Map<string, Rows>()
  const roomFor = (form: CareForm | undefined): Int32Array =>
    remember(rooms, form, () => Int32Array.from(world.places, (place) => placesIn(form, place, rules) ?? -1))

  return (household) => {
    const form = formOf(household)
    const concerned = concernedOf(household, world)
    const keys = concerned.map(({ criterion, subject }) => `${criterion.id} ${JSON.stringify(subject)}`)
    const rows = remember(sharedRows, `${household.persons} ${form} ${keys.join(" ")}`, () => {
      const verdicts = concerned.map((one, i) => remember(verdictRows, keys[i]!, () => verdictRow(one, world)))
      return combine(verdicts, roomFor(form), household.persons)
    })
    const decided = decidedOf(household, world, rules)
    const at = rules.standing.get(household.id)
    const stands = at === undefined ? undefined : world.byCode.get(at)
    const open = decided.lock === undefined && decided.forbidden === undefined && decided.away.size === 0
    return {
      ...(open ? rows : withStanding(withDecisions(rows, decided, world), stands, concerned, world)),
      exclusionsAt: (place) =>
        place === stands
          ? []
          : [
              ...decidedAgainst(decided, place),
              ...failedAt(concerned, place, world),
              ...withoutRoom(household, place, rules)
            ],
      questionsAt: (place) => questionsAt(concerned, place, world)
    }
  }
}

export const eligibilityOf = (household: Household, world: World, rules: RoundRules): Eligibility =>
  eligibilityIn(world, rules)(household)
