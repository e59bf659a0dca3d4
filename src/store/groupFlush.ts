/**
 * Commits share a write to disk. Whoever commits holds the audit log's lock until then; with a write of its own for each, as
 * many were done in a second as the disk does writes, one behind the other. So a commit does not wait for the disk
 * (`synchronous_commit`, Database.ts): whoever asked does, until everything committed up to then is there. What is given out
 * or acted on has been waited for, and so has everything it was made from, for the log is written in order; a refusal has not.
 */
import type { PoolClient, QueryConfig } from "pg"

/** A commit of next to nothing that does wait, for the disk and whatever else the operator's setting names. */
const awaitDisk = "begin; select pg_logical_emit_message(true, 'treff', ''); commit"

/** Gives the client back. Answers once what was committed before the call is on disk; throws when that is not known. */
export type Flush = (client: PoolClient) => Promise<void>

/** Everybody waits behind one whose answer is lost on the way: it is given up after `withinMs`, sooner than the network does. */
export const groupFlush = (withinMs = 10_000): Flush => {
  const asked: QueryConfig & { readonly query_timeout: number } = { text: awaitDisk, query_timeout: withinMs }
  let underWay: Promise<void> | undefined
  let next: Promise<void> | undefined

  const write = async (client: PoolClient) => {
    let broken = true
    try {
      await client.query(asked)
      broken = false
    } finally {
      client.release(broken)
      underWay = undefined
    }
  }
  const start = (client: PoolClient): Promise<void> => {
    underWay = write(client)
    return underWay
  }
  return (client) => {
    // The one under way began before this commit, and may not have seen it.
    if (next !== undefined) {
      client.release()
      return next
    }
    if (underWay === undefined) return start(client)
    const begin = () => {
      next = undefined
      return start(client)
    }
    next = underWay.then(begin, begin)
    return next
  }
}

/** Where a commit has waited already. */
export const noFlush: Flush = async (client) => client.release()
