/**
 * What is known of a place: a number with unit, source and date. Refuses a number without a source.
 * The list of fact ids is closed; a new fact is added here first, so that unit and meaning have one home.
 */
import { Schema } from "effect"
import { IsoDate } from "./IsoDate.ts"

export const FactKind = Schema.Literals(["measured", "modelled", "synthetic"]).annotate({
  identifier: "FactKind",
  description:
    "measured = published figure; modelled = computed from published figures; synthetic = made up for the demo"
})
export type FactKind = typeof FactKind.Type

export const SourceId = Schema.NonEmptyString.annotate({ identifier: "SourceId" }).pipe(Schema.brand("SourceId"))
export type SourceId = typeof SourceId.Type

/** Where a figure comes from. One source has one kind and one date. */
export class Source extends Schema.Class<Source>("Source")(
  {
    id: SourceId,
    title: Schema.NonEmptyString.annotate({ description: "Table or publication, as the producer names it" }),
    producer: Schema.NonEmptyString,
    date: IsoDate.annotateKey({ description: "The day the figures describe" }),
    licence: Schema.NonEmptyString,
    kind: FactKind,
    note: Schema.optionalKey(Schema.String.annotate({ description: "Known flaws, how it was computed" }))
  },
  { description: "Source of facts" }
) {}

/** Unit and meaning of every numeric fact of a municipality. */
export const factDefinitions = {
  population: { unit: "persons", meaning: "Inhabitants on 1 January" },
  "centrality-class": { unit: "class 1–6", meaning: "SSB centrality, 1 = most central" },
  unemployment: { unit: "% of labour force", meaning: "Fully unemployed in the municipality" },
  "county-unemployment": { unit: "% of labour force", meaning: "Fully unemployed in the county" },
  "region-jobs": { unit: "jobs", meaning: "Jobs located in the labour-market region" },
  "upper-secondary-schools": { unit: "schools", meaning: "Ordinary upper-secondary schools in the municipality" },
  "upper-secondary-schools-region": {
    unit: "schools",
    meaning: "Ordinary upper-secondary schools in the labour-market region"
  },
  "higher-education-km": { unit: "km", meaning: "Straight-line distance to the nearest university or college campus" },
  "hospital-km": {
    unit: "km",
    meaning: "Straight-line distance to the nearest municipality that hosts a local hospital"
  },
  "psychiatric-centre-km": {
    unit: "km",
    meaning: "Straight-line distance to the nearest specialist mental-health site"
  },
  "gp-capacity": {
    unit: "% of list capacity",
    meaning: "General practitioners' reserve capacity; above 100 = room on the lists"
  },
  "reception-centre-persons": { unit: "persons", meaning: "Persons in reception centres in the municipality" },
  "introduction-programme-result": {
    unit: "%",
    meaning: "In work or education one year after the introduction programme"
  },
  "first-settled-share": {
    unit: "%",
    meaning: "Share of resident refugees first settled here (a stock, not retention)"
  },
  "kindergarten-free-places": { unit: "places", meaning: "Free kindergarten places" },
  "school-free-places": { unit: "places", meaning: "Free places in primary and lower-secondary school" },
  "adult-education": { unit: "0 or 1", meaning: "Adult basic education in the municipality" }
} as const satisfies Record<string, { readonly unit: string; readonly meaning: string }>

export type FactId = keyof typeof factDefinitions
export const factIds = Object.keys(factDefinitions) as ReadonlyArray<FactId>

/** A number and its source; the unit follows from the fact's id. */
export const SourcedNumber = Schema.Struct({ value: Schema.Finite, source: SourceId }).annotate({
  identifier: "SourcedNumber"
})
export type SourcedNumber = typeof SourcedNumber.Type

/** The facts of one municipality. A fact that is missing is missing, never zero. */
export const Facts = Schema.Struct(
  Object.fromEntries(
    factIds.map((id) => [
      id,
      Schema.optionalKey(
        SourcedNumber.annotate({ description: `${factDefinitions[id].meaning} (${factDefinitions[id].unit})` })
      )
    ])
  ) as { readonly [K in FactId]: Schema.optionalKey<typeof SourcedNumber> }
).annotate({ identifier: "Facts" })
export type Facts = typeof Facts.Type
