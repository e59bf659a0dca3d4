/** From an Effect program to an answer. The type proves that no typed failure is left; what remains are bugs, for app.ts. */
import { Effect, type ManagedRuntime } from "effect"
import type { Context } from "hono"
import type { AuditStore } from "../store/AuditStore.ts"
import type { CapacityStore } from "../store/CapacityStore.ts"
import type { Changes } from "../store/Changes.ts"
import type { Database } from "../store/Database.ts"
import type { ForecastStore } from "../store/ForecastStore.ts"
import type { HouseholdStore } from "../store/HouseholdStore.ts"
import type { MunicipalityStore } from "../store/MunicipalityStore.ts"
import type { NoticeAddressStore } from "../store/NoticeAddressStore.ts"
import { RequestKey } from "../store/once.ts"
import type { PersonExport } from "../store/PersonExport.ts"
import type { PlanStore } from "../store/PlanStore.ts"
import type { ProtectedStore } from "../store/ProtectedStore.ts"
import type { RequestStore } from "../store/RequestStore.ts"
import type { RoundProcess } from "../store/RoundProcess.ts"
import type { RoundStore } from "../store/RoundStore.ts"
import type { SelfSettlementStore } from "../store/SelfSettlementStore.ts"
import type { SettlementStore } from "../store/SettlementStore.ts"
import type { WorkQueue } from "../store/WorkQueue.ts"
import type { RunStore } from "../store/work/RunStore.ts"
import type { Explanations } from "./Explanations.ts"
import type { IdentityServices } from "./identity/IdentityRuntime.ts"
import type { Rounds } from "./Rounds.ts"
import { refusal } from "./refusals.ts"

export type ApiServices =
  | Rounds
  | Explanations
  | Database
  | Changes
  | RoundStore
  | RoundProcess
  | PlanStore
  | MunicipalityStore
  | HouseholdStore
  | RequestStore
  | SelfSettlementStore
  | SettlementStore
  | CapacityStore
  | ForecastStore
  | NoticeAddressStore
  | RunStore
  | AuditStore
  | WorkQueue
  | PersonExport
  | ProtectedStore
  | IdentityServices
export type ApiRuntime = ManagedRuntime.ManagedRuntime<ApiServices, never>

/** A bug that is not an Error: Hono hands only Errors to app.onError. */
class Thrown extends Error {
  override readonly name = "Thrown"
}

/** A program whose every failure has a kind of problem. */
export const answering = <A extends Response, R>(
  runtime: ManagedRuntime.ManagedRuntime<R, never>,
  c: Context,
  program: Effect.Effect<A, Parameters<typeof refusal>[1], NoInfer<R>>
) =>
  answer(
    runtime,
    c,
    Effect.catch(program, (error) => Effect.succeed(refusal(c, error)))
  )

/**
 * Stops with the request when the client goes away. An act is done once for its idempotency key, where the request has one.
 * A page may come as a promise of itself.
 */
export const answer = async <A extends Response | undefined, R>(
  runtime: ManagedRuntime.ManagedRuntime<R, never>,
  c: Context,
  program: Effect.Effect<A | Promise<A>, never, NoInfer<R>>
): Promise<A> => {
  try {
    return await runtime.runPromise(Effect.provideService(program, RequestKey, c.get("idempotency") ?? null), {
      signal: c.req.raw.signal
    })
  } catch (cause) {
    throw cause instanceof Error ? cause : new Thrown(typeof cause)
  }
}
