/** What was answered to a key: asked again, the same answer is given and nothing is done twice. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"

export const idempotency = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table ops.idempotency (
      user_id text not null default current_setting('app.user', true),
      key uuid not null,
      request_hash text not null,
      answer jsonb,
      at timestamptz not null default now(),
      primary key (user_id, key)
    )`.execute(db)
  await sql`create index on ops.idempotency (at)`.execute(db)
  const own = sql`user_id = ${me}`
  const opened = { select: own, insert: own, update: own }
  await wall(db, "ops.idempotency", {
    api_imdi: opened,
    api_kommune: opened,
    api_analyst: opened,
    api_protected: opened,
    worker: { select: true, delete: sql`at < now() - interval '7 days'` }
  })
}
