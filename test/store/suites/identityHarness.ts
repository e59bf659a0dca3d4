/** Accounts and sessions over the database under test, as two processes have them, with a clock the test turns. */
import { randomUUID } from "node:crypto"
import { Effect, Layer, ManagedRuntime } from "effect"
import { TestClock } from "effect/testing"
import { sql } from "kysely"
import type { Organisation } from "../../../src/casework/Role.ts"
import { MunicipalityCode } from "../../../src/domain/MunicipalityCode.ts"
import type { Mode } from "../../../src/matching/consistency.ts"
import { AccountStore, type Assignment } from "../../../src/store/AccountStore.ts"
import type { Database } from "../../../src/store/Database.ts"
import { LoginStore } from "../../../src/store/LoginStore.ts"
import { SessionStore } from "../../../src/store/SessionStore.ts"
import type { TestDatabase } from "../../support/databases.ts"

export const imdi: Organisation = { _tag: "imdi" }
export const bergen: Organisation = { _tag: "municipality", code: MunicipalityCode.make("4601") }
export const trondheim: Organisation = { _tag: "municipality", code: MunicipalityCode.make("5001") }

type Services = Database | SessionStore | AccountStore | LoginStore
type Run = <A, E>(program: Effect.Effect<A, E, Services>) => Promise<A>

const runtimeOver = (database: TestDatabase, mode: Mode) =>
  ManagedRuntime.make(
    Layer.mergeAll(SessionStore.layer(mode), AccountStore.layer, LoginStore.layer).pipe(
      Layer.provideMerge(Layer.merge(database.layer, TestClock.layer()))
    )
  )

export const identityHarness = (database: TestDatabase) => {
  const here = runtimeOver(database, "demo")
  const there = runtimeOver(database, "demo")
  const production = runtimeOver(database, "production")
  const run: Run = (program) => here.runPromise(program)
  return {
    database,
    run,
    /** In another process over the same database. */
    elsewhere: ((program) => there.runPromise(program)) satisfies Run,
    inProduction: ((program) => production.runPromise(program)) satisfies Run,
    /** The typed failure of what must fail. */
    refusal: <A, E>(program: Effect.Effect<A, E, Services>): Promise<E> => here.runPromise(Effect.flip(program)),
    /** A new account with what is given to it. */
    person: (...assignments: ReadonlyArray<Assignment>): Promise<string> =>
      run(
        Effect.gen(function* () {
          const accounts = yield* AccountStore
          const account = yield* accounts.arrive("https://issuer.example", randomUUID())
          for (const assignment of assignments) yield* accounts.give("admin", account, assignment)
          return account
        })
      ),
    /** What the database's clock says, in milliseconds. */
    databaseTime: async (): Promise<number> => {
      const { rows } = await sql<{ now: string }>`select to_char(now() at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`.execute(database.admin)
      return new Date(rows[0]?.now ?? "").getTime()
    },
    close: async () => {
      await here.dispose()
      await there.dispose()
      await production.dispose()
    }
  }
}

export type IdentityHarness = ReturnType<typeof identityHarness>
