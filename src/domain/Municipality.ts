/**
 * A municipality, its county and its labour-market region, with the facts the criteria use.
 * Owns what a place is; refuses capacities of a round (Round.ts) and anything about persons.
 */
import { Schema } from "effect"
import { Declaration } from "./Declaration.ts"
import { Facts, Source, SourcedNumber, SourceId } from "./Fact.ts"
import { FreePlaces } from "./FreePlaces.ts"
import { LanguageCode } from "./Language.ts"
import { CountyCode, MunicipalityCode } from "./MunicipalityCode.ts"
import { OccupationGroup } from "./OccupationGroup.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const optionalCount = Schema.optionalKey(Count)

/** anmodning, vedtak and bosatt of one year; an absent number is unknown or suppressed. */
export const SettlementYear = Schema.Struct({
  year: Schema.Int.check(Schema.isBetween({ minimum: 1990, maximum: 2100 })),
  requested: optionalCount,
  decided: optionalCount,
  settled: optionalCount,
  minorsRequested: Schema.optionalKey(
    Count.annotate({ description: "anmodning for unaccompanied minors, inside the total" })
  ),
  source: SourceId
}).annotate({ identifier: "SettlementYear" })

export class Municipality extends Schema.Class<Municipality>("Municipality")(
  {
    code: MunicipalityCode,
    name: Schema.NonEmptyString.annotate({ description: "Norwegian name" }),
    officialName: Schema.NonEmptyString.annotate({ description: "SSB spelling, with Sámi and Kven names" }),
    county: CountyCode,
    region: Schema.NonEmptyString.annotate({ description: "Labour-market (commuting) region id" }),
    writtenLanguage: Schema.Literals(["nb", "nn", "neutral"]),
    latitude: Schema.Finite.check(Schema.isBetween({ minimum: 57.5, maximum: 71.5 })),
    longitude: Schema.Finite.check(Schema.isBetween({ minimum: 4, maximum: 31.5 })),
    facts: Facts,
    settlement: Schema.Array(SettlementYear),
    freePlaces: FreePlaces,
    declaration: Schema.optionalKey(Declaration)
  },
  { description: "One of Norway's municipalities, structure of 2024" }
) {}

export class County extends Schema.Class<County>("County")(
  {
    code: CountyCode,
    name: Schema.NonEmptyString,
    seekersPerVacancy: Schema.Record(OccupationGroup, Schema.optionalKey(SourcedNumber)).annotate({
      description: "Job seekers per new vacancy in a month, by occupation group"
    }),
    interpreters: Schema.Record(LanguageCode, SourcedNumber).annotate({
      description: "Qualified interpreters reachable in the county, by language"
    })
  },
  { description: "County with the figures that are published by county" }
) {}

export class LabourRegion extends Schema.Class<LabourRegion>("LabourRegion")(
  {
    id: Schema.NonEmptyString,
    name: Schema.NonEmptyString,
    jobsByOccupation: Schema.Record(OccupationGroup, Schema.optionalKey(SourcedNumber)).annotate({
      description: "Depth: jobs in the region in industries that employ the group (modelled)"
    })
  },
  { description: "Labour-market (commuting) region" }
) {}

/** The file format `treff-municipalities/1`. */
export class MunicipalityFile extends Schema.Class<MunicipalityFile>("MunicipalityFile")(
  {
    format: Schema.Literal("treff-municipalities/1"),
    version: Schema.NonEmptyString.annotate({
      description: "Version of the figures, e.g. the date they were put together"
    }),
    sources: Schema.Array(Source),
    masterSources: Schema.optionalKey(
      Schema.Array(SourceId).annotate({
        description: "Sources of what is not a fact of its own: codes, names, written language, points, regions"
      })
    ),
    counties: Schema.Array(County),
    regions: Schema.Array(LabourRegion),
    municipalities: Schema.Array(Municipality)
  },
  { description: "Municipalities with their facts" }
) {}
