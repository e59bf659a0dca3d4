/** The versioned formats Treff reads and writes, by name. Lists also have columns, for a CSV template. */
import { Schema } from "effect"
import { MunicipalityFile } from "../domain/Municipality.ts"
import { Plan } from "../domain/Plan.ts"
import { Profile } from "../domain/Profile.ts"
import { Round, RoundCapacity } from "../domain/Round.ts"
import { InstanceDocument } from "../matching/instance/InstanceDocument.ts"
import { Certificate } from "../matching/referee/Certificate.ts"

interface Format {
  readonly schema: Schema.Top
  readonly columns?: ReadonlyArray<string>
}

const capacityColumns = [
  "municipality",
  "places",
  "minimum",
  "followUpUsed",
  "askable"
] as const satisfies ReadonlyArray<keyof RoundCapacity>

const table = {
  "treff-round": { schema: Round },
  "treff-municipalities": { schema: MunicipalityFile },
  "treff-profile": { schema: Profile },
  "treff-instance": { schema: InstanceDocument },
  "treff-plan": { schema: Plan },
  "treff-certificate": { schema: Certificate },
  capacities: { schema: Schema.Array(RoundCapacity), columns: capacityColumns }
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof table
export const formats: Readonly<Record<FormatName, Format>> = table
export const formatNames = Object.keys(table) as ReadonlyArray<FormatName>
