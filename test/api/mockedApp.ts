/**
 * The application over services that do as they are told, asked by a lead who is logged in. What is not told dies. For what
 * the application itself says; what the services do is tested over real ones (world.ts, caseWorld.ts).
 */
import { Effect, Layer, Logger, ManagedRuntime } from "effect"
import { type AppSettings, makeApp } from "../../src/api/app.ts"
import { Explanations } from "../../src/api/Explanations.ts"
import { IdentityProviders } from "../../src/api/identity/IdentityProviders.ts"
import { Rounds } from "../../src/api/Rounds.ts"
import type { ApiServices } from "../../src/api/run.ts"
import { AccountStore } from "../../src/store/AccountStore.ts"
import { AuditStore } from "../../src/store/AuditStore.ts"
import { CapacityStore } from "../../src/store/CapacityStore.ts"
import { Changes } from "../../src/store/Changes.ts"
import { Database } from "../../src/store/Database.ts"
import { ForecastStore } from "../../src/store/ForecastStore.ts"
import type { DatabaseFailure } from "../../src/store/failures.ts"
import { HouseholdStore } from "../../src/store/HouseholdStore.ts"
import { LoginStore } from "../../src/store/LoginStore.ts"
import { MunicipalityStore } from "../../src/store/MunicipalityStore.ts"
import { NoticeAddressStore } from "../../src/store/NoticeAddressStore.ts"
import { PersonExport } from "../../src/store/PersonExport.ts"
import { PlanStore } from "../../src/store/PlanStore.ts"
import { ProtectedStore } from "../../src/store/ProtectedStore.ts"
import { RequestStore } from "../../src/store/RequestStore.ts"
import { RoundProcess } from "../../src/store/RoundProcess.ts"
import { RoundStore } from "../../src/store/RoundStore.ts"
import { SelfSettlementStore } from "../../src/store/SelfSettlementStore.ts"
import { type OpenSession, SessionStore } from "../../src/store/SessionStore.ts"
import { SettlementStore } from "../../src/store/SettlementStore.ts"
import { WorkQueue } from "../../src/store/WorkQueue.ts"
import { RunStore } from "../../src/store/work/RunStore.ts"

const lead: OpenSession = {
  account: "00000000-0000-4000-8000-000000000001",
  session: "00000000-0000-4000-8000-000000000002",
  organisation: { _tag: "imdi" },
  roles: ["imdi-lead"],
  expiresAt: "2999-01-01T00:00:00.000Z"
}

const notTold = Effect.die(new Error("The test does not tell what the database answers."))
/** What a database is besides its queries. */
const closed = {
  engine: "PGlite",
  notices: [],
  migrated: [],
  workerStatements: () => Promise.reject(new Error("The test does not tell what the queue asks."))
} as const

interface Told {
  readonly rounds?: Partial<Rounds["Service"]>
  readonly explanations?: Partial<Explanations["Service"]>
  /** How every query ends, where it does not die. */
  readonly outage?: DatabaseFailure
  readonly log?: Logger.Logger<unknown, void>
}

export const mockedApp = (
  { explanations = {}, log, outage, rounds = {} }: Told = {},
  settings: Partial<AppSettings> = {}
) => {
  const services: Layer.Layer<ApiServices> = Layer.mergeAll(
    Layer.mock(Rounds, rounds),
    Layer.mock(Explanations, explanations),
    Layer.mock(Database, { ...closed, withRole: () => (outage === undefined ? notTold : Effect.fail(outage)) }),
    Layer.mock(Changes, {}),
    Layer.mock(RoundStore, {}),
    Layer.mock(RoundProcess, {}),
    Layer.mock(PlanStore, {}),
    Layer.mock(MunicipalityStore, {}),
    Layer.mock(HouseholdStore, {}),
    Layer.mock(RequestStore, {}),
    Layer.mock(SelfSettlementStore, {}),
    Layer.mock(SettlementStore, {}),
    Layer.mock(CapacityStore, {}),
    Layer.mock(ForecastStore, {}),
    Layer.mock(NoticeAddressStore, {}),
    Layer.mock(RunStore, {}),
    Layer.mock(AuditStore, { deny: () => Effect.void }),
    Layer.mock(WorkQueue, {}),
    Layer.mock(PersonExport, {}),
    Layer.mock(ProtectedStore, {}),
    Layer.mock(AccountStore, {}),
    Layer.mock(LoginStore, {}),
    Layer.mock(IdentityProviders, {}),
    Layer.mock(SessionStore, { open: () => Effect.succeed(lead) })
  )
  const runtime = ManagedRuntime.make(Layer.merge(services, Logger.layer(log === undefined ? [] : [log])))
  return makeApp(runtime, { mode: "demo", version: "test", ...settings })
}
