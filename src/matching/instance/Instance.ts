/**
 * The problem a solver sees: frozen, indexed, on typed arrays, every amount an integer. Households and locations stand in
 * the order of their ids, so the order of the input changes nothing. Whether a plan obeys it is the referee's business.
 */

/** The score of a pair that is not eligible. Arithmetic leaves it alone and every comparison loses against it. */
export const ineligible = Number.NEGATIVE_INFINITY

/** One ordered level of placing first (O1): the weight of having a household placed, in units of 1/`scale`. */
export interface Level {
  readonly name: string
  readonly weight: Float64Array
  readonly scale: number
}

/** A county or region bound on the persons placed in a set of locations (C6); `max` may be Infinity. */
export interface Group {
  readonly locations: Int32Array
  readonly min: number
  readonly max: number
}

/** H households, M locations, D dimensions of capacity. Indices point into `households`, `locations` and `dimensions`. */
export interface Instance {
  readonly name: string
  readonly dimensions: ReadonlyArray<string>
  readonly locations: ReadonlyArray<string>
  readonly households: ReadonlyArray<string>
  /** Persons of each household. */
  readonly persons: Int32Array
  /** What household h uses of dimension d at [h·D + d], in places. */
  readonly demand: Int32Array
  /** What location m has of dimension d at [m·D + d], in places (C2). */
  readonly capacity: Int32Array
  /**
   * Price of one place of dimension d used above the capacity, in units of 1/`scale`; Infinity, the usual, makes the capacity
   * hard. Finite ones say that more of the same is worth less and less (C8).
   */
  readonly surcharge: Float64Array
  /** Minimum intake of location m at [m·D + d], in places (C3); never above the capacity. */
  readonly minimum: Int32Array
  /** Score of the pair at [h·M + m] in units of 1/`scale`, or {@link ineligible}. */
  readonly score: Float64Array
  readonly scale: number
  readonly levels: ReadonlyArray<Level>
  /** Price of leaving household h unplaced (so much per person) and of one place below a minimum, in units of 1/`scale`. */
  readonly prices:
    | { readonly unplaced: Float64Array; readonly unplacedPerPerson: number; readonly shortfall: number }
    | undefined
  /** Commuting region of each location; a location that names none is a region of its own. */
  readonly region: Int32Array
  readonly regions: ReadonlyArray<string>
  /** Households that share a region or stay unplaced together (C4), disjoint sets in ascending order. */
  readonly linked: ReadonlyArray<Int32Array>
  /** Households of which no two share a region (C5). */
  readonly separate: ReadonlyArray<Int32Array>
  readonly groups: ReadonlyArray<Group>
  /** Location announced to the household, or -1; ending anywhere else costs `movePrice` (units of 1/`scale`). */
  readonly announced: Int32Array
  readonly movePrice: number
  /** Location the household is locked to, or -1: it must be placed there. */
  readonly lock: Int32Array
  /** Forbidden pairs, as h·M + m. */
  readonly forbidden: ReadonlySet<number>
}

/** Whether a capacity with this surcharge is a limit at all. */
export const isHard = (surcharge: number): boolean => surcharge === Number.POSITIVE_INFINITY

/** Where each household is placed: an index into the locations, or -1 for unplaced. */
export type Assignment = Int32Array

export const unplaced = -1
