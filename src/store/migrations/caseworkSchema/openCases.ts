/** Households and persons: ordinary ones for those who may open the round, strictly confidential ones for their own queue. */
import { type Kysely, sql } from "kysely"
import { onlyInTheirQueue, reopen, setting } from "../walls.ts"
import { broken, myRounds } from "./conditions.ts"

export const openCases = async (db: Kysely<unknown>): Promise<void> => {
  // Of the file, for compare-and-set: two officers who correct two households do not stand in each other's way.
  await sql`alter table core.household add column version integer not null default 1`.execute(db)
  const queue = sql`strictly_confidential`
  await reopen(db, "core.household", {
    api_imdi: { select: sql`${myRounds} or ${broken("id")}`, insert: myRounds, update: myRounds },
    api_protected: { select: queue, update: queue }
  })
  // Row security of placements looks whether the household is there; the worker sees that it is, and nothing else of it.
  await sql`grant select (round_id, id, position, strictly_confidential) on core.household to worker`.execute(db)
  await sql`create policy worker_select on core.household for select to worker using (${setting("app.user")} is not null)`.execute(
    db
  )
  await reopen(db, "person.person", {
    api_imdi: { select: sql`${myRounds} or ${broken("household_id")}`, insert: myRounds, update: myRounds },
    api_protected: { select: queue }
  })
  await reopen(db, "competence.record", {
    api_imdi: {
      select: sql`${myRounds} or exists (select from person.person p where p.round_id = record.round_id and p.id = record.person_id)`,
      insert: myRounds,
      update: myRounds
    },
    api_protected: { select: queue }
  })
  // Read and changed only through functions that check purpose, role and relation and write the audit row.
  await reopen(db, "health.need", { api_imdi: { insert: myRounds } })
  for (const table of ["core.household", "person.person", "competence.record", "health.need"]) {
    for (const command of ["select", "update", "delete"]) {
      await sql`drop policy ${sql.id(`ordinary_${command}`)} on ${sql.table(table)}`.execute(db)
    }
    await onlyInTheirQueue(db, table)
  }
  await reopen(db, "core.plan", {
    api_imdi: { select: myRounds, insert: myRounds },
    worker: { select: true, insert: true }
  })
  await reopen(db, "core.placement", {
    api_imdi: { select: myRounds, insert: myRounds },
    worker: { select: true, insert: true }
  })
}
