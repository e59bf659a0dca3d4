/**
 * One transaction on one client of the pool, as Kysely sees it. Whoever opens it says what begins it and what ends it, as
 * one text each, since the way to the database costs more than most statements do. Owns the client until the end.
 */
import { createHash } from "node:crypto"
import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
  SingleConnectionProvider,
  Transaction
} from "kysely"
import { type QueryResult as DriverResult, escapeLiteral, type Pool, type PoolClient } from "pg"
import { StoreDefect } from "./failures.ts"
import type { Flush } from "./groupFlush.ts"
import type { Tables } from "./tables.ts"

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: ConstructorParameters<typeof PostgresIntrospector>[0]) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler()
}
const shared = { config: { dialect }, dialect, driver: dialect.createDriver() }
const plain = new Kysely<unknown>({ dialect })
const adapter = dialect.createAdapter()
const compiler = dialect.createQueryCompiler()

const changes = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"])

/** Texts that are given a name; the store has fewer, but lists of any length make some of them many. */
const preparedAtMost = 400
const everyColumn = /(?<!\()\*/
const names = new Map<string, string>()

/**
 * Prepared once for each client: planning under row security costs more than running most of them. Named by what they say,
 * so that the same name means the same in every process behind one pooler.
 */
const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known !== undefined) return known
  // What asks for every column would fail for good once a migration has added one.
  if (names.size >= preparedAtMost || everyColumn.test(text)) return undefined
  const name = `treff_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`
  names.set(text, name)
  return name
}

/** What a connection of a transaction that has ended would send belongs to nobody. */
const connectionOver = (client: PoolClient, hasEnded: () => boolean): DatabaseConnection => ({
  executeQuery: async <R>({ parameters, sql }: CompiledQuery): Promise<QueryResult<R>> => {
    if (hasEnded()) throw new StoreDefect("a query after its transaction has ended")
    const { command, rowCount, rows } = (await client.query({
      name: nameOf(sql),
      text: sql,
      values: [...parameters]
    })) as DriverResult
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
  /**
   * Statements without parameters, the last of them COMMIT. Throws what the first of them that fails throws. What comes back
   * waits for the disk, and throws when it is not known whether what was committed is there.
   */
  readonly commit: (text: string) => Promise<() => Promise<void>>
  readonly rollback: () => Promise<void>
}

/** Many statements in one text answer with a list of results. */
const lastOf = (result: DriverResult | ReadonlyArray<DriverResult>): DriverResult | undefined =>
  "command" in result ? result : result.at(-1)

/** Waits for a client; sends nothing yet. */
export const openTransaction = async (pool: Pool, flush: Flush): Promise<OpenTransaction> => {
  const client = await pool.connect()
  let ended = false
  const provider = new SingleConnectionProvider(connectionOver(client, () => ended))
  const executor = new DefaultQueryExecutor(compiler, adapter, provider)
  // Behind what is under way: an interrupted transaction is rolled back once its last statement has come back. What waits
  // behind the end finds that the transaction has ended, and is not sent.
  const send = (text: string) => provider.provideConnection(async () => lastOf(await client.query(text)))
  const sendLast = (text: string) =>
    provider.provideConnection(async () => {
      const result = lastOf(await client.query(text))
      ended = true
      return result
    })
  return {
    trx: new Transaction<Tables>({ ...shared, executor }),
    begin: async (text) => {
      await send(text)
    },
    commit: async (text) => {
      const result = await sendLast(text)
      // PostgreSQL answers COMMIT so where a statement has failed before.
      if (result?.command !== "ROLLBACK") return () => flush(client)
      client.release()
      throw new AbortedTransactionError()
    },
    // A client whose rollback fails leaves the pool: there is nothing left to undo.
    rollback: async () => {
      if (ended) return
      const failed = await sendLast("rollback").then(
        () => false,
        () => true
      )
      ended = true
      client.release(failed)
    }
  }
}

const literalOf = (value: unknown): string =>
  value instanceof Uint8Array ? `'\\x${Buffer.from(value).toString("hex")}'::bytea` : escapeLiteral(String(value))

/** A question with its parameters, texts and bytes, as literals. */
export const textOf = (question: RawBuilder<unknown>): string => {
  const { parameters, sql } = question.compile(plain)
  return sql.replaceAll(/\$(\d+)/g, (_, position: string) => literalOf(parameters[Number(position) - 1]))
}

/** The rows of one statement without parameters, asked between BEGIN, with what belongs to it, and COMMIT in one text. */
export const askAtOnce = async (pool: Pool, begin: string, statement: string): Promise<ReadonlyArray<unknown>> => {
  const client = await pool.connect()
  let broken = false
  try {
    const results: unknown = await client.query(`${begin}; ${statement}; commit`)
    return (results as ReadonlyArray<DriverResult>).at(-2)?.rows ?? []
  } catch (cause) {
    await client.query("rollback").catch(() => {
      broken = true
    })
    throw cause
  } finally {
    client.release(broken)
  }
}
