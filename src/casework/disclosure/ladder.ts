/**
 * The ladder a request climbs until enough others look alike (K1). Each rung takes away on top of the rungs before it, in this
 * order for every household: what a yes can do without goes first, the dwelling and the number of persons last. What stands
 * on a rung is the same for all who stand there, so the rung tells nothing but that the combination above it is rare.
 */
import { IsoDate } from "../../domain/IsoDate.ts"
import { roomsFor } from "../../matching/criteria/dwelling.ts"
import type { ConfirmationKind } from "../answer/Confirmation.ts"
import { adultOrChild, tenYears, widened } from "./ageBands.ts"
import type { AfterYes, RequestDisclosure } from "./RequestDisclosure.ts"

interface Rung {
  readonly name: string
  readonly climb: (request: RequestDisclosure) => RequestDisclosure
}

const sizes: ReadonlyArray<readonly [number, number | null]> = [
  [1, 1],
  [2, 3],
  [4, 6],
  [7, null]
]

/** Takes confirmations away and says for everybody on the rung that the topic is cleared after the yes. */
const afterYes = (
  request: RequestDisclosure,
  topic: AfterYes,
  kinds: ReadonlyArray<ConfirmationKind> = []
): RequestDisclosure => ({
  ...request,
  confirmations: request.confirmations.filter((one) => !kinds.includes(one._tag)),
  afterYes: [...request.afterYes, topic]
})

const endOfQuarter = (date: IsoDate): IsoDate => {
  const quarter = Math.ceil(Number(date.slice(5, 7)) / 3)
  return IsoDate.make(`${date.slice(0, 4)}-${["03-31", "06-30", "09-30", "12-31"][quarter - 1]}`)
}

const endOfMonth = (date: IsoDate): IsoDate => {
  const next = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0))
  return IsoDate.make(next.toISOString().slice(0, 10))
}

/** Days by which something is asked for are shown no finer than the move window. */
const datedBy = (request: RequestDisclosure, end: (date: IsoDate) => IsoDate): RequestDisclosure => ({
  ...request,
  confirmations: request.confirmations.map((one) => ("by" in one ? { ...one, by: end(one.by) } : one))
})

const bandOfSize = (persons: number): NonNullable<RequestDisclosure["persons"]> => {
  const [from, to] = sizes.findLast(([least]) => persons >= least) ?? [1, null]
  return { from, to }
}

/** Persons by class and rooms at least for the smallest of the class: a yes still says that there is a dwelling of the kind. */
const sizeByClass = (request: RequestDisclosure): RequestDisclosure => {
  const { dwelling, persons } = request
  if (persons === null) return request
  const size = bandOfSize(persons.from)
  const rooms = roomsFor(size.from)
  return {
    ...afterYes(request, "size"),
    persons: size,
    dwelling: dwelling === null ? null : { ...dwelling, rooms, canGrow: null },
    confirmations: request.confirmations.map((one) => (one._tag === "dwelling" ? { ...one, rooms } : one))
  }
}

export const ladder: ReadonlyArray<Rung> = [
  { name: "month", climb: (request) => datedBy(request, endOfMonth) },
  {
    name: "quarter",
    climb: (request) => ({
      ...datedBy(request, endOfQuarter),
      moveWindow: request.moveWindow === null ? null : { ...request.moveWindow, month: null }
    })
  },
  { name: "without-occupation", climb: (request) => ({ ...request, occupations: null }) },
  { name: "ages-by-ten", climb: (request) => ({ ...request, ages: widened(request.ages, tenYears) }) },
  { name: "without-education", climb: (request) => ({ ...request, education: null }) },
  { name: "without-norwegian-level", climb: (request) => ({ ...request, norwegianLevels: null }) },
  { name: "adult-or-child", climb: (request) => ({ ...request, ages: widened(request.ages, adultOrChild) }) },
  { name: "without-norwegian-track", climb: (request) => ({ ...request, norwegianTracks: null }) },
  { name: "interpreter-yes-or-no", climb: (request) => ({ ...request, languages: null }) },
  {
    name: "treatment-after-yes",
    climb: (request) => ({ ...afterYes(request, "treatment", ["service"]), services: null })
  },
  {
    name: "school-place-after-yes",
    climb: (request) => ({ ...afterYes(request, "school-place", ["same-age-place"]), schoolPlaces: null })
  },
  { name: "without-ages", climb: (request) => ({ ...request, ages: null, interpreter: null }) },
  { name: "size-by-class", climb: sizeByClass },
  {
    name: "dwelling-after-yes",
    climb: (request) => ({ ...afterYes(request, "dwelling", ["dwelling", "care-form"]), dwelling: null })
  },
  { name: "nothing", climb: (request) => ({ ...request, lane: null, persons: null, moveWindow: null }) }
]
