/**
 * Everything kept of one person, for that person (GDPR article 15), with who has looked at it. Owns what of a shared
 * household is that person's: nothing another member has said, no other member's need, and no officer's name.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import type { Household } from "../domain/Household.ts"
import type { PersonId, RoundId } from "../domain/Ids.ts"
import type { Access } from "./Access.ts"
import { AuditStore, type SubjectAccess } from "./AuditStore.ts"
import { record } from "./audit/trail.ts"
import { CaseNotFound } from "./cases/failures.ts"
import { findRound } from "./cases/round.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { findHousehold, subjectOf } from "./households/file.ts"

const JsonRecord = Schema.Record(Schema.String, Schema.Json)
type JsonRecord = typeof JsonRecord.Type

/** What of it is one person's own. Values as in treff-round/1. */
export const PersonData = Schema.Struct({
  round: Schema.String,
  household: Schema.String,
  person: JsonRecord.annotate({ description: "Everything recorded of the person, competence among it" }),
  healthNeeds: Schema.Array(JsonRecord).annotate({ description: "With the releases given and withdrawn" }),
  case: JsonRecord.annotate({ description: "What the household's case says that concerns this person" }),
  settlement: JsonRecord.annotate({ description: "How far the settlement has come" }),
  corrections: Schema.Array(JsonRecord),
  requests: Schema.Array(JsonRecord).annotate({
    description: "Municipalities that were asked, what they asked back and said"
  }),
  selfSettlements: Schema.Array(JsonRecord).annotate({ description: "Applications for agreed self-settlement" })
}).annotate({ identifier: "PersonData" })
export type PersonData = typeof PersonData.Type

export interface PersonExported {
  readonly data: PersonData
  readonly accessLog: ReadonlyArray<SubjectAccess>
}

export class PersonExport extends Context.Service<
  PersonExport,
  {
    /** By somebody who may open the round. */
    readonly of: (
      access: Access,
      round: RoundId,
      person: PersonId
    ) => Effect.Effect<PersonExported, CaseNotFound | DatabaseFailure>
  }
>()("treff/store/PersonExport") {
  static readonly layer = Layer.effect(
    PersonExport,
    Effect.gen(function* () {
      const database = yield* Database
      const audit = yield* AuditStore
      return PersonExport.of({
        of: Effect.fn("PersonExport.of")(function* (access: Access, round: RoundId, person: PersonId) {
          const { data, subjects } = yield* database.withRole(access.role, access, (trx) => gather(trx, round, person))
          const logs = yield* Effect.forEach(subjects, (subject) => audit.ofSubject(access, subject))
          const accessLog = logs.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
          return { data, accessLog }
        })
      })
    })
  )
}

/** Of the household's own facts only these concern each member alike; the rest may be another member's. */
const sharedFacts = ["permitOn", "hostMunicipality"] as const

type Encoded = typeof Household.Encoded

/** The officer's words on the children are theirs; what a household is protected from may be one member's secret. */
const caseOf = (household: Encoded, member: Encoded["members"][number]): JsonRecord => {
  const { bestInterests, hearing, hostMunicipality, members, minor, permitOn, protection, route } = household
  const alone = members.length === 1
  const found = {
    route,
    permitOn,
    hostMunicipality,
    interviewOn: hearing.interviewOn,
    commentDeadline: hearing.commentDeadline,
    commentWaived: hearing.commentWaived,
    heard: hearing.adultsHeard.includes(member.id),
    minor: alone ? minor : undefined,
    protection: alone ? protection : undefined,
    reunification: alone ? household.reunification : undefined,
    bestInterests:
      member.role === "child" && members.filter((one) => one.role === "child").length === 1 ? bestInterests : undefined
  }
  return JSON.parse(JSON.stringify(found)) as JsonRecord
}

const gather = Effect.fnUntraced(function* (trx: Trx, round: string, person: string) {
  // With the glass broken one reads a household; handing out somebody's data takes the round itself.
  yield* findRound(trx, round)
  const home = yield* query("find person", () =>
    trx
      .selectFrom("person.person")
      .select("household_id")
      .where("round_id", "=", round)
      .where("id", "=", person)
      .executeTakeFirst()
  )
  if (home === undefined) return yield* new CaseNotFound({ what: "person" })
  const id = home.household_id
  const household = yield* findHousehold(trx, round, id)
  const member = household.members.find((one) => one.id === person)
  if (member === undefined) return yield* new CaseNotFound({ what: "person" })
  const { healthNeeds: _none, ...own } = member
  const settlement = yield* readSettlement(trx, round, id, person)
  const alone = household.members.length === 1
  const requests = yield* readRequests(trx, round, id, alone)
  const applications = yield* readApplications(trx, round, id, alone)
  const data: PersonData = {
    round,
    household: id,
    person: own as unknown as JsonRecord,
    healthNeeds: yield* readNeeds(trx, round, person),
    case: caseOf(household, member),
    settlement: settlement.told,
    corrections: yield* readCorrections(trx, round, id, person),
    requests: requests.map(({ id: _id, ...told }) => told),
    selfSettlements: applications.map(({ id: _id, ...told }) => told)
  }
  yield* record({ action: "export", subject: `person:${round}/${person}`, fields: Object.keys(data), count: 1 })
  const subjects = [
    `person:${round}/${person}`,
    subjectOf(round, id),
    ...settlement.ids.map((one) => `settlement:${one}`),
    ...requests.map((request) => `request:${String(request.id)}`),
    ...applications.map((application) => `self-settlement:${String(application.id)}`)
  ]
  return { data, subjects }
})

const readNeeds = Effect.fnUntraced(function* (trx: Trx, round: string, person: string) {
  const { rows } = yield* query("export health", () =>
    sql<{ readonly found: ReadonlyArray<JsonRecord> | null }>`
      select health.export_person(${round}, ${person}) as found`.execute(trx)
  )
  return rows[0]?.found ?? (yield* new CaseNotFound({ what: "person" }))
})

const readSettlement = Effect.fnUntraced(function* (trx: Trx, round: string, household: string, person: string) {
  const { rows } = yield* query("read settlement", () =>
    sql<{ readonly id: string; readonly told: JsonRecord }>`
      select s.id, jsonb_build_object('state', s.state, 'municipality', s.municipality, 'settledOn', (
        select a.settled_on from core.arrival a where a.round_id = s.round_id and a.person_id = ${person})) as told
      from core.settlement s where s.round_id = ${round} and s.household_id = ${household}`.execute(trx)
  )
  return { ids: rows.map((row) => row.id), told: rows[0]?.told ?? {} }
})

const readCorrections = Effect.fnUntraced(function* (trx: Trx, round: string, household: string, person: string) {
  const { rows } = yield* query("read corrections", () =>
    sql<{ readonly told: JsonRecord }>`
      select jsonb_build_object('field', c.field, 'before', c.before, 'now', c."now", 'source', c.source,
        'saidOn', c.said_on, 'correctedAt', to_char(c.corrected_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as told
      from core.correction c where c.round_id = ${round} and c.household_id = ${household}
        and (c.person_id = ${person} or c.person_id is null and c.field = any(${[...sharedFacts]}))
      order by c.corrected_at, c.id`.execute(trx)
  )
  return rows.map((row) => row.told)
})

/** What is asked and answered of a household in free words may be what one member has said of another. */
const readRequests = Effect.fnUntraced(function* (trx: Trx, round: string, household: string, alone: boolean) {
  const utc = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
  const words = alone ? sql`, 'question', q.question, 'answer', q.answer` : sql``
  const { rows } = yield* query("read requests", () =>
    sql<{ readonly told: JsonRecord }>`
      select jsonb_build_object('id', r.id, 'municipality', r.municipality, 'state', r.state,
        'sentAt', ${utc("r.sent_at")}, 'answeredAt', ${utc("r.answered_at")},
        'fileReceivedAt', (select ${utc("c.received_at")} from core.receipt c where c.request_id = r.id),
        'questions', (select coalesce(jsonb_agg(jsonb_build_object('askedAt', ${utc("q.asked_at")},
            'answeredAt', ${utc("q.answered_at")}${words}) order by q.asked_at, q.id), '[]')
          from core.question q where q.request_id = r.id)) as told
      from core.request r where r.round_id = ${round} and r.household_id = ${household}
      order by r.sent_at, r.id`.execute(trx)
  )
  return rows.map((row) => row.told)
})

/** An officer's words may be what one member has said of another. */
const readApplications = Effect.fnUntraced(function* (trx: Trx, round: string, household: string, alone: boolean) {
  const words = alone ? "" : "reason"
  const { rows } = yield* query("read self-settlements", () =>
    sql<{ readonly told: JsonRecord }>`
      select jsonb_build_object('id', a.id, 'municipality', a.municipality, 'reference', a.reference,
        'appliedOn', a.applied_on, 'state', a.state, 'lease', a.lease, 'decision', a.decision - ${words}::text) as told
      from core.self_settlement a where a.round_id = ${round} and a.household_id = ${household}
      order by a.registered_at, a.id`.execute(trx)
  )
  return rows.map((row) => row.told)
})
