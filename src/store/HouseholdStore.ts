/**
 * A household's file, opened by somebody who may: every look and every change leaves a row in the audit log. Health comes
 * through its own door with a purpose; what is strictly confidential is not here.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import { type Correction, CorrectionImpossible, corrected } from "../casework/process/correction.ts"
import { Household } from "../domain/Household.ts"
import type { HouseholdId, PersonId, RoundId } from "../domain/Ids.ts"
import type { IsoDate } from "../domain/IsoDate.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { AccessRefused, CaseNotFound, type KeyReused } from "./cases/failures.ts"
import { changeInput, tell } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { householdFromRows } from "./rows/householdRows.ts"
import { decodeStored } from "./rows/storedJson.ts"

/** Health needs of one person; of what is not released it is told only that it is held. */
export const HealthOfPerson = Schema.Struct({
  person: Schema.String,
  needs: Schema.Array(Schema.Json)
})
export type HealthOfPerson = typeof HealthOfPerson.Type

/** Purposes health may be read for. Another one is refused, and the refusal logged. */
export const healthPurposes = ["settlement", "complaint"] as const

type Failure = CaseNotFound | DatabaseFailure

export class HouseholdStore extends Context.Service<
  HouseholdStore,
  {
    /** The whole file but health. Remembers when it was opened, for the decision that follows (D15). */
    readonly open: (access: Access, round: RoundId, id: HouseholdId) => Effect.Effect<Household, Failure>
    readonly health: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      purpose: string
    ) => Effect.Effect<ReadonlyArray<HealthOfPerson>, AccessRefused | DatabaseFailure>
    readonly correct: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      correction: Correction
    ) => Effect.Effect<null, Failure | CorrectionImpossible | KeyReused>
    /** Withdrawal of a release from taushetsplikt: out of every view at once, and the round is a draft again (S22). */
    readonly withdrawRelease: (
      access: Access,
      round: RoundId,
      person: PersonId,
      need: number,
      on: IsoDate
    ) => Effect.Effect<null, Failure | KeyReused>
    /** Opens one household outside one's own rounds for three hours. The reason is kept and the lead is told. */
    readonly breakGlass: (
      access: Access,
      round: RoundId,
      id: HouseholdId,
      reason: string
    ) => Effect.Effect<{ readonly until: string }, Failure | KeyReused>
    /** Code 6 or 7: out of this and every other round, into its own queue. */
    readonly markStrictlyConfidential: (
      access: Access,
      round: RoundId,
      id: HouseholdId
    ) => Effect.Effect<null, Failure | KeyReused>
  }
>()("treff/store/HouseholdStore") {
  static readonly layer = Layer.effect(
    HouseholdStore,
    Effect.map(Database, (database) => {
      const act = <A, E, R>(access: Access, use: (trx: Trx) => Effect.Effect<A, E, R>) =>
        database.withRole(access.role, access, use)
      return HouseholdStore.of({
        open: Effect.fn("HouseholdStore.open")((access: Access, round: RoundId, id: HouseholdId) =>
          act(access, (trx) => open(trx, round, id)).pipe(Effect.flatMap(decodeHousehold))
        ),
        health: Effect.fn("HouseholdStore.health")((access: Access, round: RoundId, id: HouseholdId, purpose: string) =>
          act(access, (trx) => readHealth(trx, round, id, purpose)).pipe(
            Effect.flatMap((found) => (found === null ? Effect.fail(new AccessRefused()) : decodeHealth(found)))
          )
        ),
        correct: Effect.fn("HouseholdStore.correct")(
          (access: Access, round: RoundId, id: HouseholdId, correction: Correction) =>
            act(access, (trx) => once(trx, correct(trx, round, id, correction)))
        ),
        withdrawRelease: Effect.fn("HouseholdStore.withdrawRelease")(
          (access: Access, round: RoundId, person: PersonId, need: number, on: IsoDate) =>
            act(access, (trx) => once(trx, withdrawRelease(trx, round, person, need, on)))
        ),
        breakGlass: Effect.fn("HouseholdStore.breakGlass")(
          (access: Access, round: RoundId, id: HouseholdId, reason: string) =>
            act(access, (trx) => once(trx, breakGlass(trx, round, id, reason)))
        ),
        markStrictlyConfidential: Effect.fn("HouseholdStore.markStrictlyConfidential")(
          (access: Access, round: RoundId, id: HouseholdId) => act(access, (trx) => once(trx, mark(trx, round, id)))
        )
      })
    })
  )
}

const decodeHousehold = decodeStored(Household, "household")
const decodeHealth = decodeStored(Schema.Array(HealthOfPerson), "health")

const subjectOf = (round: string, household: string) => `household:${round}/${household}`

/** The encoded household without health, or undefined when the asker cannot see it. */
const findHousehold = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  const household = yield* query("read household", () =>
    trx
      .selectFrom("core.household")
      .select(["id", "route", "doc"])
      .where("round_id", "=", round)
      .where("id", "=", id)
      .executeTakeFirst()
  )
  if (household === undefined) return yield* new CaseNotFound({ what: "household" })
  const persons = yield* query("read persons", () =>
    trx
      .selectFrom("person.person")
      .selectAll()
      .where("round_id", "=", round)
      .where("household_id", "=", id)
      .orderBy("position")
      .execute()
  )
  const competence = yield* query("read competence", () =>
    trx
      .selectFrom("competence.record")
      .select(["person_id", "doc"])
      .where("round_id", "=", round)
      .where(
        "person_id",
        "in",
        persons.map(({ id: person }) => person)
      )
      .execute()
  )
  return householdFromRows(household, persons, competence, new Map()) as typeof Household.Encoded
})

const open = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  const household = yield* findHousehold(trx, round, id)
  const shown = yield* query("find plan", () =>
    trx
      .selectFrom("core.plan")
      .select("id")
      .where("round_id", "=", round)
      .orderBy("sequence", "desc")
      .limit(1)
      .execute()
  )
  // Outside her own rounds, with the glass broken, an officer reads and decides nothing.
  yield* query("remember opening", () =>
    sql`insert into core.opened (round_id, household_id, plan_id)
      select ${round}, ${id}, ${shown[0]?.id ?? null} where exists (select from core.round where id = ${round})
      on conflict (round_id, household_id, user_id) do update set plan_id = excluded.plan_id, opened_at = now()`.execute(
      trx
    )
  )
  yield* record({ action: "read", subject: subjectOf(round, id), fields: Object.keys(household) })
  return household
})

const readHealth = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, purpose: string) {
  const { rows } = yield* query("read health", () =>
    sql<{ readonly found: unknown }>`select health.read(${round}, ${id}, ${purpose}) as found`.execute(trx)
  )
  return rows[0]?.found ?? null
})

const correct = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, correction: Correction) {
  const household = yield* findHousehold(trx, round, id)
  const result = corrected(household, correction)
  if (result instanceof CorrectionImpossible) return yield* result
  const { field, person, saidOn, source, value } = correction
  yield* person === undefined
    ? writeHousehold(trx, round, result.household)
    : writePerson(trx, round, result.household, person)
  yield* query("keep correction", () =>
    trx
      .insertInto("core.correction")
      .values({
        round_id: round,
        household_id: id,
        person_id: person ?? null,
        field,
        before: JSON.stringify(result.before),
        now: JSON.stringify(value),
        source,
        said_on: saidOn
      })
      .execute()
  )
  yield* changeInput(trx, round)
  yield* record({ action: "change", subject: subjectOf(round, id), fields: [field] })
  yield* tell(trx, round, "household-corrected", id, { field })
  return null
})

const writeHousehold = (trx: Trx, round: string, household: typeof Household.Encoded) => {
  const { id, members: _members, route: _route, ...doc } = household
  return query("write household", () =>
    trx
      .updateTable("core.household")
      .set({ doc: JSON.stringify(doc) })
      .where("round_id", "=", round)
      .where("id", "=", id)
      .execute()
  )
}

const writePerson = Effect.fnUntraced(function* (
  trx: Trx,
  round: string,
  household: typeof Household.Encoded,
  id: string
) {
  const member = household.members.find((one) => one.id === id)
  if (member === undefined) return yield* new CaseNotFound({ what: "person" })
  const { birthDate, competence, duf: _duf, healthNeeds: _health, id: _id, ...doc } = member
  yield* query("write person", () =>
    trx
      .updateTable("person.person")
      .set({ doc: JSON.stringify(doc), birth_date: birthDate })
      .where("round_id", "=", round)
      .where("id", "=", id)
      .execute()
  )
  if (competence === undefined) return
  yield* query("write competence", () =>
    trx
      .insertInto("competence.record")
      .values({ round_id: round, person_id: id, strictly_confidential: false, doc: JSON.stringify(competence) })
      .onConflict((conflict) =>
        conflict.columns(["round_id", "person_id"]).doUpdateSet({ doc: JSON.stringify(competence) })
      )
      .execute()
  )
})

const withdrawRelease = Effect.fnUntraced(function* (
  trx: Trx,
  round: string,
  person: string,
  need: number,
  on: string
) {
  const { rows } = yield* query("withdraw release", () =>
    sql<{ readonly done: boolean }>`select health.withdraw(${round}, ${person}, ${need}, ${on}) as done`.execute(trx)
  )
  if (rows[0]?.done !== true) return yield* new CaseNotFound({ what: "person" })
  yield* changeInput(trx, round)
  yield* record({ action: "withdraw", subject: `person:${round}/${person}`, fields: ["healthNeeds.release"] })
  yield* tell(trx, round, "release-withdrawn", person)
  return null
})

const breakGlass = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, reason: string) {
  const opened = yield* query("break glass", () =>
    trx
      .insertInto("core.break_glass")
      .values({ round_id: round, household_id: id, reason })
      .returning("until")
      .executeTakeFirstOrThrow()
  )
  // Only now, with the glass broken, does row security say whether the household is there.
  yield* findHousehold(trx, round, id)
  yield* record({ action: "break-glass", subject: subjectOf(round, id) })
  yield* query("alert", () => sql`select core.tell(${round}, 'glass-broken', ${id}, '{}'::jsonb)`.execute(trx))
  return { until: opened.until }
})

const mark = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  yield* findHousehold(trx, round, id)
  yield* changeInput(trx, round)
  yield* tell(trx, round, "household-left", id)
  yield* query("mark", () => sql`select core.mark_strictly_confidential(${round}, ${id})`.execute(trx))
  yield* record({ action: "change", subject: subjectOf(round, id), fields: ["protection"] })
  return null
})
