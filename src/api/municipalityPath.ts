/** Paths that name a municipality, a county or a year. A code that is not the asker's own is as unknown as one that is nobody's. */
import { Schema } from "effect"
import { strict } from "./parameters.ts"

// A parameter has no name of its own in the document, or its description is lost.
const code = Schema.String.check(Schema.isPattern(/^\d{4}$/u))
  .annotate({ description: "Kommunenummer", examples: ["4601"] })
  .pipe(Schema.brand("MunicipalityCode"))
const year = Schema.String.check(Schema.isPattern(/^20\d{2}$/u)).annotate({ description: "Year", examples: ["2024"] })

export const municipalityPath = strict(Schema.Struct({ code }))
export const yearPath = strict(Schema.Struct({ year }))
export const municipalityYearPath = strict(Schema.Struct({ code, year }))
export const countyYearPath = strict(
  Schema.Struct({
    county: Schema.String.check(Schema.isPattern(/^\d{2}$/u)).annotate({
      description: "Fylkesnummer",
      examples: ["46"]
    }),
    year
  })
)
