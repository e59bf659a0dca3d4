/**
 * What takes a household or a fact out of sight, and the glass that is broken to see one: a withdrawn release, a strictly
 * confidential address, an emergency. Each is done under the round's lock or refused; nothing is answered that was not done.
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound } from "../cases/failures.ts"
import { changeInput, findRound, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { putNotice } from "../work/outbox.ts"
import { findHousehold, subjectOf } from "./file.ts"

export const withdrawRelease = Effect.fnUntraced(function* (
  trx: Trx,
  round: string,
  household: string,
  { need, on, person }: { readonly person: string; readonly need: number; readonly on: string }
) {
  yield* seeRound(trx, round)
  const { members } = yield* findHousehold(trx, round, household)
  if (!members.some((member) => member.id === person)) return yield* new CaseNotFound({ what: "person" })
  const { rows } = yield* query("withdraw release", () =>
    sql<{ readonly withdrawn: { readonly household: string; readonly disclosed: boolean } | null }>`
      select health.withdraw(${round}, ${person}, ${need}, ${on}) as withdrawn`.execute(trx)
  )
  const withdrawn = rows[0]?.withdrawn ?? null
  if (withdrawn?.household !== household) return yield* new CaseNotFound({ what: "person" })
  if (withdrawn.disclosed) yield* tellRecipients(trx, round, household)
  yield* changeInput(trx, round)
  yield* record({ action: "withdraw", subject: `person:${round}/${person}`, fields: ["healthNeeds.release"] })
  yield* tell(trx, round, "release-withdrawn", household)
  return null
})

/** Whoever was told is told that it has changed (S22); what, they read where they may. */
const tellRecipients = Effect.fnUntraced(function* (trx: Trx, round: string, household: string) {
  const requests = yield* query("find recipients", () =>
    trx
      .selectFrom("core.request")
      .select(["id", "municipality"])
      .where("round_id", "=", round)
      .where("household_id", "=", household)
      .where("state", "in", ["open", "accepted"])
      .execute()
  )
  for (const { id, municipality } of requests)
    yield* putNotice(trx, {
      kind: "request-changed",
      municipality: MunicipalityCode.make(municipality),
      reference: id
    })
})

export const breakGlass = Effect.fnUntraced(function* (trx: Trx, round: string, id: string, reason: string) {
  const opened = yield* query("break glass", () =>
    trx
      .insertInto("core.break_glass")
      .values({ round_id: round, household_id: id, reason })
      .returning(sql<string>`to_char(until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("until"))
      .executeTakeFirstOrThrow()
  )
  // Only now, with the glass broken, does row security say whether the household is there.
  yield* findHousehold(trx, round, id)
  yield* record({ action: "break-glass", subject: subjectOf(round, id) })
  yield* tell(trx, round, "glass-broken", id)
  return { until: opened.until }
})

/** Not this round alone is locked, but by the database all that have one of the members, in the order everybody locks them. */
export const markStrictlyConfidential = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  yield* findRound(trx, round)
  yield* findHousehold(trx, round, id)
  const { rows } = yield* query("mark", () =>
    sql<{ readonly marked: number }>`select core.mark_strictly_confidential(${round}, ${id}) as marked`.execute(trx)
  )
  const marked = rows[0]?.marked ?? 0
  if (marked === 0) return yield* new CaseNotFound({ what: "household" })
  yield* record({ action: "change", subject: subjectOf(round, id), fields: ["protection"], count: marked })
  return null
})
