/**
 * Rounds with their households, persons, competence and needs: saved whole or not at all, read without the strictly
 * confidential ones. A saved round is never overwritten.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import type { HouseholdId, RoundId } from "../domain/Ids.ts"
import { IsoDate } from "../domain/IsoDate.ts"
import { Round } from "../domain/Round.ts"
import type { Access } from "./Access.ts"
import { type SplitRound, splitConfidential } from "./confidential.ts"
import { Database, type Trx } from "./Database.ts"
import { AlreadySaved, type DatabaseFailure, NotFound, query } from "./failures.ts"
import {
  addHouseholdRows,
  type HouseholdRows,
  householdsFromRows,
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
  persons: Schema.Int
}) {}

export class RoundStore extends Context.Service<
  RoundStore,
  {
    readonly save: (access: Access, round: Round) => Effect.Effect<void, AlreadySaved | DatabaseFailure>
    /** Without strictly confidential households and without what the round says of them. */
    readonly get: (access: Access, id: RoundId) => Effect.Effect<Round, NotFound | DatabaseFailure>
    /** Latest date first. */
    readonly list: (access: Access) => Effect.Effect<ReadonlyArray<RoundSummary>, DatabaseFailure>
  }
>()("treff/store/RoundStore") {
  static readonly layer = Layer.effect(
    RoundStore,
    Effect.map(Database, (database) =>
      RoundStore.of({
        save: Effect.fn("RoundStore.save")((access: Access, round: Round) =>
          Effect.flatMap(encodeRound(round), (encoded) => {
            const split = splitConfidential(encoded, strictlyConfidential(round))
            return database.withRole(access.role, access, (trx) => insertRound(trx, split))
          })
        ),
        get: Effect.fn("RoundStore.get")((access: Access, id: RoundId) =>
          database.withRole(access.role, access, (trx) => readRound(trx, id)).pipe(Effect.flatMap(decodeRound))
        ),
        list: Effect.fn("RoundStore.list")((access: Access) =>
          database.withRole(access.role, access, readSummaries).pipe(Effect.flatMap(decodeSummaries))
        )
      })
    )
  )
}

const decodeRound = decodeStored(Round, "round")
const decodeSummaries = decodeStored(Schema.Array(RoundSummary), "round list")
const encodeRound = encodeStored(Round, "round")

const strictlyConfidential = (round: Round): ReadonlySet<HouseholdId> =>
  new Set(round.households.filter((household) => household.isStrictlyConfidential).map(({ id }) => id))

const insertRound = Effect.fnUntraced(function* (
  trx: Trx,
  { ordinary, confidential }: SplitRound
): Effect.fn.Return<void, AlreadySaved | DatabaseFailure> {
  const { id, name, synthetic, date, nextRound, households, ...doc } = ordinary

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
})

const readRound = Effect.fnUntraced(function* (
  trx: Trx,
  id: RoundId
): Effect.fn.Return<unknown, NotFound | DatabaseFailure> {
  const round = yield* query("read round", () =>
    trx.selectFrom("core.round").selectAll().where("id", "=", id).executeTakeFirst()
  )
  if (round === undefined) return yield* new NotFound({ what: "round", id })
  const households = householdsFromRows(yield* readHouseholdRows(trx, id))
  const { name, synthetic, date, next_round } = round
  return { ...(round.doc as object), id, name, synthetic, date, nextRound: next_round, households }
})

const readHouseholdRows = (trx: Trx, id: RoundId): Effect.Effect<HouseholdRows, DatabaseFailure> =>
  Effect.all({
    households: query("read households", () =>
      trx.selectFrom("core.household").selectAll().where("round_id", "=", id).orderBy("position").execute()
    ),
    persons: query("read persons", () =>
      trx.selectFrom("person.person").selectAll().where("round_id", "=", id).orderBy("position").execute()
    ),
    competence: query("read competence", () =>
      trx.selectFrom("competence.record").selectAll().where("round_id", "=", id).execute()
    ),
    needs: query("read needs", () =>
      trx.selectFrom("health.need").selectAll().where("round_id", "=", id).orderBy("seq").execute()
    )
  })

const readSummaries = (trx: Trx): Effect.Effect<unknown, DatabaseFailure> =>
  query("list rounds", () =>
    trx
      .selectFrom("core.round as round")
      .select((eb) => [
        "round.id",
        "round.name",
        "round.synthetic",
        "round.date",
        "round.next_round as nextRound",
        eb
          .selectFrom("core.household as household")
          .select(sql<number>`count(*)::int`.as("n"))
          .whereRef("household.round_id", "=", "round.id")
          .as("households"),
        eb
          .selectFrom("person.person as person")
          .select(sql<number>`count(*)::int`.as("n"))
          .whereRef("person.round_id", "=", "round.id")
          .as("persons")
      ])
      .orderBy("round.date", "desc")
      .orderBy("round.sequence", "desc")
      .execute()
  )
