/**
 * The households of a round a page at a time: where each stands, what has been chosen and decided, and what is missing
 * before it may be published, with the officers' own reasons. No fact of anybody leaves here; strictly confidential households are not there.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import { reasks } from "../../casework/process/reasks.ts"
import { SettlementState } from "../../casework/process/SettlementState.ts"
import { Household } from "../../domain/Household.ts"
import { HouseholdId, type RoundId } from "../../domain/Ids.ts"
import type { IsoDate } from "../../domain/IsoDate.ts"
import { MunicipalityCode } from "../../domain/MunicipalityCode.ts"
import { missingElements, readinessElements } from "../../matching/readiness.ts"
import { record } from "../audit/trail.ts"
import { findRound } from "../cases/round.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { householdFromRows, personColumns } from "../rows/householdRows.ts"
import { decodeStored } from "../rows/storedJson.ts"

const reason = Schema.NullOr(Schema.String).annotate({ description: "The officer's own words" })

export const HouseholdListed = Schema.Struct({
  household: HouseholdId,
  lane: Schema.Literals(["ordinary", "minors"]),
  persons: Schema.Int,
  settlement: Schema.Struct({
    id: Schema.String.check(Schema.isUUID()),
    state: SettlementState,
    version: Schema.Int,
    municipality: Schema.NullOr(MunicipalityCode)
  }),
  decision: Schema.NullOr(
    Schema.Struct({
      kind: Schema.Literals(["follow", "override"]),
      municipality: MunicipalityCode,
      suggested: Schema.NullOr(MunicipalityCode),
      reason
    })
  ),
  choices: Schema.Array(
    Schema.Struct({
      kind: Schema.Literals(["lock", "forbid", "hold"]),
      municipality: Schema.NullOr(MunicipalityCode),
      reason
    })
  ),
  blockers: Schema.Array(Schema.Literals(readinessElements)).annotate({
    description: "What is missing before publication (S1, S21)"
  }),
  reasks: Schema.Int.annotate({
    description: "Questions of municipalities, and facts the household has stated again (R45)"
  })
}).annotate({
  identifier: "HouseholdListed",
  description: "Where a household stands; no fact of anybody but what officers gave as a reason"
})
export type HouseholdListed = typeof HouseholdListed.Type

export interface HouseholdPage {
  /** Households that follow this one. */
  readonly after?: string | undefined
  readonly limit: number
  readonly today: IsoDate
}

const decodeHouseholds = decodeStored(Schema.Array(Household), "household")

/** Without competence and health: what is missing before publication does not depend on them. */
const householdsOf = Effect.fnUntraced(function* (
  trx: Trx,
  round: string,
  rows: ReadonlyArray<{ id: string; route: string; doc: unknown }>
) {
  const persons = yield* query("read persons", () =>
    trx
      .selectFrom("person.person")
      .select(personColumns)
      .where("round_id", "=", round)
      .where(
        "household_id",
        "in",
        rows.map(({ id }) => id)
      )
      .orderBy("position")
      .execute()
  )
  const members = Map.groupBy(persons, (person) => person.household_id)
  return yield* decodeHouseholds(rows.map((row) => householdFromRows(row, members.get(row.id) ?? [])))
})

const choicesOf = (trx: Trx, round: string, households: ReadonlyArray<string>) =>
  query("read choices", () =>
    trx
      .selectFrom("core.choice")
      .select(["household_id", "kind", "municipality", "reason"])
      .where("round_id", "=", round)
      .where("household_id", "in", households)
      .orderBy("kind")
      .orderBy("municipality")
      .execute()
  ).pipe(Effect.map((rows) => Map.groupBy(rows, (row) => row.household_id)))

interface Asked {
  readonly household: string
  readonly questions: number
  readonly stated: ReadonlyArray<number>
}

/** Only what was said by the household itself: what a register corrects, nobody was asked for. */
const askedOf = (trx: Trx, round: string, households: ReadonlyArray<string>) =>
  query("count what was asked", () =>
    sql<Asked>`select household, coalesce(sum(questions), 0)::int as questions,
        coalesce(jsonb_agg(stated) filter (where stated is not null), '[]') as stated
      from (
        select r.household_id as household, count(*) as questions, null::bigint as stated
        from core.question q join core.request r on r.id = q.request_id
        where r.round_id = ${round} and r.household_id = any(${households}) group by 1
        union all
        select c.household_id, null, count(*) from core.correction c
        where c.round_id = ${round} and c.household_id = any(${households}) and c.source = 'stated'
        group by c.household_id, c.person_id, c.field) found
      group by household`.execute(trx)
  ).pipe(Effect.map(({ rows }) => new Map(rows.map((row) => [row.household, row]))))

/** One more than asked for, when there is one: it tells that there is a page after it. */
export const listHouseholds = Effect.fnUntraced(function* (trx: Trx, round: RoundId, page: HouseholdPage) {
  yield* findRound(trx, round)
  const rows = yield* query("list households", () =>
    trx
      .selectFrom("core.household as household")
      .innerJoin("core.settlement as settlement", (join) =>
        join
          .onRef("settlement.round_id", "=", "household.round_id")
          .onRef("settlement.household_id", "=", "household.id")
      )
      .leftJoin("core.decision as decision", (join) =>
        join.onRef("decision.round_id", "=", "household.round_id").onRef("decision.household_id", "=", "household.id")
      )
      .select(["household.id", "household.route", "household.doc"])
      .select([
        "settlement.id as settlement",
        "settlement.state",
        "settlement.version",
        "settlement.municipality",
        "decision.kind as decided",
        "decision.municipality as decidedFor",
        "decision.suggested",
        "decision.reason"
      ])
      .where("household.round_id", "=", round)
      .where("household.id", ">", page.after ?? "")
      .orderBy("household.id")
      .limit(page.limit + 1)
      .execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["households", "reasons"], count: rows.length })
  if (rows.length === 0) return []
  const households = yield* householdsOf(trx, round, rows)
  const ids = rows.map(({ id }) => id)
  const choices = yield* choicesOf(trx, round, ids)
  const asked = yield* askedOf(trx, round, ids)
  return rows.map((row, at) => {
    const household = households[at]!
    return {
      household: row.id,
      lane: household.lane,
      persons: household.persons,
      settlement: { id: row.settlement, state: row.state, version: row.version, municipality: row.municipality },
      decision:
        row.decided === null
          ? null
          : { kind: row.decided, municipality: row.decidedFor, suggested: row.suggested, reason: row.reason },
      choices: (choices.get(row.id) ?? []).map(({ kind, municipality, reason }) => ({ kind, municipality, reason })),
      blockers: missingElements(household, page.today),
      reasks: reasks(asked.get(row.id) ?? { questions: 0, stated: [] })
    }
  })
})
