/**
 * Inside a transaction only the text that begins it, or the first statement, may set the role. Where the login is a superuser, as in the embedded
 * database, RESET ROLE would lift every policy. It stops a careless statement, not one that hides what it does.
 */
import type { Pool, PoolClient, QueryConfig } from "pg"
import { StoreDefect } from "./failures.ts"

const begins = /^\s*(?:begin|start\s+transaction)\b/i
const beginsWithMore = /;\s*\S/
const ends = /(?:^|;)\s*(?:commit|end|abort|rollback(?!\s+to\b))\s*;?\s*$/i
const setsRole = /(?:^|;)\s*(?:re)?set\s+(?:(?:local|session)\s+)?(?:role|session\s+authorization|row_security)\b/i
const configures = /\bset_config\s*\(/i
const quotesPower = /'\s*(?:role|session_authorization|row_security)\s*'/i
const isPower = /^\s*(?:role|session_authorization|row_security)\s*$/i

const changesRole = (text: string, parameters: ReadonlyArray<unknown>): boolean =>
  setsRole.test(text) ||
  (configures.test(text) &&
    (quotesPower.test(text) || parameters.some((value) => typeof value === "string" && isPower.test(value))))

const guardClient = (client: PoolClient): void => {
  const run = client.query.bind(client) as (query: QueryConfig) => Promise<unknown>
  let state: "outside" | "begun" | "inside" = "outside"
  const guarded = (asked: string | QueryConfig, parameters?: ReadonlyArray<unknown>) => {
    const { values = [], ...query } =
      typeof asked === "string" ? { text: asked, values: [...(parameters ?? [])] } : asked
    const { text } = query
    if (state === "inside" && changesRole(text, values))
      return Promise.reject(new StoreDefect("a statement changes the role inside a transaction"))
    if (ends.test(text)) state = "outside"
    else if (begins.test(text)) state = beginsWithMore.test(text) ? "inside" : "begun"
    else if (state === "begun") state = "inside"
    return run({ ...query, values })
  }
  client.query = guarded as typeof client.query
}

/** Guards every client the pool will make. */
export const guardRoles = (pool: Pool): Pool => {
  pool.on("connect", guardClient)
  return pool
}
