/**
 * Places of a round, the way a month plan gives them: municipalities take turns, and one whose turn it is gives a block
 * large enough for a household, not a place here and there. Over the rounds each gives in proportion to its free places
 * (S10), and never more than it has free. Whose turn it is follows from the seed alone. A cohort of a whole year takes
 * what was requested for the year instead of what is free on one day.
 */
import { type CareForm, careForms } from "../../domain/CareForm.ts"
import type { Municipality } from "../../domain/Municipality.ts"
import type { CapacityEncoded } from "./encoded.ts"
import { randomStream } from "./random.ts"

export interface CapacityRequest {
  readonly municipalities: ReadonlyArray<Municipality>
  /** Gives the anmodning of this year, as if nobody were settled yet, instead of what is free on the day. */
  readonly requestedFor?: number | undefined
  /** Persons in the ordinary lane. */
  readonly ordinary: number
  /** Unaccompanied minors by the care form recommended first. */
  readonly minors: Readonly<Record<CareForm, number>>
  readonly seed: number
}

const placesPerPerson = 1.4
const placesPerMinor = 1.5
/** A block is half of what is free, but room for a household of four and no more than eight. */
const blockOf = (free: number): number => Math.min(8, Math.max(4, Math.round(free / 2)))
/** Minors settle two and two: nobody is the only one. */
const minorBlock = (): number => 2
/** From here on a municipality may have promised a minimum. */
const enoughForMinimum = 6

interface Giver {
  readonly free: number
}

/**
 * Systematic sampling: the givers stand in line, each as long as its chance of a turn, and a turn falls at every whole
 * step from the start. A giver gives its proportional share where that is more than a block, else a block, else all it
 * has. What is missing or too much in the end is added to or taken from those whose turn it was.
 */
const takeTurns = <G extends Giver>(
  givers: ReadonlyArray<G>,
  wanted: number,
  block: (free: number) => number,
  start: number
): Map<G, number> => {
  const free = givers.reduce((all, one) => all + one.free, 0)
  const total = Math.min(wanted, free)
  const given = new Map<G, number>()
  if (total === 0) return given
  let line = start
  for (const giver of givers) {
    const share = (total * giver.free) / free
    const gift = Math.min(giver.free, Math.max(block(giver.free), Math.round(share)))
    const before = Math.floor(line)
    line += gift === 0 ? 0 : Math.min(1, share / gift)
    if (Math.floor(line) > before) given.set(giver, gift)
  }
  level(given, givers, total)
  return given
}

/** Brings the sum to the total: one place at a time from the largest gifts, or to those with most left. */
const level = <G extends Giver>(given: Map<G, number>, givers: ReadonlyArray<G>, total: number): void => {
  let difference = total - [...given.values()].reduce((all, one) => all + one, 0)
  while (difference < 0) {
    const [giver, gift] = [...given].reduce((most, one) => (one[1] > most[1] ? one : most))
    given.set(giver, gift - 1)
    difference++
  }
  while (difference > 0) {
    const giver = givers.reduce((most, one) => (leftOf(one, given) > leftOf(most, given) ? one : most))
    given.set(giver, (given.get(giver) ?? 0) + 1)
    difference--
  }
}
const leftOf = <G extends Giver>(giver: G, given: Map<G, number>): number => giver.free - (given.get(giver) ?? 0)

interface MinorHousing extends Giver {
  readonly municipality: Municipality
  readonly form: CareForm
}

const freeOf = (municipality: Municipality): number => municipality.freePlaces.free ?? 0

/** Nothing where nothing is decided: nobody may be placed there, whatever was requested (S10). */
const requestedOf = (municipality: Municipality, year: number): number =>
  municipality.freePlaces.decided === null
    ? 0
    : (municipality.settlement.find((one) => one.year === year)?.requested ?? 0)

/** Declared housing for minors, by form; together never more than the municipality has free. */
const minorHousing = (
  municipalities: ReadonlyArray<Municipality>,
  available: (municipality: Municipality) => number
): ReadonlyArray<MinorHousing> =>
  municipalities.flatMap((municipality) => {
    let free = available(municipality)
    const forms = Map.groupBy(municipality.declaration?.minorHousing ?? [], (one) => one.form)
    return [...forms].map(([form, housing]) => {
      const places = Math.min(
        free,
        housing.reduce((all, one) => all + one.places, 0)
      )
      free -= places
      return { municipality, form, free: places }
    })
  })

export const allotPlaces = ({
  municipalities,
  ordinary,
  minors,
  seed,
  requestedFor
}: CapacityRequest): ReadonlyArray<CapacityEncoded> => {
  const random = randomStream(seed, "places")
  const available = (municipality: Municipality): number =>
    requestedFor === undefined ? freeOf(municipality) : requestedOf(municipality, requestedFor)
  const ordered = [...municipalities].sort((a, b) => (a.code < b.code ? -1 : 1))
  const offered = minorHousing(ordered, available)
  const forMinors = careForms.flatMap((form) => [
    ...takeTurns(
      offered.filter((one) => one.form === form),
      Math.ceil(placesPerMinor * minors[form]),
      minorBlock,
      random.next()
    )
  ])
  const housing = Map.groupBy(forMinors, ([one]) => one.municipality)
  const minorPlacesOf = (municipality: Municipality) =>
    (housing.get(municipality) ?? []).map(([{ form }, places]) => ({ form, places }))
  const givers = ordered.map((municipality) => ({
    municipality,
    free: available(municipality) - minorPlacesOf(municipality).reduce((all, one) => all + one.places, 0)
  }))
  const given = takeTurns(givers, Math.round(placesPerPerson * ordinary), blockOf, random.next())

  return givers.map((giver) => {
    const { municipality } = giver
    const places = given.get(giver) ?? 0
    const minorPlaces = minorPlacesOf(municipality)
    // A third of the larger givers have promised a pro-rata minimum (S10), about half of what they give.
    const minimum = places >= enoughForMinimum && random.next() < 1 / 3 ? Math.floor(places / 2) : 0
    const followUp = random.below((municipality.declaration?.followUpPlaces ?? 0) + 1)
    return {
      municipality: municipality.code,
      places,
      ...(minorPlaces.length > 0 ? { minorPlaces } : {}),
      ...(minimum > 0 ? { minimum } : {}),
      ...(places > 0 && followUp > 0 ? { followUpUsed: followUp } : {})
    }
  })
}
