/**
 * The one door to the database: a transaction as one runtime role with its context. Owns role, context, audit trail, commit;
 * hands out no connection and no result that is not committed.
 */
import { Context, Effect, Exit, Layer, type Scope } from "effect"
import type { RawBuilder, Transaction } from "kysely"
import { escapeLiteral } from "pg"
import type { AccessContext, RuntimeRole } from "./Access.ts"
import { type AuditEntry, Trail } from "./audit/trail.ts"
import { type Connection, type ConnectionError, connect } from "./connection.ts"
import type { DatabaseSettings } from "./DatabaseSettings.ts"
import { type DatabaseFailure, flushFailureOf, query, StoreDefect } from "./failures.ts"
import { groupFlush, noFlush } from "./groupFlush.ts"
import { checkLogin, type LoginTooStrong } from "./login.ts"
import { applyMigrations, checkMigrations, type MigrationFailed, type SchemaOutdated } from "./migrate.ts"
import { EmbeddedDatabase, type Notice } from "./Notice.ts"
import type { Tables } from "./tables.ts"
import { askAtOnce, type OpenTransaction, openTransaction, textOf } from "./transaction.ts"
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
    /** One question without an audit entry, for what every request asks: its parameters travel inside the text. */
    readonly ask: <A>(
      role: RuntimeRole,
      context: AccessContext,
      question: RawBuilder<A>
    ) => Effect.Effect<ReadonlyArray<A>, DatabaseFailure>
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

/** BEGIN, role and context in one text. The role is set here and nowhere else (roleGuard.ts). */
const entering = (role: RuntimeRole, context: AccessContext): string => {
  const settings = {
    role,
    "app.user": context.user,
    "app.roles": (context.roles ?? []).join(),
    "app.municipality": context.municipality ?? "",
    "app.county": context.county ?? "",
    "app.organisation": context.organisation ?? "",
    "app.session": context.session ?? "",
    "app.request": context.request ?? "",
    "app.purpose": context.purpose
  }
  const set = Object.entries(settings).map(([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`)
  return `begin; select ${set.join(", ")}`
}

/** As hexadecimal digits: what people wrote into an entry can then be no SQL, nor look like any. */
const told = (trail: ReadonlyArray<AuditEntry>): string =>
  trail.length === 0
    ? ""
    : `select audit.append(convert_from('\\x${Buffer.from(JSON.stringify(trail)).toString("hex")}'::bytea, 'UTF8')::jsonb); `

const makeDatabase = (
  connection: Connection,
  notices: ReadonlyArray<Notice>,
  migrated: ReadonlyArray<string>
): Database["Service"] => {
  const outside = Effect.gen(function* () {
    if (yield* insideTransaction) yield* Effect.die(new StoreDefect("a transaction inside another: pass trx on"))
  })
  // The embedded database has one client, and so nothing to share: it commits and writes in one.
  const shared = connection.engine === "PostgreSQL"
  const flush = shared ? groupFlush() : noFlush
  const leaveToFlush = shared ? "; set local synchronous_commit = off" : ""
  const begin = Effect.andThen(
    outside,
    query("begin", () => openTransaction(connection.pool, flush))
  )
  const end = ({ commit, rollback }: OpenTransaction, trail: ReadonlyArray<AuditEntry>) =>
    query("commit", () => commit(`${told(trail)}commit`)).pipe(
      Effect.onError(() => Effect.promise(rollback)),
      Effect.flatMap((onDisk) => Effect.tryPromise({ try: onDisk, catch: flushFailureOf }))
    )

  return Database.of({
    engine: connection.engine,
    notices,
    migrated,
    announce: connection.announce,
    listen: connection.listen,
    workerStatements: workerStatements(connection.pool),
    ask: <A>(role: RuntimeRole, context: AccessContext, question: RawBuilder<A>) =>
      Effect.andThen(
        outside,
        query("ask", async () => {
          const rows = await askAtOnce(connection.pool, entering(role, context), textOf(question))
          return rows as ReadonlyArray<A>
        })
      ),
    withRole: (role, context, use) =>
      Effect.acquireUseRelease(
        begin,
        (transaction) => {
          const trail: Array<AuditEntry> = []
          return query("enter", () => transaction.begin(entering(role, context) + leaveToFlush)).pipe(
            Effect.andThen(use(transaction.trx)),
            Effect.provideService(insideTransaction, true),
            Effect.provideService(Trail, trail),
            Effect.map((answer) => ({ answer, trail }))
          )
        },
        (transaction, exit) =>
          Exit.isSuccess(exit) ? end(transaction, exit.value.trail) : Effect.promise(transaction.rollback)
      ).pipe(Effect.map(({ answer }) => answer))
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
  // What every act will do: a login that may not is told so now.
  yield* query("wait for the disk", async () => groupFlush()(await connection.pool.connect()))
  return makeDatabase(connection, notices, [])
})
