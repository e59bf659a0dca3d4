/**
 * One row of values per subject: 357 thousandths, with bounds and the kind of fact behind each. Owns what «unknown»
 * means in numbers: a missing municipality fact takes the mean of its centrality class, a missing person fact the mean
 * over the round's persons; weak sources are drawn towards that mean (R02).
 */
import type { PersonSource } from "../domain/Provenance.ts"
import { fullValue } from "./Assessment.ts"
import type { SoftCriterion, Subject } from "./Criterion.ts"
import { parameter } from "./parameters.ts"
import type { Place, World } from "./World.ts"

export const rowKinds = ["measured", "modelled", "synthetic", "unknown"] as const
export type RowKind = (typeof rowKinds)[number]

export interface Row {
  /** Expected value by place, thousandths. */
  readonly value: Int16Array
  readonly low: Int16Array
  readonly high: Int16Array
  /** Index into `rowKinds`: the least trusted fact behind the value. */
  readonly kind: Uint8Array
}

const unknownKind = rowKinds.indexOf("unknown")
const halfKnown = fullValue / 2

const emptyRow = (places: number): Row => ({
  value: new Int16Array(places),
  low: new Int16Array(places),
  high: new Int16Array(places),
  kind: new Uint8Array(places)
})

/** Half the width of an interval around a value, thousandths, by index into `rowKinds`. */
const spreads = [parameter("spreadMeasured"), parameter("spreadModelled"), parameter("spreadSynthetic")].map(
  (share) => fullValue * share
)

const fill = (row: Row, place: number, value: number, low: number, high: number, kind: number): void => {
  row.value[place] = Math.round(value)
  row.low[place] = Math.max(0, Math.round(low))
  row.high[place] = Math.min(fullValue, Math.round(high))
  row.kind[place] = kind
}

interface Spread {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Mean over places, and how far their own bounds reach: what is unknown is never more certain than what it is taken from. */
const spreadOver = (row: Row, places: ReadonlyArray<Place>): Spread | undefined =>
  places.length === 0
    ? undefined
    : {
        mean: places.reduce((total, place) => total + (row.value[place.index] ?? 0), 0) / places.length,
        low: Math.min(...places.map((place) => row.low[place.index] ?? 0)),
        high: Math.max(...places.map((place) => row.high[place.index] ?? 0))
      }

/** The row of a known subject. Places that lack a fact take their centrality class, then the country, then a half. */
export const subjectRow = (criterion: SoftCriterion, subject: Subject, world: World): Row => {
  const row = emptyRow(world.places.length)
  const missing: Array<number> = []
  for (const place of world.places) {
    const assessment = criterion.evaluate(subject, place, world)
    if (assessment._tag === "unknown") {
      missing.push(place.index)
      row.kind[place.index] = unknownKind
      continue
    }
    const { value } = assessment
    const kind = rowKinds.indexOf(assessment.kind)
    fill(row, place.index, value, value - spreads[kind]!, value + spreads[kind]!, kind)
  }
  if (missing.length > 0) fillMissing(row, missing, world)
  return row
}

const fillMissing = (row: Row, missing: ReadonlyArray<number>, world: World): void => {
  const knownPlaces = world.places.filter((place) => row.kind[place.index] !== unknownKind)
  const country = spreadOver(row, knownPlaces) ?? { mean: halfKnown, low: 0, high: fullValue }
  const byClass = new Map(
    [...Map.groupBy(knownPlaces, (place) => place.centrality)].map(([centrality, places]) => [
      centrality,
      spreadOver(row, places)
    ])
  )
  for (const index of missing) {
    const spread = byClass.get(world.places[index]?.centrality ?? 0) ?? country
    fill(row, index, spread.mean, spread.low, spread.high, unknownKind)
  }
}

/** Mean over the round's persons of the same lane: what is expected of somebody of whom nothing is known. */
export const expectedRow = (
  rows: ReadonlyArray<{ readonly row: Row; readonly persons: number }>,
  places: number
): Row => {
  const result = emptyRow(places)
  const persons = rows.reduce((total, one) => total + one.persons, 0)
  const total = new Float64Array(places)
  const low = new Int16Array(places).fill(persons === 0 ? 0 : fullValue)
  const high = new Int16Array(places).fill(persons === 0 ? fullValue : 0)
  for (const one of rows) {
    for (let place = 0; place < places; place++) {
      total[place]! += one.row.value[place]! * one.persons
      low[place] = Math.min(low[place]!, one.row.low[place]!)
      high[place] = Math.max(high[place]!, one.row.high[place]!)
    }
  }
  for (let place = 0; place < places; place++) {
    fill(result, place, persons === 0 ? halfKnown : total[place]! / persons, low[place]!, high[place]!, unknownKind)
  }
  return result
}

const confidences: Readonly<Record<PersonSource, number>> = {
  verified: parameter("confidenceVerified"),
  stated: parameter("confidenceStated"),
  "self-registered": parameter("confidenceSelfRegistered"),
  rrf: parameter("confidenceRrf")
}

/** Confidence c in a person's own fact: value = c·fact + (1 − c)·expected, and bounds likewise. */
export const weighted = (row: Row, expected: Row, source: PersonSource | null): Row => {
  const c = source === null ? 1 : confidences[source]
  if (c === 1) return row
  const places = row.value.length
  const result = emptyRow(places)
  for (let place = 0; place < places; place++) {
    const value = c * row.value[place]! + (1 - c) * expected.value[place]!
    const low = c * row.low[place]! + (1 - c) * expected.low[place]!
    const high = c * row.high[place]! + (1 - c) * expected.high[place]!
    fill(result, place, value, Math.min(value, low), Math.max(value, high), row.kind[place]!)
  }
  return result
}
