/**
 * The municipalities as the criteria see them: indexed by code, each with its county, region and facts resolved to unit,
 * source, date and kind. Owns look-ups and distances; holds no person and no capacity of a round.
 */
import {
  type FactId,
  type FactKind,
  factDefinitions,
  type Source,
  type SourcedNumber,
  type SourceId
} from "../domain/Fact.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { County, LabourRegion, Municipality, MunicipalityFile } from "../domain/Municipality.ts"
import type { MunicipalityCode } from "../domain/MunicipalityCode.ts"

/** A fact with everything needed to defend it. */
export interface Evidence {
  readonly fact: string
  readonly value: number | string | boolean
  readonly unit: string | null
  readonly source: string
  readonly date: string
  readonly kind: FactKind | "person"
}

export interface Place {
  readonly index: number
  readonly code: MunicipalityCode
  readonly municipality: Municipality
  readonly county: County
  readonly region: LabourRegion
  /** SSB centrality 1–6, or 0 where it is unknown. */
  readonly centrality: number
}

export interface World {
  readonly date: IsoDate
  readonly nextRound: IsoDate
  readonly factsVersion: string
  readonly places: ReadonlyArray<Place>
  readonly byCode: ReadonlyMap<MunicipalityCode, Place>
  readonly sources: ReadonlyMap<SourceId, Source>
}

/** Municipalities in order of code, so that no result depends on the order of a file. */
export const makeWorld = (
  file: MunicipalityFile,
  day: { readonly date: IsoDate; readonly nextRound: IsoDate }
): World => {
  const counties = new Map(file.counties.map((county) => [county.code, county]))
  const regions = new Map(file.regions.map((region) => [region.id, region]))
  const places = [...file.municipalities]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((municipality, index): Place => {
      const county = counties.get(municipality.county)
      const region = regions.get(municipality.region)
      if (county === undefined || region === undefined) {
        throw new Error(`Municipality ${municipality.code} names a county or region that is not in the file`)
      }
      return {
        index,
        code: municipality.code,
        municipality,
        county,
        region,
        centrality: municipality.facts["centrality-class"]?.value ?? 0
      }
    })
  return {
    date: day.date,
    nextRound: day.nextRound,
    factsVersion: file.version,
    places,
    byCode: new Map(places.map((place) => [place.code, place])),
    sources: new Map(file.sources.map((source) => [source.id, source]))
  }
}

export const sourceOf = (world: World, id: SourceId): Source => {
  const source = world.sources.get(id)
  if (source === undefined) throw new Error(`No source has id ${id}`)
  return source
}

/** Evidence from a number with a source; undefined stays undefined. */
export const evidence = (
  world: World,
  fact: string,
  unit: string | null,
  number: SourcedNumber | undefined
): (Evidence & { readonly value: number }) | undefined => {
  if (number === undefined) return undefined
  const source = sourceOf(world, number.source)
  return { fact, value: number.value, unit, source: source.title, date: source.date, kind: source.kind }
}

export const factOf = (world: World, place: Place, id: FactId) =>
  evidence(world, id, factDefinitions[id].unit, place.municipality.facts[id])

/** Evidence from the municipality's declaration. */
export const declared = (world: World, place: Place, fact: string, value: number | string | boolean): Evidence => {
  const declaration = place.municipality.declaration
  if (declaration === undefined) throw new Error(`${place.code} has no declaration to quote`)
  const source = sourceOf(world, declaration.source)
  return { fact, value, unit: null, source: source.title, date: declaration.declaredOn, kind: source.kind }
}

const earthRadiusKm = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Straight-line kilometres between the municipalities' representative points (haversine). */
export const distanceKm = (a: Place, b: Place): number => {
  const [latA, latB] = [radians(a.municipality.latitude), radians(b.municipality.latitude)]
  const dLat = latB - latA
  const dLon = radians(b.municipality.longitude - a.municipality.longitude)
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(dLon / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The distance as evidence: geography, so as certain as a measured figure, and rounded as far as points allow. */
export const distanceEvidence = (world: World, km: number): Evidence => ({
  fact: "straight-line-km",
  value: Math.round(km),
  unit: "km",
  source: "Representative points of the municipalities",
  date: world.factsVersion,
  kind: "measured"
})

export const sameRegion = (a: Place, b: Place): boolean => a.region.id === b.region.id
