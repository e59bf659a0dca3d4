/** The four-digit municipality number (SSB Klass 131) and the two-digit county number. Never numbers: Oslo is 0301. */
import { Schema } from "effect"

export const MunicipalityCode = Schema.String.check(Schema.isPattern(/^\d{4}$/u))
  .annotate({
    identifier: "MunicipalityCode",
    description: "Four-digit kommunenummer, structure of 2024 (SSB Klass 131)",
    examples: ["0301"]
  })
  .pipe(Schema.brand("MunicipalityCode"))
export type MunicipalityCode = typeof MunicipalityCode.Type

export const CountyCode = Schema.String.check(Schema.isPattern(/^\d{2}$/u))
  .annotate({ identifier: "CountyCode", description: "Two-digit fylkesnummer (SSB Klass 104)", examples: ["55"] })
  .pipe(Schema.brand("CountyCode"))
export type CountyCode = typeof CountyCode.Type
