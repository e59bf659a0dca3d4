/** All migrations by name. The name is the order; what is here once is never changed, only followed. */
import type { Migration } from "kysely/migration"
import { schemasMigration } from "./20261123T1200_schemas.ts"
import { municipalitiesMigration } from "./20261123T1210_municipalities.ts"
import { roundsMigration } from "./20261123T1220_rounds.ts"
import { plansMigration } from "./20261123T1230_plans.ts"

export const migrations: Readonly<Record<string, Migration>> = {
  "20261123T1200_schemas": schemasMigration,
  "20261123T1210_municipalities": municipalitiesMigration,
  "20261123T1220_rounds": roundsMigration,
  "20261123T1230_plans": plansMigration
}
