/**
 * The tables as Kysely knows them, by name. Rows as they lie in the database, and nothing else: snake_case stays in tables/
 * and rows/.
 */
import type { DecisionTables } from "./tables/decisions.ts"
import type { MunicipalityTables } from "./tables/municipalities.ts"
import type { OperationTables } from "./tables/operations.ts"
import type { PersonTables } from "./tables/persons.ts"
import type { RequestTables } from "./tables/requests.ts"
import type { RoundTables } from "./tables/rounds.ts"
import type { SettlementTables } from "./tables/settlements.ts"
import type { JobTables } from "./work/jobTables.ts"

export interface Tables
  extends DecisionTables,
    MunicipalityTables,
    OperationTables,
    PersonTables,
    RequestTables,
    RoundTables,
    SettlementTables,
    JobTables {
  "migrations.kysely_migration": { name: string; timestamp: string }
}
