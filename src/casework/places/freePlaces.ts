/**
 * How many places are free (S10), whether a household may be asked for, and whether a yes has room. Asking keeps inside what
 * is decided; only the municipality's own yes may use its tolerance, and nothing goes above that. Owns no state: whoever
 * writes an answer must count and write in one transaction.
 */
import type { MunicipalityPlaces, PlaceCounts, PlaceDimension } from "./PlaceCounts.ts"

export type FreeOf =
  | { readonly _tag: "not-decided" }
  /** `over`: persons promised or settled above what is decided. A finding; the places count as 0. */
  | { readonly _tag: "decided"; readonly free: number; readonly over: number }

/** Persons who live there or have been promised a place. */
export const takenOf = (counts: PlaceCounts): number =>
  counts.settledBefore + counts.agreedBefore + counts.selfSettlement + counts.agreed + counts.settled

/** Everything that holds a place, also what nobody has answered yet. */
const held = (counts: PlaceCounts): number => takenOf(counts) + counts.asked + counts.planned

export const freeOf = (counts: PlaceCounts): FreeOf => {
  if (counts.decided === null) return { _tag: "not-decided" }
  const balance = counts.decided - held(counts)
  return { _tag: "decided", free: Math.max(0, balance), over: Math.max(0, -balance) }
}

export interface Party {
  readonly persons: number
  /** Unaccompanied minors use places of both dimensions. */
  readonly minors: boolean
}

/** `short`: persons too many. */
export type Room =
  | { readonly _tag: "room" }
  | { readonly _tag: "full"; readonly dimension: PlaceDimension; readonly short: number }
  | { readonly _tag: "not-decided"; readonly dimension: PlaceDimension }

const dimensionsOf = ({ minors }: Party): ReadonlyArray<PlaceDimension> => (minors ? ["total", "minors"] : ["total"])

/** The first dimension that says no. */
const first = (party: Party, ask: (dimension: PlaceDimension) => Room): Room =>
  dimensionsOf(party)
    .map(ask)
    .find((room) => room._tag !== "room") ?? { _tag: "room" }

const within = (dimension: PlaceDimension, used: number, limit: number): Room =>
  used <= limit ? { _tag: "room" } : { _tag: "full", dimension, short: used - limit }

export interface Asking {
  /** The household holds a place in a published plan already; the request takes that place over. */
  readonly planned: boolean
  /** An officer's choice to ask although nothing is decided (S10). */
  readonly officersChoice: boolean
}

export const canAsk = (places: MunicipalityPlaces, party: Party, { officersChoice, planned }: Asking): Room =>
  first(party, (dimension) => {
    const counts = places[dimension]
    if (counts.decided === null) return officersChoice ? { _tag: "room" } : { _tag: "not-decided", dimension }
    const own = planned ? Math.min(party.persons, counts.planned) : 0
    return within(dimension, held(counts) - own + party.persons, counts.decided)
  })

/**
 * A yes binds: settled and promised persons never exceed what is decided and the tolerance. Open requests do not count here,
 * since each of them may still be declined. Without a registered decision there is nothing a yes could rest on.
 */
export const canAccept = (places: MunicipalityPlaces, party: Party): Room =>
  first(party, (dimension) => {
    const counts = places[dimension]
    if (counts.decided === null) return { _tag: "not-decided", dimension }
    return within(dimension, takenOf(counts) + party.persons, counts.decided + counts.tolerance)
  })

/** IMDi's yes to self-settlement binds like the municipality's own, and may not use the tolerance for it. */
export const canSelfSettle = ({ minors, total }: MunicipalityPlaces, party: Party): Room =>
  canAccept({ total: { ...total, tolerance: 0 }, minors: { ...minors, tolerance: 0 } }, party)
