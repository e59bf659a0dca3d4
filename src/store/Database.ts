/**
 * The one door to the database: a transaction as one runtime role with its context. Owns role, context, audit trail, commit;
 * hands out no connection and no result that is not committed.
 */
import { Context, Effect, Exit, Layer, type Scope } from "effect"
import { type ControlledTransaction, Kysely, PostgresDialect, sql, type Transaction } from "kysely"
import type { AccessContext, RuntimeRole } from "./Access.ts"
import { type AuditEntry, Trail } from "./audit/trail.ts"
import { type Connection, type ConnectionError, connect } from "./connection.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type DatabaseFailure, query, StoreDefect } from "./failures.ts"
import { checkLogin, type LoginTooStrong } from "./login.ts"
import { applyMigrations, checkMigrations, type MigrationFailed, type SchemaOutdated } from "./migrate.ts"
import { EmbeddedDatabase, type Notice } from "./Notice.ts"
import type { Tables } from "./tables.ts"
import { type WorkerStatements, workerStatements } from "./work/workerStatements.ts"

/** What a query inside withRole is built on. It ends with the transaction. */
export type Trx = Transaction<Tables>

export type OpenError = ConnectionError | DatabaseFailure | MigrationFailed | SchemaOutdated | LoginTooStrong

/** A second transaction inside the first waits for ever where there is one connection, and sees other rows elsewhere. */
const insideTransaction = Context.Reference<boolean>("treff/store/insideTransaction", { defaultValue: () => false })

export class Database extends Context.Service<
  Database,
  {
    readonly engine: Connection["engine"]
    /** To be shown to whoever opened the database. */
    readonly notices: ReadonlyArray<Notice>
    /** Migrations applied while opening: the embedded database brings itself up to date. */
    readonly migrated: ReadonlyArray<string>
    /** Writes into the lock where this process serves; nothing on PostgreSQL. */
    readonly announce: Connection["announce"]
    /** Notifications while the scope is open (Changes.ts). */
    readonly listen: Connection["listen"]
    /** For the queue's own statements (jobs/JobQueue.ts), as the role `worker`. */
    readonly workerStatements: WorkerStatements
    /** Runs `use` in one transaction. The result leaves only after commit; any failure rolls back. */
    readonly withRole: <A, E, R>(
      role: RuntimeRole,
      context: AccessContext,
      use: (trx: Trx) => Effect.Effect<A, E, R>
    ) => Effect.Effect<A, E | DatabaseFailure, R>
  }
>()("treff/store/Database") {
  /** Opens, checks and closes with the layer's scope. */
  static readonly layer = (settings: DatabaseSettings): Layer.Layer<Database, OpenError> =>
    Layer.effect(Database, open(settings))

  /** Over a connection that somebody else closes, with a schema that somebody else keeps up to date. */
  static readonly layerOver = (connection: Connection): Layer.Layer<Database> =>
    Layer.effect(
      Database,
      Effect.sync(() => makeDatabase(connection, [], []))
    )
}

const makeDatabase = (
  connection: Connection,
  notices: ReadonlyArray<Notice>,
  migrated: ReadonlyArray<string>
): Database["Service"] => {
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connection.pool }) })

  const begin = Effect.gen(function* () {
    if (yield* insideTransaction) return yield* Effect.die(new StoreDefect("withRole inside withRole: pass trx on"))
    return yield* query("begin", () => kysely.startTransaction().execute())
  })
  const enter = (trx: Trx, role: RuntimeRole, context: AccessContext) =>
    query("enter", async () => {
      // One statement for role and context: the first of a transaction, and the only one that may set the role.
      await sql`select set_config('role', ${role}, true), set_config('app.user', ${context.user}, true),
        set_config('app.roles', ${(context.roles ?? []).join()}, true),
        set_config('app.municipality', ${context.municipality ?? ""}, true),
        set_config('app.county', ${context.county ?? ""}, true),
        set_config('app.organisation', ${context.organisation ?? ""}, true),
        set_config('app.session', ${context.session ?? ""}, true),
        set_config('app.request', ${context.request ?? ""}, true),
        set_config('app.purpose', ${context.purpose}, true)`.execute(trx)
    })
  const tell = (trx: Trx, entries: ReadonlyArray<AuditEntry>) =>
    entries.length === 0
      ? Effect.void
      : query("write audit log", () => sql`select audit.append(${JSON.stringify(entries)}::jsonb)`.execute(trx))
  // A rollback that fails has nothing left to undo: Kysely throws the connection away.
  const end = (trx: ControlledTransaction<Tables>, exit: Exit.Exit<unknown, unknown>) =>
    Exit.isSuccess(exit)
      ? query("commit", () => trx.commit().execute())
      : Effect.ignore(query("rollback", () => trx.rollback().execute()))

  return Database.of({
    engine: connection.engine,
    notices,
    migrated,
    announce: connection.announce,
    listen: connection.listen,
    workerStatements: workerStatements(connection.pool),
    withRole: (role, context, use) =>
      Effect.acquireUseRelease(
        begin,
        (trx) => {
          const trail: Array<AuditEntry> = []
          return enter(trx, role, context).pipe(
            Effect.andThen(use(trx)),
            Effect.tap(() => tell(trx, trail)),
            Effect.provideService(insideTransaction, true),
            Effect.provideService(Trail, trail)
          )
        },
        end
      )
  })
}

const open = Effect.fn("Database.open")(function* (
  settings: DatabaseSettings
): Effect.fn.Return<Database["Service"], OpenError, Scope.Scope> {
  const connection = yield* connect(settings, "runtime")
  if (connection.engine === "PGlite") {
    const migrated = yield* applyMigrations(connection)
    return makeDatabase(connection, [new EmbeddedDatabase({ directory: settings.directory })], migrated)
  }
  const notices = yield* checkLogin(connection, settings.mode)
  yield* checkMigrations(connection)
  return makeDatabase(connection, notices, [])
})
