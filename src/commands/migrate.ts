/** `treff migrate`: brings the schema up to date, then says whether the walls the catalogue tells of stand. */
import { Effect } from "effect"
import type { ConnectionError } from "../store/connection.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import type { DatabaseFailure } from "../store/failures.ts"
import { type MigrationFailed, type MigrationReport, migrateDatabase } from "../store/migrate.ts"

export interface Migrated extends MigrationReport {
  /** For people, one sentence per line. */
  readonly lines: ReadonlyArray<string>
}

export const migrate = Effect.fn("migrate")(function* (
  settings: DatabaseSettings
): Effect.fn.Return<Migrated, ConnectionError | MigrationFailed | DatabaseFailure> {
  const report = yield* migrateDatabase(settings)
  return { ...report, lines: linesOf(report) }
})

const linesOf = ({ engine, applied, known, findings }: MigrationReport): ReadonlyArray<string> => [
  applied.length === 0
    ? `The ${engine} database was up to date: ${known} migrations.`
    : `The ${engine} database is up to date: ${applied.length} of ${known} migrations applied now.`,
  ...applied.map((name) => `  ${name}`),
  ...findings.map(({ subject, problem }) => `Not as it should be: ${subject} ${problem}.`)
]
