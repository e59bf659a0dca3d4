/**
 * What requests of a round show: each household as a request would tell it, then generalised until at least five in this
 * round and the last twelve months look the same (S23). Also keeps what later rounds are compared with.
 */
import { Effect, Schema } from "effect"
import { sql } from "kysely"
import type { RequiredConfirmation } from "../../casework/answer/Confirmation.ts"
import { type Comparable, generalise } from "../../casework/disclosure/generalise.ts"
import { requestDisclosure } from "../../casework/disclosure/makeRequest.ts"
import { RequestDisclosure } from "../../casework/disclosure/RequestDisclosure.ts"
import type { Household } from "../../domain/Household.ts"
import type { HouseholdId, RoundId } from "../../domain/Ids.ts"
import { addDays, type IsoDate } from "../../domain/IsoDate.ts"
import { PlanProof } from "../../matching/proof.ts"
import type { Trx } from "../Database.ts"
import { query } from "../failures.ts"
import { decodeRound, readRound } from "../RoundStore.ts"
import { decodeStored } from "../rows/storedJson.ts"
import { CaseNotFound } from "./failures.ts"

export interface Disclosed {
  readonly disclosure: typeof RequestDisclosure.Encoded
  readonly required: ReadonlyArray<typeof RequiredConfirmation.Encoded>
  /** As it is before anything is generalised: for comparing later ones with, never shown. */
  readonly comparable: typeof RequestDisclosure.Encoded
}

interface Planned {
  readonly id: string
  readonly places: ReadonlyMap<HouseholdId, string>
}

/** Days from a request until the household should be able to move in. */
const moveWithinDays = 60

const Kept = Schema.Array(Schema.Struct({ household: Schema.String, request: RequestDisclosure }))
const decodeKept = decodeStored(Kept, "comparable requests")
const encode = Schema.encodeSync(RequestDisclosure)

const decodeProof = decodeStored(PlanProof, "proof")

/** Municipalities where the county, or the municipality itself, has confirmed places in education with peers (S16). */
const schoolConfirmedIn = Effect.fnUntraced(function* (trx: Trx) {
  const { rows } = yield* query("read confirmed school places", () =>
    sql<{ readonly municipality: string }>`
      select municipality from (select distinct on (municipality) municipality, doc from core.school_offer
        order by municipality, sequence desc) offered
      where jsonb_path_exists(offered.doc, '$[*] ? (@.places > 0)')
      union
      select municipality from (select distinct on (municipality) municipality, doc from core.declaration
        order by municipality, sequence desc) declared
      where jsonb_path_exists(declared.doc, '$.sameAgeEducation[*] ? (@.places > 0)')`.execute(trx)
  )
  return new Set(rows.map(({ municipality }) => municipality))
})

export const discloseAll = Effect.fnUntraced(function* (trx: Trx, round: RoundId, plan: Planned, today: IsoDate) {
  const { households } = yield* readRound(trx, round).pipe(
    Effect.catchTag("NotFound", () => Effect.fail(new CaseNotFound({ what: "round" }))),
    Effect.flatMap(decodeRound)
  )
  const { proof } = yield* query("read proof", () =>
    trx.selectFrom("core.plan").select("proof").where("id", "=", plan.id).executeTakeFirstOrThrow()
  )
  const { questions } = yield* decodeProof(proof)
  const kept = yield* query("read comparable requests", () =>
    sql<unknown>`select household, doc as request from core.comparable_to(${round})`.execute(trx)
  ).pipe(Effect.flatMap(({ rows }) => decodeKept(rows)))

  const schools = yield* schoolConfirmedIn(trx)
  // Company is who is asked for too, not who stays behind.
  const asked = households.filter(({ id }) => plan.places.has(id))
  const batch = asked.flatMap((household): ReadonlyArray<Comparable> => {
    const matching = {
      questions: questions[household.id] ?? [],
      schoolConfirmed: schools.has(plan.places.get(household.id)!),
      moveBy: addDays(today, moveWithinDays)
    }
    const request = requestDisclosure(household, today, matching)
    return request === null ? [] : [{ household: `${round}/${household.id}`, request }]
  })
  const shown = generalise(batch, kept)
  const before = new Map(batch.map(({ household, request }) => [household, request]))
  return {
    households: new Map<HouseholdId, Household>(households.map((household) => [household.id, household])),
    of: (household: string): Disclosed => {
      const key = `${round}/${household}`
      const disclosure = encode(shown.get(key)!)
      return { disclosure, required: disclosure.confirmations, comparable: encode(before.get(key)!) }
    }
  }
})

export const keepComparable = (trx: Trx, round: string, household: string, { comparable }: Disclosed) =>
  Effect.asVoid(
    query("keep comparable request", () =>
      trx
        .insertInto("core.comparable")
        .values({ household: `${round}/${household}`, doc: JSON.stringify(comparable) })
        .onConflict((conflict) => conflict.column("household").doUpdateSet({ doc: JSON.stringify(comparable) }))
        .execute()
    )
  )
