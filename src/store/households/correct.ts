/**
 * Facts corrected by an officer of the round, one at a time under the round's lock, with who says so and when. What was
 * before is kept; the round is a draft again.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { type Correction, CorrectionImpossible, corrected } from "../../casework/process/correction.ts"
import type { KnownNames } from "../../casework/process/namedIn.ts"
import type { Competence } from "../../domain/Competence.ts"
import type { Household } from "../../domain/Household.ts"
import { PersonSource } from "../../domain/Provenance.ts"
import { record } from "../audit/trail.ts"
import { CaseNotFound } from "../cases/failures.ts"
import { changeInput, seeRound, tell } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { findHousehold, subjectOf } from "./file.ts"
import { expectFileVersion, raiseFileVersion } from "./version.ts"

type EncodedHousehold = typeof Household.Encoded

export const CorrectionKept = Schema.Struct({
  id: Schema.String.check(Schema.isUUID()),
  person: Schema.NullOr(Schema.String).annotate({ description: "Null: a fact of the household itself" }),
  field: Schema.String,
  before: Schema.Json,
  now: Schema.Json,
  source: PersonSource,
  saidOn: Schema.String,
  correctedAt: Schema.String
}).annotate({ identifier: "CorrectionKept" })
export type CorrectionKept = typeof CorrectionKept.Type

export const correct = Effect.fnUntraced(function* (
  trx: Trx,
  round: string,
  id: string,
  version: number,
  correction: Correction
) {
  // Whoever has only broken the glass does not see the round, and changes nothing.
  yield* seeRound(trx, round)
  const household = yield* findHousehold(trx, round, id)
  yield* expectFileVersion(trx, round, id, version)
  const result = corrected(household, correction, yield* knownNames(trx, round))
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
  return yield* raiseFileVersion(trx, round, id)
})

/** What a fact may name: a household the asker cannot see is not there. */
const knownNames = Effect.fnUntraced(function* (trx: Trx, round: string) {
  const households = yield* query("list households", () =>
    trx.selectFrom("core.household").select("id").where("round_id", "=", round).execute()
  )
  const municipalities = yield* query("list municipalities", () =>
    trx
      .selectFrom("core.municipality")
      .select("code")
      .where("version", "=", (eb) =>
        eb.selectFrom("core.municipality_file").select("version").orderBy("sequence", "desc").limit(1)
      )
      .execute()
  )
  const known: KnownNames = {
    households: new Set(households.map((one) => one.id)),
    municipalities: new Set(municipalities.map(({ code }) => code))
  }
  return known
})

const writeHousehold = Effect.fnUntraced(function* (trx: Trx, round: string, household: EncodedHousehold) {
  const { id, members: _members, route: _route, ...doc } = household
  yield* query("write household", () =>
    trx
      .updateTable("core.household")
      .set({ doc: JSON.stringify(doc) })
      .where("round_id", "=", round)
      .where("id", "=", id)
      .execute()
  )
  // Places of minors are counted by it; a request that is out keeps what it was sent with.
  yield* query("write lane", () =>
    trx
      .updateTable("core.settlement")
      .set({ minors: household.minor !== undefined })
      .where("round_id", "=", round)
      .where("household_id", "=", id)
      .where("state", "=", "waiting")
      .execute()
  )
})

/** Nothing known, which is what no record at all says; there is nobody who may delete one. */
const nothingKnown: typeof Competence.Encoded = { education: [], work: [], norwegian: [], plan: [], results: [] }

const writePerson = Effect.fnUntraced(function* (trx: Trx, round: string, household: EncodedHousehold, id: string) {
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
  const record = JSON.stringify(competence ?? nothingKnown)
  const kept = yield* query("write competence", () =>
    trx
      .updateTable("competence.record")
      .set({ doc: record })
      .where("round_id", "=", round)
      .where("person_id", "=", id)
      .executeTakeFirst()
  )
  if (competence === undefined || kept.numUpdatedRows > 0n) return
  yield* query("add competence", () =>
    trx
      .insertInto("competence.record")
      .values({ round_id: round, person_id: id, strictly_confidential: false, doc: record })
      .execute()
  )
})

export const readCorrections = Effect.fnUntraced(function* (trx: Trx, round: string, id: string) {
  yield* findHousehold(trx, round, id)
  const rows = yield* query("read corrections", () =>
    trx
      .selectFrom("core.correction")
      .select(["id", "person_id as person", "field", "before", "now", "source", "said_on as saidOn"])
      .select(sql<string>`to_char(corrected_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as("correctedAt"))
      .where("round_id", "=", round)
      .where("household_id", "=", id)
      .orderBy("corrected_at")
      .orderBy("id")
      .execute()
  )
  yield* record({ action: "read", subject: subjectOf(round, id), fields: ["corrections"], count: rows.length })
  return rows
})
