/**
 * One transaction on one client of the pool, as Kysely sees it. Whoever opens it says what begins it and what ends it, as
 * one text each, since the way to the database costs more than most statements do. Owns the client until the end.
 */
import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SingleConnectionProvider,
  Transaction
} from "kysely"
import type { QueryResult as DriverResult, Pool, PoolClient } from "pg"
import { StoreDefect } from "./failures.ts"
import type { Tables } from "./tables.ts"

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: ConstructorParameters<typeof PostgresIntrospector>[0]) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler()
}
const shared = { config: { dialect }, dialect, driver: dialect.createDriver() }
const adapter = dialect.createAdapter()
const compiler = dialect.createQueryCompiler()

const changes = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"])

/** What a connection of a transaction that has ended would send belongs to nobody. */
const connectionOver = (client: PoolClient, hasEnded: () => boolean): DatabaseConnection => ({
  executeQuery: async <R>({ parameters, sql }: CompiledQuery): Promise<QueryResult<R>> => {
    if (hasEnded()) throw new StoreDefect("a query after its transaction has ended")
    const { command, rowCount, rows } = (await client.query(sql, [...parameters])) as DriverResult
    return { rows: rows as Array<R>, ...(changes.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
  },
  streamQuery: () => {
    throw new StoreDefect("a query is streamed")
  }
})

export interface OpenTransaction {
  readonly trx: Transaction<Tables>
  /** Statements without parameters, the first of them BEGIN. */
  readonly begin: (text: string) => Promise<void>
  /** Statements without parameters, the last of them COMMIT. Throws what the first of them that fails throws. */
  readonly commit: (text: string) => Promise<void>
  readonly rollback: () => Promise<void>
}

/** Many statements in one text answer with a list of results. */
const lastOf = (result: DriverResult | ReadonlyArray<DriverResult>): DriverResult | undefined =>
  "command" in result ? result : result.at(-1)

/** Waits for a client; sends nothing yet. */
export const openTransaction = async (pool: Pool): Promise<OpenTransaction> => {
  const client = await pool.connect()
  let ended = false
  const provider = new SingleConnectionProvider(connectionOver(client, () => ended))
  const executor = new DefaultQueryExecutor(compiler, adapter, provider)
  // Behind what is under way: an interrupted transaction is rolled back once its last statement has come back.
  const send = (text: string) => provider.provideConnection(async () => lastOf(await client.query(text)))
  const release = (failed?: boolean) => {
    ended = true
    client.release(failed)
  }
  return {
    trx: new Transaction<Tables>({ ...shared, executor }),
    begin: async (text) => {
      await send(text)
    },
    commit: async (text) => {
      const result = await send(text)
      release()
      // PostgreSQL answers COMMIT so where a statement has failed before.
      if (result?.command === "ROLLBACK") throw new AbortedTransactionError()
    },
    // A client whose rollback fails leaves the pool: there is nothing left to undo.
    rollback: async () => {
      if (ended) return
      try {
        await send("rollback")
        release()
      } catch {
        release(true)
      }
    }
  }
}
