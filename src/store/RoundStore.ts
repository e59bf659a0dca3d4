/**
 * Rounds with their households, persons, competence and needs: saved whole or not at all, read as the solver may see them.
 * Strictly confidential households are in no answer; a household's full file is opened by itself (HouseholdStore.ts).
 */
import { Array as Arr, Context, Effect, Layer, Option, Schema } from "effect"
import { sql } from "kysely"
import { RoundState } from "../casework/process/RoundState.ts"
import type { HouseholdId, RoundId } from "../domain/Ids.ts"
import { IsoDate } from "../domain/IsoDate.ts"
import { Round } from "../domain/Round.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import type { KeyReused } from "./cases/failures.ts"
import { type SplitRound, splitConfidential } from "./confidential.ts"
import { Database, type Trx } from "./Database.ts"
import { AlreadySaved, type DatabaseFailure, NotFound, query } from "./failures.ts"
import { once } from "./once.ts"
import { PlanId } from "./PlanId.ts"
import {
  addHouseholdRows,
  insertCompetence,
  insertHouseholds,
  insertNeeds,
  insertPersons,
  noRows
} from "./rows/householdRows.ts"
import { insertRows } from "./rows/insertRows.ts"
import { decodeStored, encodeStored } from "./rows/storedJson.ts"

/** What a list shows of a round. Strictly confidential households and their members are in no count. */
export class RoundSummary extends Schema.Class<RoundSummary>("RoundSummary")({
  id: Round.fields.id,
  name: Schema.String,
  synthetic: Schema.Boolean,
  date: IsoDate,
  nextRound: IsoDate,
  households: Schema.Int,
  persons: Schema.Int,
  state: RoundState,
  version: Schema.Int.annotate({ description: "Of the round; its ETag" }),
  inputVersion: Schema.Int.annotate({ description: "Of what a plan is made from: facts, choices and places" }),
  factsVersion: Schema.Int.annotate({ description: "Of facts about households alone" }),
  plan: Schema.NullOr(PlanId).annotate({ description: "The latest plan; null until the round is solved" })
}) {}

export type RoundWarning = { readonly code: string; readonly field: string; readonly message: string }
type RoundSaved = { readonly id: RoundId; readonly warnings: ReadonlyArray<RoundWarning> }

export class RoundStore extends Context.Service<
  RoundStore,
  {
    /** Done once for its idempotency key, with what was warned of. */
    readonly save: (
      access: Access,
      round: Round,
      warnings?: ReadonlyArray<RoundWarning>
    ) => Effect.Effect<RoundSaved, AlreadySaved | KeyReused | DatabaseFailure>
    /** The solver's view: need classes, no number, no free text; without strictly confidential households. */
    readonly get: (access: Access, id: RoundId) => Effect.Effect<Round, NotFound | DatabaseFailure>
    /** Latest date first. */
    readonly list: (access: Access) => Effect.Effect<ReadonlyArray<RoundSummary>, DatabaseFailure>
    /** One of those `list` gives. What of its plan is going to be shown, by name, is written into the audit log. */
    readonly find: (
      access: Access,
      id: string,
      shown?: string
    ) => Effect.Effect<Option.Option<RoundSummary>, DatabaseFailure>
  }
>()("treff/store/RoundStore") {
  static readonly layer = Layer.effect(
    RoundStore,
    Effect.map(Database, (database) =>
      RoundStore.of({
        save: Effect.fn("RoundStore.save")((access: Access, round: Round, warnings = []) =>
          Effect.flatMap(encodeRound(round), (encoded) => {
            const split = splitConfidential(encoded, strictlyConfidential(round))
            const saved: RoundSaved = { id: round.id, warnings }
            return database.withRole(access.role, access, (trx) => once(trx, Effect.as(insertRound(trx, split), saved)))
          })
        ),
        get: Effect.fn("RoundStore.get")((access: Access, id: RoundId) =>
          database.withRole(access.role, access, (trx) => readRound(trx, id)).pipe(Effect.flatMap(decodeRound))
        ),
        list: Effect.fn("RoundStore.list")((access: Access) =>
          database.withRole(access.role, access, (trx) => readSummaries(trx)).pipe(Effect.flatMap(decodeSummaries))
        ),
        find: Effect.fn("RoundStore.find")((access: Access, id: string, shown?: string) =>
          database.withRole(access.role, access, (trx) =>
            readSummaries(trx, id).pipe(
              Effect.flatMap(decodeSummaries),
              Effect.map(Arr.head),
              Effect.tap((found) => recordShown(found, shown))
            )
          )
        )
      })
    )
  )
}

type EncodedHousehold = (typeof Round.Encoded)["households"][number]
type EncodedChoice = (typeof Round.Encoded)["locks"][number]

export const decodeRound = decodeStored(Round, "round")
const decodeSummaries = decodeStored(Schema.Array(RoundSummary), "round list")
const encodeRound = encodeStored(Round, "round")

const recordShown = (found: Option.Option<RoundSummary>, shown: string | undefined) =>
  Option.isSome(found) && found.value.plan !== null && shown !== undefined
    ? record({ action: "read", subject: `plan:${found.value.plan}`, fields: [shown] })
    : Effect.void

const strictlyConfidential = (round: Round): ReadonlySet<HouseholdId> =>
  new Set(round.households.filter((household) => household.isStrictlyConfidential).map(({ id }) => id))

const insertRound = Effect.fnUntraced(function* (
  trx: Trx,
  { ordinary, confidential }: SplitRound
): Effect.fn.Return<void, AlreadySaved | DatabaseFailure> {
  const { id, name, synthetic, date, nextRound, households, locks, forbids, ...doc } = ordinary

  const saved = yield* query("save round", () =>
    trx
      .insertInto("core.round")
      .values({ id, name, synthetic, date, next_round: nextRound, doc: JSON.stringify(doc) })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .execute()
  )
  if (saved.length === 0) return yield* new AlreadySaved({ what: "round", id })

  const rows = noRows()
  for (const [position, household] of households.entries()) addHouseholdRows(rows, id, household, position)
  for (const [position, { household, mentions }] of confidential.entries())
    addHouseholdRows(rows, id, household, position, mentions)
  yield* insertRows("save households", trx, rows.households, insertHouseholds)
  yield* insertRows("save persons", trx, rows.persons, insertPersons)
  yield* insertRows("save competence", trx, rows.competence, insertCompetence)
  yield* insertRows("save needs", trx, rows.needs, insertNeeds)
  yield* insertRows(
    "save settlements",
    trx,
    households.map((one) => settlementToRow(id, one)),
    insertSettlements
  )
  yield* insertRows(
    "save choices",
    trx,
    [
      ...locks.map((choice, position) => choiceToRow(id, "lock", choice, position)),
      ...forbids.map((choice, position) => choiceToRow(id, "forbid", choice, position))
    ],
    insertChoices
  )
  // Whoever is strictly confidential in another round is so here too, whatever the file says.
  yield* query("hide known", () => sql`select core.hide_known(${id})`.execute(trx))
  yield* record({ action: "create", subject: `round:${id}`, count: households.length })
})

const settlementToRow = (round: string, household: EncodedHousehold) => ({
  round_id: round,
  household_id: household.id,
  persons: household.members.length,
  minors: household.minor !== undefined
})

const insertSettlements = (json: string) => sql`
  insert into core.settlement (round_id, household_id, persons, minors)
  select round_id, household_id, persons, minors from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, household_id text, persons int, minors boolean)`

const choiceToRow = (
  round: string,
  kind: "lock" | "forbid",
  { household, municipality, reason }: EncodedChoice,
  position: number
) => ({ round_id: round, household_id: household, kind, municipality, position, reason: reason ?? null })

const insertChoices = (json: string) => sql`
  insert into core.choice (round_id, household_id, kind, municipality, position, reason)
  select round_id, household_id, kind, municipality, position, reason from jsonb_to_recordset(${json}::jsonb) as row
    (round_id text, household_id text, kind text, municipality text, position int, reason text)`

/** Inside a transaction of whoever may open the round. */
export const readRound = Effect.fnUntraced(function* (
  trx: Trx,
  id: RoundId
): Effect.fn.Return<unknown, NotFound | DatabaseFailure> {
  const round = yield* query("read round", () =>
    trx
      .selectFrom("core.round")
      .select(["name", "synthetic", "date", "next_round", "doc"])
      .where("id", "=", id)
      .executeTakeFirst()
  )
  if (round === undefined) return yield* new NotFound({ what: "round", id })
  const households = yield* query("read households", () =>
    sql<{ readonly doc: unknown }>`select doc from core.solver_households(${id})`.execute(trx)
  )
  const chosen = yield* query("read choices", () =>
    trx
      .selectFrom("core.choice")
      .select(["kind", "household_id", "municipality"])
      .where("round_id", "=", id)
      .orderBy("position")
      .orderBy("household_id")
      .execute()
  )
  const pairs = (kind: "lock" | "forbid") =>
    chosen
      .filter((choice) => choice.kind === kind)
      .map(({ household_id, municipality }) => ({ household: household_id, municipality }))
  const { name, synthetic, date, next_round } = round
  return {
    ...(round.doc as object),
    id,
    name,
    synthetic,
    date,
    nextRound: next_round,
    households: households.rows.map(({ doc }) => doc),
    locks: pairs("lock"),
    forbids: pairs("forbid")
  }
})

const readSummaries = (trx: Trx, id?: string): Effect.Effect<unknown, DatabaseFailure> =>
  query("list rounds", () => {
    const all = trx
      .selectFrom("core.round as round")
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom("core.settlement as settlement")
            .select([
              sql<number>`count(*)::int`.as("households"),
              sql<number>`coalesce(sum(persons), 0)::int`.as("persons")
            ])
            .whereRef("settlement.round_id", "=", "round.id")
            .as("counted"),
        (join) => join.onTrue()
      )
      .select((eb) => [
        "round.id",
        "round.name",
        "round.synthetic",
        "round.date",
        "round.next_round as nextRound",
        "round.state",
        "round.version",
        "round.input_version as inputVersion",
        "round.facts_version as factsVersion",
        "counted.households",
        "counted.persons",
        eb
          .selectFrom("core.plan as plan")
          .select("plan.id")
          .whereRef("plan.round_id", "=", "round.id")
          .orderBy("plan.sequence", "desc")
          .limit(1)
          .as("plan")
      ])
      .orderBy("round.date", "desc")
      .orderBy("round.sequence", "desc")
    return (id === undefined ? all : all.where("round.id", "=", id)).execute()
  })
