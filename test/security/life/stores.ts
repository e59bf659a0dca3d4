/** The stores over a database under test, without API and login. */
import { type Effect, Layer, ManagedRuntime } from "effect"
import { CapacityStore } from "../../../src/store/CapacityStore.ts"
import { PlanStore } from "../../../src/store/PlanStore.ts"
import { RequestStore } from "../../../src/store/RequestStore.ts"
import { RoundProcess } from "../../../src/store/RoundProcess.ts"
import { RoundStore } from "../../../src/store/RoundStore.ts"
import { SettlementStore } from "../../../src/store/SettlementStore.ts"
import type { TestDatabase } from "../../support/databases.ts"

export const storesOver = ({ layer }: TestDatabase) =>
  ManagedRuntime.make(
    Layer.mergeAll(
      RoundStore.layer,
      RoundProcess.layer,
      PlanStore.layer,
      RequestStore.layer,
      SettlementStore.layer,
      CapacityStore.layer
    ).pipe(Layer.provideMerge(layer))
  )
export type Runtime = ReturnType<typeof storesOver>
type Services = ManagedRuntime.ManagedRuntime.Services<Runtime>
export type Program = Effect.Effect<unknown, { readonly _tag: string }, Services>
