/**
 * What municipalities take: numbers by year, and the counts of how far they are used over all rounds. Declarations are
 * dated and revised by a new one; the latest counts. Knows counts, never a person.
 */
import { Context, Effect, Layer, Schema } from "effect"
import { sql } from "kysely"
import type { UpperSecondary } from "../casework/disclosure/upperSecondary.ts"
import type { Declaration, SameAgeOffer } from "../domain/Declaration.ts"
import { MunicipalityCode } from "../domain/MunicipalityCode.ts"
import type { Access } from "./Access.ts"
import { record } from "./audit/trail.ts"
import { CountedPlaces } from "./cases/CountedPlaces.ts"
import { confirmSchool, DeclarationKept, declare, readDeclarations } from "./cases/declarations.ts"
import { CaseNotFound, type KeyReused, VersionStale } from "./cases/failures.ts"
import { readUpperSecondary } from "./cases/upperSecondary.ts"
import { Database, type Trx } from "./Database.ts"
import { type DatabaseFailure, query } from "./failures.ts"
import { once } from "./once.ts"
import { insertRows } from "./rows/insertRows.ts"
import { decodeStored } from "./rows/storedJson.ts"

const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))
const Tolerance = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 20 })).annotate({
  description: "Persons over the decided number the municipality takes to keep a household together"
})
const Months = Schema.Array(
  Schema.Struct({ month: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 12 })), places: Count })
).check(Schema.isMaxLength(12))

/** A year's numbers as IMDi loads them. */
export const CapacityLoaded = Schema.Struct({
  municipality: MunicipalityCode,
  requested: Count.annotate({ description: "anmodning, persons" }),
  minorsRequested: Count,
  decided: Schema.NullOr(Count).annotate({ description: "vedtak, persons; null = not decided" }),
  minorsDecided: Schema.NullOr(Count),
  settledBefore: Count.annotate({ description: "bosatt this year before Treff" }),
  agreedBefore: Count.annotate({ description: "avtalt before Treff, not yet moved" }),
  selfSettlementBefore: Count.annotate({
    description:
      "godkjent avtalt selvbosetting before Treff, not yet moved; nobody of a round in Treff, who is counted there"
  }),
  minorsBefore: Count.annotate({ description: "Minors among the settled and agreed before Treff" }),
  source: Schema.NonEmptyString
}).annotate({ identifier: "CapacityLoaded" })
export type CapacityLoaded = typeof CapacityLoaded.Type

/** What a municipality itself decides. */
export const CapacityDecided = Schema.Struct({
  decided: Schema.NullOr(Count),
  minorsDecided: Schema.NullOr(Count),
  tolerance: Tolerance,
  months: Months.annotate({ description: "Pace through the year; guides and does not bind" })
}).annotate({ identifier: "CapacityDecided" })
export type CapacityDecided = typeof CapacityDecided.Type

type Failure = CaseNotFound | VersionStale | KeyReused | DatabaseFailure

export class CapacityStore extends Context.Service<
  CapacityStore,
  {
    /** The lead's numbers for a year, all or none; a municipality's own decision made since is kept. */
    readonly load: (
      access: Access,
      year: number,
      numbers: ReadonlyArray<CapacityLoaded>
    ) => Effect.Effect<{ readonly loaded: number }, KeyReused | DatabaseFailure>
    readonly decide: (
      access: Access,
      municipality: MunicipalityCode,
      year: number,
      version: number,
      decided: CapacityDecided
    ) => Effect.Effect<{ readonly version: number }, Failure>
    readonly counts: (
      access: Access,
      municipality: MunicipalityCode,
      year: number
    ) => Effect.Effect<CountedPlaces, CaseNotFound | DatabaseFailure>
    /** Of every municipality the asker may see, by code. */
    readonly allCounts: (access: Access, year: number) => Effect.Effect<ReadonlyArray<CountedPlaces>, DatabaseFailure>
    readonly declare: (
      access: Access,
      municipality: MunicipalityCode,
      declaration: Declaration
    ) => Effect.Effect<{ readonly id: string }, KeyReused | DatabaseFailure>
    /** The latest first. */
    readonly declarations: (
      access: Access,
      municipality: MunicipalityCode
    ) => Effect.Effect<ReadonlyArray<typeof DeclarationKept.Type>, DatabaseFailure>
    /** A county confirms places in education with peers (S16). */
    readonly confirmSchool: (
      access: Access,
      municipality: MunicipalityCode,
      offers: ReadonlyArray<typeof SameAgeOffer.Type>
    ) => Effect.Effect<{ readonly id: string }, KeyReused | DatabaseFailure>
    /** How many of upper-secondary age come to the asker's county in a year. */
    readonly upperSecondary: (access: Access, year: number) => Effect.Effect<UpperSecondary, DatabaseFailure>
  }
>()("treff/store/CapacityStore") {
  static readonly layer = Layer.effect(
    CapacityStore,
    Effect.map(Database, (database) => {
      const act = <A extends Schema.Json, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, (trx) => once(trx, use(trx)))
      const look = <A, E>(access: Access, use: (trx: Trx) => Effect.Effect<A, E>) =>
        database.withRole(access.role, access, use)
      return CapacityStore.of({
        load: Effect.fn("CapacityStore.load")((access, year, numbers) =>
          act(access, (trx) => load(trx, year, numbers))
        ),
        decide: Effect.fn("CapacityStore.decide")((access, municipality, year, version, decided) =>
          act(access, (trx) => decide(trx, municipality, year, version, decided))
        ),
        counts: Effect.fn("CapacityStore.counts")((access, municipality, year) =>
          look(access, (trx) => readCounts(trx, municipality, year))
        ),
        allCounts: Effect.fn("CapacityStore.allCounts")((access, year) =>
          look(access, (trx) => readAllCounts(trx, year))
        ),
        declare: Effect.fn("CapacityStore.declare")((access, municipality, declaration) =>
          act(access, (trx) => declare(trx, municipality, declaration))
        ),
        declarations: Effect.fn("CapacityStore.declarations")((access, municipality) =>
          look(access, (trx) => readDeclarations(trx, municipality)).pipe(Effect.flatMap(decodeDeclarations))
        ),
        confirmSchool: Effect.fn("CapacityStore.confirmSchool")((access, municipality, offers) =>
          act(access, (trx) => confirmSchool(trx, access.county ?? "", municipality, offers))
        ),
        upperSecondary: Effect.fn("CapacityStore.upperSecondary")((access, year) =>
          look(access, (trx) => readUpperSecondary(trx, access.county ?? "", year))
        )
      })
    })
  )
}

const decodeCounts = decodeStored(CountedPlaces, "place counts")
const decodeDeclarations = decodeStored(Schema.Array(DeclarationKept), "declarations")

const load = Effect.fnUntraced(function* (trx: Trx, year: number, numbers: ReadonlyArray<CapacityLoaded>) {
  yield* insertRows("load capacities", trx, numbers, (json) => insertCapacities(year, json))
  yield* record({ action: "change", subject: `capacities:${year}`, count: numbers.length })
  return { loaded: numbers.length }
})

/**
 * What a municipality has decided itself since the last load is not overwritten by the lead's list. In the order of the codes,
 * as who sends requests locks them.
 */
const insertCapacities = (year: number, json: string) => sql`
  insert into core.capacity as c (municipality, year, requested, minors_requested, decided, minors_decided, settled_before,
    agreed_before, self_settlement, minors_before, source)
  select municipality, ${year}, requested, "minorsRequested", decided, "minorsDecided", "settledBefore", "agreedBefore",
    "selfSettlementBefore", "minorsBefore", source
  from jsonb_to_recordset(${json}::jsonb) as row (municipality text, requested int, "minorsRequested" int, decided int,
    "minorsDecided" int, "settledBefore" int, "agreedBefore" int, "selfSettlementBefore" int, "minorsBefore" int, source text)
  order by municipality
  on conflict (municipality, year) do update set version = c.version + 1, requested = excluded.requested,
    minors_requested = excluded.minors_requested, settled_before = excluded.settled_before,
    agreed_before = excluded.agreed_before, self_settlement = excluded.self_settlement, minors_before = excluded.minors_before,
    decided = case when c.source = 'municipality' then c.decided else excluded.decided end,
    minors_decided = case when c.source = 'municipality' then c.minors_decided else excluded.minors_decided end,
    source = case when c.source = 'municipality' then c.source else excluded.source end,
    changed_by = current_setting('app.user', true), changed_at = now()`

const decide = Effect.fnUntraced(function* (
  trx: Trx,
  municipality: string,
  year: number,
  version: number,
  { decided, minorsDecided, months, tolerance }: CapacityDecided
) {
  yield* readCounts(trx, municipality, year)
  const changed = yield* query("decide capacity", () =>
    trx
      .updateTable("core.capacity")
      .set((eb) => ({
        decided,
        minors_decided: minorsDecided,
        tolerance,
        months: JSON.stringify(months),
        source: "municipality",
        version: eb("version", "+", 1),
        changed_by: eb.fn<string>("current_setting", [eb.val("app.user")]),
        changed_at: eb.fn<string>("now", [])
      }))
      .where("municipality", "=", municipality)
      .where("year", "=", year)
      .where("version", "=", version)
      .returning("version")
      .executeTakeFirst()
  )
  if (changed === undefined) return yield* new VersionStale()
  yield* record({
    action: "change",
    subject: `capacity:${municipality}/${year}`,
    fields: ["decided", "minorsDecided", "tolerance", "months"]
  })
  return { version: changed.version }
})

/** `locking` holds the municipality's numbers until the transaction ends, so that two cannot take the same place. */
export const readCounts = Effect.fnUntraced(function* (
  trx: Trx,
  municipality: string,
  year: number,
  { locking = false }: { readonly locking?: boolean } = {}
) {
  const { rows } = yield* query("count places", () =>
    sql<{ readonly counts: unknown }>`select core.places(${municipality}, ${year}, ${locking}) as counts`.execute(trx)
  )
  const counts = rows[0]?.counts ?? null
  return counts === null ? yield* new CaseNotFound({ what: "capacity" }) : yield* decodeCounts(counts)
})

const readAllCounts = Effect.fnUntraced(function* (trx: Trx, year: number) {
  const { rows } = yield* query("count places", () =>
    sql<{ readonly counts: unknown }>`
      select core.places(c.municipality, c.year, false) as counts from core.capacity c where c.year = ${year}
      order by c.municipality`.execute(trx)
  )
  return yield* Effect.forEach(rows, ({ counts }) => decodeCounts(counts))
})
