/**
 * Feature under test: whoever locks rows of many rounds, persons or municipalities locks them in one order, so that none of
 * two at once is ended by the database (40P01). Each case holds the row both want, lets both come to it, and lets go.
 */
import { Effect, Layer, ManagedRuntime, Result } from "effect"
import { type Kysely, sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { HouseholdId, RoundId } from "../../src/domain/Ids.ts"
import { MunicipalityCode } from "../../src/domain/MunicipalityCode.ts"
import type { Access } from "../../src/store/Access.ts"
import { CapacityStore } from "../../src/store/CapacityStore.ts"
import { Database } from "../../src/store/Database.ts"
import { HouseholdStore } from "../../src/store/HouseholdStore.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { claimPersons } from "../../src/store/requests/claim.ts"
import { expireRequests } from "../../src/store/requests/expire.ts"
import { round as sampleRound } from "../store/samples.ts"
import { openDatabase, type TestDatabase } from "../support/databases.ts"
import { repetitions } from "../support/repetitions.ts"
import { plantRound } from "./plantedRound.ts"

const times = repetitions(20)
const lead: Access = { role: "api_imdi", user: "lead", roles: ["imdi-lead"], purpose: "settlement" }

const openStores = (base: TestDatabase) =>
  ManagedRuntime.make(
    Layer.mergeAll(HouseholdStore.layer, CapacityStore.layer, RoundStore.layer).pipe(Layer.provideMerge(base.layer))
  )
type Stores = Database | HouseholdStore | CapacityStore | RoundStore

let database: TestDatabase
let stores: ReturnType<typeof openStores>
beforeAll(async () => {
  database = await openDatabase("PostgreSQL")
  stores = openStores(database)
})
afterAll(async () => {
  await stores?.dispose()
  await database?.close()
})

/** `done`, or why not. */
const start = <A, E extends { readonly _tag: string }>(program: Effect.Effect<A, E, Stores>): Promise<string> =>
  stores.runPromise(Effect.result(program)).then(
    Result.match({
      onSuccess: () => "done",
      onFailure: (failure) => ("code" in failure ? `${failure._tag} ${failure.code}` : failure._tag)
    })
  )

/** Until so many transactions of this database wait for a lock. */
const waiting = async (many: number): Promise<void> => {
  const ask = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
  while ((await ask.execute(database.admin)).rows[0]!.n < many);
}

/** Holds what `lock` locks while each of the acts comes to wait, one by one, and answers how they end once it lets go. */
const meeting = async (
  lock: (trx: Kysely<unknown>) => Promise<unknown>,
  ...acts: ReadonlyArray<() => Promise<string>>
): Promise<ReadonlyArray<string>> => {
  const holder = await database.admin.startTransaction().execute()
  const ends: Array<Promise<string>> = []
  try {
    await lock(holder)
    for (const act of acts) {
      ends.push(act())
      await waiting(ends.length)
    }
  } finally {
    await holder.rollback().execute()
  }
  return await Promise.all(ends)
}

const holdRound = (round: string) => (trx: Kysely<unknown>) =>
  sql`select from core.round where id = ${round} for update`.execute(trx)
const mark = (round: string, household: string) => () =>
  start(
    HouseholdStore.use((households) =>
      households.markStrictlyConfidential(lead, RoundId.make(round), HouseholdId.make(household))
    )
  )
const idsOf = (n: number) => ({ id: `H-${n}`, persons: [3 * n + 1, 3 * n + 2, 3 * n + 3] })

test("two yeses for the same persons: one has them, the other is told so", async () => {
  const households = Array.from({ length: times }, (_, n) => idsOf(1000 + n))
  const accepted = async (round: string, planted: typeof households) => {
    const plan = await plantRound(database.admin, round, lead.user, planted)
    const { rows } = await sql<{ id: string }>`
      insert into core.request (round_id, household_id, municipality, year, persons, minors, plan_id, state, required,
        sent_by, deadline, answered_by)
      select round_id, household_id, '4601', 2026, persons, minors, ${plan}::uuid, 'accepted', '[]', 'somebody', now(), 'somebody'
      from core.settlement where round_id = ${round} order by household_id returning id`.execute(database.admin)
    return rows.map(({ id }) => id)
  }
  const there = await accepted("claims-there", households)
  const back = await accepted(
    "claims-back",
    households.map(({ id, persons }) => ({ id, persons: persons.toReversed() }))
  )
  const between = await accepted(
    "claims-between",
    households.map(({ id, persons }) => ({ id, persons: persons.slice(1, 2) }))
  )
  const claim = (request: string) => () =>
    start(Database.use((base) => base.withRole(lead.role, lead, (trx) => claimPersons(trx, request))))
  for (const [n, middle] of between.entries()) {
    const ends = await meeting(
      (trx) =>
        sql`insert into core.claim (subject, request_id) select p.subject, r.id from core.request r
          join person.person p on p.round_id = r.round_id and p.household_id = r.household_id
          where r.id = ${middle}`.execute(trx),
      claim(there[n]!),
      claim(back[n]!)
    )
    expect(ends.toSorted()).toEqual(["ActRefused", "done"])
  }
})

test("two marks of the same persons from two rounds: one is done, the other finds nobody", async () => {
  const households = Array.from({ length: times }, (_, n) => idsOf(2000 + n))
  await plantRound(database.admin, "marks-1", lead.user, households)
  await plantRound(database.admin, "marks-2", lead.user, households)
  for (const { id } of households)
    expect(await meeting(holdRound("marks-1"), mark("marks-1", id), mark("marks-2", id))).toEqual([
      "done",
      "CaseNotFound"
    ])
})

test("a round saved while one of its persons is marked in another: hidden in both, whichever comes first", async () => {
  const holdLog = (trx: Kysely<unknown>) => sql`select pg_advisory_xact_lock(7265, 1)`.execute(trx)
  const save = (id: string) => () => start(RoundStore.use((rounds) => rounds.save(lead, sampleRound(id))))
  for (let n = 0; n < times; n++) {
    const [before, later] = [`before-${n}`, `later-${n}`]
    const household = `H-000${1 + (n % 3)}`
    expect(await save(before)()).toBe("done")
    const acts = [mark(before, household), save(later)]
    // Each has done all it does but the log's rows.
    expect(await meeting(holdLog, ...(n % 2 === 0 ? acts : acts.toReversed()))).toEqual(["done", "done"])
    const { rows } = await sql`select round_id, strictly_confidential as hidden from core.household
      where round_id in (${before}, ${later}) and id = ${household} order by round_id`.execute(database.admin)
    expect(rows).toEqual([
      { round_id: before, hidden: true },
      { round_id: later, hidden: true }
    ])
    await sql`delete from core.round where id in (${before}, ${later})`.execute(database.admin)
  }
})

test("a mark while deadlines of the same rounds pass: both are done", async () => {
  const asked = idsOf(3000)
  const households = Array.from({ length: times }, (_, n) => idsOf(3001 + n))
  const plans = new Map<string, string>()
  for (const round of ["expiry-1", "expiry-2"])
    plans.set(round, await plantRound(database.admin, round, lead.user, [asked, ...households]))
  for (const { id } of households) {
    for (const [round, plan] of plans)
      await sql`insert into core.request (round_id, household_id, municipality, year, persons, minors, plan_id, required, sent_by,
          deadline)
        values (${round}, ${asked.id}, '4601', 2026, 3, false, ${plan}, '[]', 'somebody', now() - interval '1 hour')`.execute(
        database.admin
      )
    const expire = () => start(expireRequests)
    expect(await meeting(holdRound("expiry-1"), expire, mark("expiry-2", id))).toEqual(["done", "done"])
  }
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from core.request where state = 'expired' and household_id = ${asked.id}`.execute(
    database.admin
  )
  expect(rows).toEqual([{ n: 2 * times }])
})

test("a list of capacities in any order, while places are counted by code: both are done", async () => {
  const codes = ["0301", "1103", "3301", "4601", "5001"]
  const load = (order: ReadonlyArray<string>) => () =>
    start(
      CapacityStore.use((capacities) =>
        capacities.load(
          lead,
          2026,
          order.map((code) => ({
            municipality: MunicipalityCode.make(code),
            requested: 10,
            minorsRequested: 0,
            decided: 10,
            minorsDecided: 0,
            settledBefore: 0,
            agreedBefore: 0,
            selfSettlementBefore: 0,
            minorsBefore: 0,
            source: "test"
          }))
        )
      )
    )
  expect(await load(codes)()).toBe("done")
  const count = (code: string, trx: Kysely<unknown>) =>
    sql`select from core.capacity where municipality = ${code} and year = 2026 for update`.execute(trx)
  for (let n = 0; n < times; n++) {
    const first = 1 + (n % (codes.length - 1))
    const order = [...codes.slice(first), ...codes.slice(0, first)]
    const counting = await database.admin.startTransaction().execute()
    await count(codes[0]!, counting)
    const loading = load(order)()
    await waiting(1)
    for (const code of codes.slice(1)) await count(code, counting)
    await counting.rollback().execute()
    expect(await loading).toBe("done")
  }
})
