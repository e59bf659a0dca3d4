/**
 * The households of a round a page at a time: where each stands, what has been chosen and decided, and what is missing
 * before it may be published. No fact of anybody leaves here; strictly confidential households are not there.
 */
import { Effect, Schema } from "effect"
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
      suggested: Schema.NullOr(MunicipalityCode)
    })
  ),
  choices: Schema.Array(
    Schema.Struct({
      kind: Schema.Literals(["lock", "forbid", "hold"]),
      municipality: Schema.NullOr(MunicipalityCode)
    })
  ),
  blockers: Schema.Array(Schema.Literals(readinessElements)).annotate({
    description: "What is missing before publication (S1, S21)"
  })
}).annotate({ identifier: "HouseholdListed", description: "Where a household stands; no fact of anybody" })
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
      .select(["household_id", "kind", "municipality"])
      .where("round_id", "=", round)
      .where("household_id", "in", households)
      .orderBy("kind")
      .orderBy("municipality")
      .execute()
  ).pipe(Effect.map((rows) => Map.groupBy(rows, (row) => row.household_id)))

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
        "decision.suggested"
      ])
      .where("household.round_id", "=", round)
      .where("household.id", ">", page.after ?? "")
      .orderBy("household.id")
      .limit(page.limit + 1)
      .execute()
  )
  yield* record({ action: "list", subject: `round:${round}`, fields: ["households"], count: rows.length })
  if (rows.length === 0) return []
  const households = yield* householdsOf(trx, round, rows)
  const choices = yield* choicesOf(
    trx,
    round,
    rows.map(({ id }) => id)
  )
  return rows.map((row, at) => {
    const household = households[at]!
    return {
      household: row.id,
      lane: household.lane,
      persons: household.persons,
      settlement: { id: row.settlement, state: row.state, version: row.version, municipality: row.municipality },
      decision:
        row.decided === null ? null : { kind: row.decided, municipality: row.decidedFor, suggested: row.suggested },
      choices: (choices.get(row.id) ?? []).map(({ kind, municipality }) => ({ kind, municipality })),
      blockers: missingElements(household, page.today)
    }
  })
})
