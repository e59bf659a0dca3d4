/**
 * Requested, decided, asked, agreed and settled beside each other, so that a municipality and IMDi see the same numbers and
 * where they part (S10). Differences are counted in persons; findings are codes, the sentences stand in texts.
 */
import { freeOf } from "./freePlaces.ts"
import type { MunicipalityPlaces, PlaceCounts, PlaceDimension } from "./PlaceCounts.ts"

export const placeStages = ["requested", "decided", "asked", "agreed", "settled"] as const
export type PlaceStage = (typeof placeStages)[number]

export interface PlaceRow {
  readonly stage: PlaceStage
  /** Persons who have come as far as this stage: settled persons are also agreed and asked for. Null = not decided. */
  readonly persons: number | null
  /** Persons fewer than in the stage before; null where either is unknown. */
  readonly fewer: number | null
}

export const placeFindings = [
  "not-decided",
  "decided-below-requested",
  "negative-free",
  "above-tolerance",
  "minors-decided-above-total",
  "minors-above-total"
] as const
export type PlaceFindingCode = (typeof placeFindings)[number]

export interface PlaceFinding {
  readonly code: PlaceFindingCode
  readonly dimension: PlaceDimension
  readonly persons: number
}

export interface Reconciliation {
  readonly rows: Readonly<Record<PlaceDimension, ReadonlyArray<PlaceRow>>>
  readonly findings: ReadonlyArray<PlaceFinding>
}

/** Approved self-settlement is agreed without being asked for by IMDi; it counts as both, since it uses the places (S8). */
const personsAt = (counts: PlaceCounts): Readonly<Record<PlaceStage, number | null>> => {
  const settled = counts.settledBefore + counts.settled
  const agreed = settled + counts.agreedBefore + counts.selfSettlement + counts.agreed
  return { requested: counts.requested, decided: counts.decided, asked: agreed + counts.asked, agreed, settled }
}

const rowsOf = (counts: PlaceCounts): ReadonlyArray<PlaceRow> => {
  const persons = personsAt(counts)
  return placeStages.map((stage, i) => {
    const here = persons[stage]
    const earlier = i === 0 ? null : persons[placeStages[i - 1]!]
    return { stage, persons: here, fewer: here === null || earlier === null ? null : earlier - here }
  })
}

const findingsOf = (counts: PlaceCounts, dimension: PlaceDimension): ReadonlyArray<PlaceFinding> => {
  const free = freeOf(counts)
  const found: ReadonlyArray<readonly [PlaceFindingCode, number]> =
    free._tag === "not-decided" || counts.decided === null
      ? [["not-decided", counts.requested]]
      : [
          ["decided-below-requested", counts.requested - counts.decided],
          ["negative-free", free.over],
          ["above-tolerance", personsAt(counts).agreed! - counts.decided - counts.tolerance]
        ]
  return found
    .filter(([code, persons]) => code === "not-decided" || persons > 0)
    .map(([code, persons]) => ({ code, dimension, persons }))
}

const betweenDimensions = ({ minors, total }: MunicipalityPlaces): ReadonlyArray<PlaceFinding> => {
  const decided = (minors.decided ?? 0) - (total.decided ?? minors.decided ?? 0)
  const asked = personsAt(minors).asked! - personsAt(total).asked!
  return [
    ...(decided > 0
      ? [{ code: "minors-decided-above-total", dimension: "minors", persons: decided } satisfies PlaceFinding]
      : []),
    ...(asked > 0 ? [{ code: "minors-above-total", dimension: "minors", persons: asked } satisfies PlaceFinding] : [])
  ]
}

/** A dimension nobody has asked, decided or settled anything in is silent: most municipalities have no minors. */
const inUse = (counts: PlaceCounts): boolean =>
  counts.decided !== null || counts.requested > 0 || personsAt(counts).asked! > 0 || counts.planned > 0

export const reconcile = (places: MunicipalityPlaces): Reconciliation => ({
  rows: { total: rowsOf(places.total), minors: rowsOf(places.minors) },
  findings: [
    ...findingsOf(places.total, "total"),
    ...(inUse(places.minors) ? findingsOf(places.minors, "minors") : []),
    ...betweenDimensions(places)
  ]
})
