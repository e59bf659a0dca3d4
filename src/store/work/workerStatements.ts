/**
 * Statements of pg-boss over our own pool, each in a transaction as the role `worker`. It refuses nothing by itself: the
 * role may touch the queue's tables and change no schema.
 */
import type { Pool, QueryResult } from "pg"

export type WorkerStatements = (
  text: string,
  values?: ReadonlyArray<unknown>
) => Promise<{ rows: Array<Record<string, unknown>> }>

/** Some of its texts bring a transaction along; there is one already. */
const withoutTransaction = (text: string): string =>
  /^\s*begin;/i.test(text) ? text.replace(/^\s*begin;/i, "").replace(/commit;\s*$/i, "") : text

/** Many statements in one text answer with a list of results. */
const rowsOf = (result: QueryResult | ReadonlyArray<QueryResult>): Array<Record<string, unknown>> =>
  "rows" in result ? result.rows : result.flatMap(({ rows }) => rows)

export const workerStatements =
  (pool: Pool): WorkerStatements =>
  async (text, values) => {
    const client = await pool.connect()
    let failed: Error | undefined
    try {
      await client.query("begin; set local role worker; set local idle_in_transaction_session_timeout = '5s'")
      const result = await client.query(withoutTransaction(text), values === undefined ? undefined : [...values])
      await client.query("commit")
      return { rows: rowsOf(result) }
    } catch (cause) {
      failed = cause instanceof Error ? cause : new Error("the statement failed")
      await client.query("rollback").then(
        () => {
          failed = undefined
        },
        () => {}
      )
      throw cause
    } finally {
      // A client whose rollback failed leaves the pool.
      client.release(failed)
    }
  }
