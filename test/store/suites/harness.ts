/** Runs one program of the store against the database under test. */
import { Effect, Layer } from "effect"
import type { RuntimeRole } from "../../../src/store/Access.ts"
import { Database, type Trx } from "../../../src/store/Database.ts"
import { query } from "../../../src/store/failures.ts"
import { HouseholdStore } from "../../../src/store/HouseholdStore.ts"
import { MunicipalityStore } from "../../../src/store/MunicipalityStore.ts"
import { PlanStore } from "../../../src/store/PlanStore.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import type { TestDatabase } from "../../support/databases.ts"

export type Stores = Database | HouseholdStore | RoundStore | MunicipalityStore | PlanStore

export const storesOver = <E>(database: Layer.Layer<Database, E>): Layer.Layer<Stores, E> =>
  Layer.mergeAll(HouseholdStore.layer, RoundStore.layer, MunicipalityStore.layer, PlanStore.layer).pipe(
    Layer.provideMerge(database)
  )

/** The database under test; opened once for all suites of an engine. */
export interface Harness {
  readonly database: TestDatabase
  readonly run: <A, E>(program: Effect.Effect<A, E, Stores>) => Promise<A>
  /** The typed error of a program that must fail. */
  readonly failure: <A, E>(program: Effect.Effect<A, E, Stores>) => Promise<E>
}

export const harness = (database: TestDatabase): Harness => {
  const layer = storesOver(database.layer)
  return {
    database,
    run: (program) => Effect.runPromise(Effect.provide(program, layer)),
    failure: (program) => Effect.runPromise(Effect.flip(Effect.provide(program, layer)))
  }
}

/** One statement as a runtime role. */
export const asRole = <A>(role: RuntimeRole, statement: (trx: Trx) => PromiseLike<A>, user = "somebody") =>
  Database.use((database) =>
    database.withRole(role, { user, purpose: "test" }, (trx) => query("test", () => statement(trx)))
  )
