/** What a municipality asks about an open request, and the answer; no question about one that is closed. */
import { type Kysely, sql } from "kysely"
import { me, wall } from "../walls.ts"
import { here, ofRequest, writes } from "./conditions.ts"

export const questions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table core.question (
      id uuid primary key default gen_random_uuid(),
      request_id uuid not null references core.request on delete cascade,
      municipality text not null,
      question text not null check (length(question) between 1 and 2000),
      asked_by text not null default current_setting('app.user', true),
      asked_at timestamptz not null default now(),
      answer text check (length(answer) between 1 and 2000),
      answered_by text,
      answered_at timestamptz
    )`.execute(db)
  await sql`create index on core.question (request_id)`.execute(db)
  await sql`create index on core.question (asked_at) where answer is null`.execute(db)
  await wall(db, "core.question", {
    api_imdi: { select: ofRequest("question"), update: ofRequest("question") },
    api_kommune: {
      select: sql`${here} and ${ofRequest("question")}`,
      insert: sql`${writes} and asked_by = ${me} and answer is null
        and ${ofRequest("question", sql`r.state = 'open' and r.deadline > now()`)}`
    }
  })
}
