/**
 * One household's file, read by somebody who may: the look is remembered for the decision that follows (D15) and leaves a
 * row in the audit log. Health has a door of its own, in the database, which asks for a purpose.
 */
import { Effect } from "effect"
import { sql } from "kysely"
import type { Household } from "../../domain/Household.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound } from "../cases/failures.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { householdFromRows, personColumns } from "../rows/householdRows.ts"

/** As the audit log names it. */
export const subjectOf = (round: string, household: string) => `household:${round}/${household}`

/** The version comes with the first row: what changes between the reads makes a file look older than it is, never newer. */
const readHousehold = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  const household = yield* query("read household", () =>
    trx
      .selectFrom("core.household")
      .select(["id", "route", "doc", "version"])
      .where("round_id", "=", round)
      .where("id", "=", id)
      .executeTakeFirst()
  )
  if (household === undefined) return yield* new CaseNotFound({ what: "household" })
  const persons = yield* query("read persons", () =>
    trx
      .selectFrom("person.person as person")
      .leftJoin("competence.record as record", (join) =>
        join.onRef("record.round_id", "=", "person.round_id").onRef("record.person_id", "=", "person.id")
      )
      .select(personColumns.map((column) => `person.${column}` as const))
      .select("record.doc as competence")
      .where("person.round_id", "=", round)
      .where("person.household_id", "=", id)
      .orderBy("person.position")
      .execute()
  )
  return {
    version: household.version,
    household: householdFromRows(household, persons) as typeof Household.Encoded
  }
})

/** The encoded household without health, or a refusal when the asker cannot see it. */
export const findHousehold = (trx: Trx, round: string, id: string) =>
  Effect.map(readHousehold(trx, round, id), ({ household }) => household)

export const openFile = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  const { household, version } = yield* readHousehold(trx, round, id)
  // Outside her own rounds, with the glass broken, an officer reads and decides nothing.
  yield* query("remember opening", () =>
    sql`insert into core.opened (round_id, household_id, plan_id)
      select round.id, ${id}, (
        select plan.id from core.plan where plan.round_id = round.id order by plan.sequence desc limit 1)
      from core.round where round.id = ${round}
      on conflict (round_id, household_id, user_id) do update set plan_id = excluded.plan_id, opened_at = now()`.execute(
      trx
    )
  )
  yield* record({ action: "read", subject: subjectOf(round, id), fields: Object.keys(household) })
  return { version, household }
})

/** Null when it is refused; the function has written its audit row either way. */
export const readHealth = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, purpose: string) {
  const { rows } = yield* query("read health", () =>
    sql<{ readonly found: unknown }>`select health.read(${round}, ${id}, ${purpose}) as found`.execute(trx)
  )
  return rows[0]?.found ?? null
})
