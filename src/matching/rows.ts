/**
 * One row of values per subject: 357 thousandths, with bounds and the kind of fact behind each. Owns what «unknown»
 * means in numbers: a missing municipality fact takes the mean of its centrality class, a missing person fact the mean
 * over the round's persons; weak sources are drawn towards that mean (R02).
 */
import type { FactKind } from "../domain/Fact.ts"
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

const spreadOf = (kind: FactKind): number =>
  fullValue *
  parameter(kind === "measured" ? "spreadMeasured" : kind === "modelled" ? "spreadModelled" : "spreadSynthetic")

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
    const { value, kind } = assessment
    const spread = spreadOf(kind)
    fill(row, place.index, value, value - spread, value + spread, rowKinds.indexOf(kind))
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
  for (let place = 0; place < places; place++) {
    if (persons === 0) {
      fill(result, place, halfKnown, 0, fullValue, unknownKind)
      continue
    }
    let total = 0
    let low = fullValue
    let high = 0
    for (const one of rows) {
      total += (one.row.value[place] ?? 0) * one.persons
      low = Math.min(low, one.row.low[place] ?? 0)
      high = Math.max(high, one.row.high[place] ?? 0)
    }
    fill(result, place, total / persons, low, high, unknownKind)
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
  const result = emptyRow(row.value.length)
  const mix = (a: Int16Array, b: Int16Array, place: number): number => c * (a[place] ?? 0) + (1 - c) * (b[place] ?? 0)
  for (let place = 0; place < row.value.length; place++) {
    const value = mix(row.value, expected.value, place)
    fill(
      result,
      place,
      value,
      Math.min(value, mix(row.low, expected.low, place)),
      Math.max(value, mix(row.high, expected.high, place)),
      row.kind[place] ?? unknownKind
    )
  }
  return result
}
