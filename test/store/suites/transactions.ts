/** withRole: nothing leaves before commit, any failure takes everything back, errors hold no stored value. */
import { Effect, Exit } from "effect"
import fc from "fast-check"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { RoundId } from "../../../src/domain/Ids.ts"
import { record } from "../../../src/store/audit/trail.ts"
import { Database, type Trx } from "../../../src/store/Database.ts"
import { DatabaseUnavailable, flushFailureOf, query, StoreDefect } from "../../../src/store/failures.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { officer, round } from "../samples.ts"
import { asRole, type Harness } from "./harness.ts"

const insertRound = (trx: Trx, id: string) =>
  query("insert", () =>
    trx
      .insertInto("core.round")
      .values({ id, name: id, date: "2026-11-23", next_round: "2026-11-30", synthetic: true, doc: "{}" })
      .execute()
  )
const rename = (name: string) =>
  Database.use((database) =>
    database.withRole("api_imdi", officer, (trx) =>
      query("rename", () => sql`update core.round set name = ${name} where id = 'held'`.execute(trx))
    )
  )
const exists = async (h: Harness, id: string) =>
  (await sql`select from core.round where id = ${id}`.execute(h.database.admin)).rows.length === 1

export const transactions = (h: () => Harness) => {
  const inTransaction = <A, E>(use: (trx: Trx) => Effect.Effect<A, E>) =>
    Database.use((database) => database.withRole("api_imdi", officer, use))

  test("a typed failure rolls back", async () => {
    const failed = inTransaction((trx) => Effect.andThen(insertRound(trx, "rolled-back"), Effect.fail("no" as const)))
    expect(await h().failure(failed)).toBe("no")
    expect(await exists(h(), "rolled-back")).toBe(false)
  })

  test("a defect rolls back", async () => {
    const died = inTransaction((trx) => Effect.andThen(insertRound(trx, "died"), Effect.die(new Error("bug"))))
    await expect(h().run(died)).rejects.toThrow("bug")
    expect(await exists(h(), "died")).toBe(false)
  })

  test("what people wrote stays text, wherever it stands in a transaction's first and last text", async () => {
    const text = fc
      .string({ unit: "binary", minLength: 1, maxLength: 40 })
      .filter((s) => s.isWellFormed() && !s.includes("\0"))
    const hostile = fc.constantFrom("'; set role treff_owner; --", "\\'; commit; --", "$1", "E'\\x27'", "; reset role;")
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, hostile), fc.oneof(text, hostile), async (user, subject) => {
        const context = { ...officer, user: `u ${user}` }
        const setting = sql<{ user: string; role: string }>`
          select current_setting('app.user') as user, current_user as role, ${subject} as said`
        const [asked, inside] = await h().run(
          Database.use((database) =>
            Effect.all([
              database.ask("api_imdi", context, setting),
              database.withRole("api_imdi", context, (trx) =>
                query("ask", () => setting.execute(trx)).pipe(Effect.tap(() => record({ action: "read", subject })))
              )
            ])
          )
        )
        expect(asked).toEqual([{ user: context.user, role: "api_imdi", said: subject }])
        expect(inside.rows).toEqual(asked)
        const { rows } = await sql<{ subject: string }>`
          select subject from audit.content order by seq desc limit 1`.execute(h().database.admin)
        expect(rows).toEqual([{ subject }])
      }),
      { numRuns: 25 }
    )
  })

  test("a question that fails leaves the connection usable, and none is asked inside a transaction", async () => {
    const ask = Database.use((database) => database.ask("api_imdi", officer, sql`select 1 / 0`))
    expect(await h().failure(ask)).toMatchObject({ _tag: "DatabaseRefused", rule: "value" })
    await h().run(asRole("api_imdi", (trx) => sql`select 1`.execute(trx)))
    const nested = Database.use((database) =>
      database.withRole("api_imdi", officer, () => database.ask("api_imdi", officer, sql`select 1`))
    )
    await expect(h().run(nested)).rejects.toThrow("a transaction inside another")
  })

  test("a connection lost while committing is not told as nothing having happened", () => {
    const lost = (operation: string) => new DatabaseUnavailable({ operation, reason: "connection", code: "driver" })
    expect(lost("commit").message).toContain("Whether it was done is not known")
    expect(lost("read round").message).toContain("Nothing was changed")
    for (const code of ["57014", "42501", "23505", "XX000", "58030"])
      expect(flushFailureOf({ code }).message).toContain("Whether it was done is not known")
  })

  test("what is answered is on disk, also when many commit at once", async () => {
    const written = Database.use((database) =>
      database.withRole("api_imdi", officer, (trx) =>
        Effect.gen(function* () {
          yield* record({ action: "read", subject: "test:disk" })
          const { rows } = yield* query("position", () =>
            sql<{ at: string }>`select pg_current_wal_insert_lsn()::text as at, pg_current_xact_id()`.execute(trx)
          )
          return rows[0]!.at
        })
      )
    ).pipe(
      Effect.flatMap((before) =>
        Effect.promise(async () => {
          const { rows } = await sql<{ safe: boolean }>`
            select pg_current_wal_flush_lsn() > ${before}::pg_lsn as safe`.execute(h().database.admin)
          return rows[0]!.safe
        })
      )
    )
    const safe = await h().run(
      Effect.all(
        Array.from({ length: 40 }, () => written),
        { concurrency: "unbounded" }
      )
    )
    expect(safe).toEqual(Array.from({ length: 40 }, () => true))
  })

  test("many transactions at once leave the event loop free to turn", async () => {
    let turns = 0
    let next: NodeJS.Immediate
    const turn = () => {
      turns += 1
      next = setImmediate(turn)
    }
    turn()
    const many = Array.from({ length: 50 }, () => asRole("api_imdi", (trx) => sql`select 1`.execute(trx)))
    await h().run(Effect.all(many, { concurrency: "unbounded" }))
    clearImmediate(next!)
    expect(turns).toBeGreaterThan(10)
  })

  test("an interruption rolls back and leaves the connection usable", async () => {
    const interrupted = inTransaction((trx) => Effect.andThen(insertRound(trx, "interrupted"), Effect.never)).pipe(
      Effect.timeoutOption("200 millis")
    )
    await h().run(interrupted)
    expect(await exists(h(), "interrupted")).toBe(false)
    await h().run(asRole("api_imdi", (trx) => sql`select 1`.execute(trx)))
  })

  test("a commit that the database turns into a rollback is a failure, not a result", async () => {
    const swallowed = inTransaction((trx) =>
      insertRound(trx, "swallowed").pipe(
        Effect.andThen(Effect.ignore(query("broken", () => sql`select 1 / 0`.execute(trx)))),
        Effect.as("done")
      )
    )
    const exit = await Effect.runPromise(Effect.exit(Effect.promise(() => h().run(swallowed))))
    expect(Exit.isFailure(exit)).toBe(true)
    expect(await exists(h(), "swallowed")).toBe(false)
  })

  test("a transaction inside a transaction is a defect, not a wait for ever", async () => {
    const nested = inTransaction(() =>
      RoundStore.use((rounds) => rounds.list(officer)).pipe(
        Effect.provide(RoundStore.layer),
        Effect.provide(h().database.layer)
      )
    )
    await expect(h().run(nested)).rejects.toThrow("a transaction inside another")
  })

  test("many at once all end, each with its own context", async () => {
    const who = (n: number) =>
      asRole(
        "api_imdi",
        (trx) => sql<{ user: string }>`select current_setting('app.user') as user, pg_sleep(0.001)`.execute(trx),
        `user-${n}`
      )
    const answers = await h().run(
      Effect.forEach(
        Array.from({ length: 200 }, (_, n) => n),
        who,
        { concurrency: 32 }
      )
    )
    expect(answers.map(({ rows }) => rows[0]?.user)).toEqual(answers.map((_, n) => `user-${n}`))
  })

  test("errors and defects hold no stored value", async () => {
    const secret = "19900228-hemmelig"
    await h().run(RoundStore.use((rounds) => rounds.save(officer, round("held"))))
    const texts: Array<string> = []
    for (const statement of [
      sql`insert into core.round (id, name, date, next_round, synthetic, doc) values ('held', ${secret}, '2026-01-01', '2026-01-01', true, '{}')`,
      sql`select ${secret}::int`,
      sql`select ${secret}::date`,
      sql`select nothing from core.round where name = ${secret}`
    ]) {
      const exit = await Effect.runPromise(
        Effect.exit(Effect.tryPromise(() => h().run(asRole("api_imdi", (trx) => statement.execute(trx)))))
      )
      expect(Exit.isFailure(exit)).toBe(true)
      texts.push(String(exit), JSON.stringify(exit), Exit.isFailure(exit) ? String(exit.cause) : "")
    }
    expect(texts.join("\n")).not.toContain("hemmelig")
    expect(texts.join("\n")).toContain("23505")
  })

  test("a wrong statement is a defect that names operation and code", async () => {
    const wrong = h().run(asRole("api_imdi", (trx) => sql`select nothing from core.round`.execute(trx)))
    await expect(wrong).rejects.toSatisfy(
      (error) => error instanceof StoreDefect && error.message === "test: SQLSTATE 42703"
    )
  })

  test("a stored row that no longer fits the domain is a defect that says where, not what", async () => {
    await h().run(rename(""))
    const read = h().run(RoundStore.use((rounds) => rounds.get(officer, RoundId.make("held"))))
    await expect(read).rejects.toThrow("round: the stored row does not fit the domain at name")
    await h().run(rename("held"))
  })
}
