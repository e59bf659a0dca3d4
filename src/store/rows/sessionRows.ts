/** A session as the database knows it now: its age by the database's own clock, and the roles its account has now. */
import { Effect } from "effect"
import { sql } from "kysely"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"

export interface FoundSession {
  readonly id: string
  readonly account: string
  readonly organisation_kind: string | null
  readonly organisation_code: string | null
  /** UTC, ISO 8601. */
  readonly expires: string
  readonly closed: boolean
  readonly ended: boolean
  readonly idle: boolean
  readonly old: boolean
  readonly disabled: boolean
  readonly demo: boolean
  readonly roles: ReadonlyArray<string>
  /** Not written down as seen for a minute. */
  readonly stale: boolean
}

/** By the hash of its token. */
export const sessionQuestion = (hash: Uint8Array) => sql<FoundSession>`
  select s.id, s.account, s.organisation_kind, s.organisation_code,
    to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as expires,
    exists (select from ops.closed) as closed,
    s.ended_at is not null as ended,
    s.seen_at <= now() - interval '30 minutes' as idle,
    s.expires_at <= now() as old,
    a.disabled_at is not null as disabled,
    a.issuer = 'demo' as demo,
    s.seen_at <= now() - interval '1 minute' as stale,
    array(select g.role from ops.assignment g where g.account = s.account and g.ended_at is null
      and g.organisation_kind = s.organisation_kind
      and g.organisation_code is not distinct from s.organisation_code order by g.role) as roles
  from ops.session s join ops.account a on a.id = s.account
  where s.token_hash = ${hash}`

/** Whether a session that lives should be written down as seen. */
export const isStale = ({ closed, disabled, ended, idle, old, stale }: FoundSession): boolean =>
  stale && !(closed || disabled || ended || idle || old)

/** One that has ended or gone idle meanwhile stays so. */
export const markSeen = (trx: Trx, id: string) =>
  query("mark session seen", () =>
    sql`update ops.session set seen_at = now()
      where id = ${id} and ended_at is null and seen_at > now() - interval '30 minutes'`.execute(trx)
  )

export const isClosed = (trx: Trx) =>
  query("read whether closed", () => trx.selectFrom("ops.closed").select("one").executeTakeFirst()).pipe(
    Effect.map((row) => row !== undefined)
  )
