/** Paths that name a municipality or a year. A code that is not the asker's own is as unknown as one that is nobody's. */
import { Schema } from "effect"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import { strict } from "./parameters.ts"

const code = MunicipalityCode.annotate({ description: "Kommunenummer", examples: [MunicipalityCode.make("4601")] })
const year = Schema.String.check(Schema.isPattern(/^20\d{2}$/u)).annotate({ description: "Year", examples: ["2024"] })

export const municipalityPath = strict(Schema.Struct({ code }))
export const yearPath = strict(Schema.Struct({ year }))
export const municipalityYearPath = strict(Schema.Struct({ code, year }))
