/** `treff migrate`: brings the database's schema up to date, then reads from the catalogue whether its walls stand. */
import { Effect } from "effect"
import type { ConnectionError } from "../store/connection.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { type MigrationFailed, type MigrationReport, migrateDatabase } from "../store/migrate.ts"

export const migrate = Effect.fn("migrate")(
  (settings: DatabaseSettings): Effect.Effect<MigrationReport, ConnectionError | MigrationFailed | DatabaseFailure> =>
    migrateDatabase(settings)
)

/** The report for people, one sentence per line. */
export const migrationLines = (report: MigrationReport): ReadonlyArray<string> => [
  ...(report.applied.length === 0
    ? [`The ${report.engine} database is up to date (${report.known} migrations).`]
    : [`The ${report.engine} database is up to date after ${report.applied.length} of ${report.known} migrations:`]),
  ...report.applied.map((name) => `  ${name}`),
  ...report.findings.map((finding) => `Not as it should be: ${finding.subject} ${finding.problem}.`)
]
