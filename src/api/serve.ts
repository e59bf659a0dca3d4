/**
 * The program that serves: opens the database, sees that there is something solved to show, listens until it is told to
 * stop, and closes what it opened. The composition root hands in what belongs to other rings.
 */
import { Effect, Layer, Logger, ManagedRuntime, type Redacted, type Scope } from "effect"
import type { Mode } from "../matching/consistency.ts"
import type { MatchReport } from "../matching/report.ts"
import type { Solver } from "../matching/solver/Solver.ts"
import { AccountStore } from "../store/AccountStore.ts"
import { AuditStore } from "../store/AuditStore.ts"
import { CapacityStore } from "../store/CapacityStore.ts"
import { Changes } from "../store/Changes.ts"
import { Database } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import { expectPersonsOf } from "../store/expectPersonsOf.ts"
import { ForecastStore } from "../store/ForecastStore.ts"
import { HouseholdStore } from "../store/HouseholdStore.ts"
import { LoginStore } from "../store/LoginStore.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { NoticeAddressStore } from "../store/NoticeAddressStore.ts"
import { PersonExport } from "../store/PersonExport.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { ProtectedStore } from "../store/ProtectedStore.ts"
import { RequestStore } from "../store/RequestStore.ts"
import { RoundProcess } from "../store/RoundProcess.ts"
import { RoundStore, type RoundSummary } from "../store/RoundStore.ts"
import { SelfSettlementStore } from "../store/SelfSettlementStore.ts"
import { SessionStore } from "../store/SessionStore.ts"
import { SettlementStore } from "../store/SettlementStore.ts"
import { WorkQueue } from "../store/WorkQueue.ts"
import { RunStore } from "../store/work/RunStore.ts"
import { makeApp } from "./app.ts"
import { loadDemo } from "./demoData.ts"
import { Explanations } from "./Explanations.ts"
import type { Limits } from "./frame/rateLimit.ts"
import { IdentityProviders } from "./identity/IdentityProviders.ts"
import type { OidcSettings } from "./identity/OidcSettings.ts"
import { Rounds } from "./Rounds.ts"
import { SolvedPlans } from "./SolvedPlans.ts"
import { SolveTurn } from "./SolveTurn.ts"
import { listen } from "./server.ts"
import { startRounds } from "./startRounds.ts"
import { stopSignal } from "./stopSignal.ts"

export interface ServeSettings {
  readonly mode: Mode
  /** 0 asks the system for a free one. */
  readonly port: number
  /** Public address; undefined = http://localhost:PORT. */
  readonly url: string | undefined
  readonly database: DatabaseSettings
  readonly oidc: OidcSettings | undefined
  readonly key: Redacted.Redacted | undefined
  readonly limits?: Limits
}

/** What a process of Treff does besides answering: solving, sending notices, anchoring the audit log. */
export type Beside<R> = (address: string) => Effect.Effect<unknown, never, R | Services>

export interface ServeParts<E1, E2, R> {
  readonly solver: Layer.Layer<Solver>
  /** Solves a round and saves its plan, when Treff starts with a demo round nobody has solved. */
  readonly solve: (round: RoundSummary) => Effect.Effect<MatchReport, E1, Services>
  readonly beside: Beside<R>
  /** Services the work beside needs. */
  readonly besideLayer: Layer.Layer<R, never, Services>
  /** Done once the database is open, and undone when everything closes. */
  readonly started: Effect.Effect<void, E2, Database | Scope.Scope>
  /** Version of the program. */
  readonly version: string
  /** What whoever started it must know, line by line. */
  readonly say: (line: string) => void
  /** The report of the latest round, once it is solved and before the address is told. */
  readonly onReport?: (report: MatchReport) => void
}

/** The stores over one database. */
const storeLayers = (mode: Mode) =>
  Layer.mergeAll(
    RoundStore.layer,
    RoundProcess.layer,
    PlanStore.layer,
    MunicipalityStore.layer,
    HouseholdStore.layer,
    RequestStore.layer,
    SelfSettlementStore.layer,
    SettlementStore.layer,
    CapacityStore.layer,
    ForecastStore.layer,
    NoticeAddressStore.layer,
    RunStore.layer,
    PersonExport.layer.pipe(Layer.provideMerge(AuditStore.layer)),
    WorkQueue.layer,
    ProtectedStore.layer,
    AccountStore.layer,
    LoginStore.layer,
    SessionStore.layer(mode),
    Changes.layer
  )

/** Everything the routes ask. */
export const apiLayers = (mode: Mode, oidc: OidcSettings | undefined) =>
  Explanations.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(Rounds.layer, SolvedPlans.layer(mode), SolveTurn.layer)),
    Layer.provideMerge(Layer.merge(storeLayers(mode), IdentityProviders.layer(oidc)))
  )

type Services = Layer.Success<ReturnType<typeof apiLayers>> | Database | Solver

/** Everything the routes and the start need. */
const servicesOf = ({ database, mode, oidc }: ServeSettings, solver: Layer.Layer<Solver>) =>
  apiLayers(mode, oidc).pipe(
    Layer.provideMerge(Layer.merge(Database.layer(database), solver)),
    // Results go to stdout, and nothing else.
    Layer.provideMerge(Layer.succeed(Logger.LogToStderr, true))
  )

const prepare = Effect.fnUntraced(function* <E1, E2, R>(
  { mode }: ServeSettings,
  { onReport, say, solve, version }: ServeParts<E1, E2, R>
) {
  const { notices } = yield* Database
  for (const { message } of notices) say(message)
  if (mode === "production") return
  yield* loadDemo()
  const report = yield* startRounds({ version, solve, onSolve: (round) => say(`Solving ${round} …`) })
  if (onReport !== undefined && report !== undefined) onReport(report)
})

const run = Effect.fnUntraced(function* <E1, E2, R>(settings: ServeSettings, parts: ServeParts<E1, E2, R>) {
  const { beside, besideLayer, say, solver, started, version } = parts
  const { limits, mode, port: wanted, url } = settings
  const context = yield* Layer.build(besideLayer.pipe(Layer.provideMerge(servicesOf(settings, solver))))
  yield* expectPersonsOf(mode).pipe(Effect.provideContext(context))
  yield* started.pipe(Effect.provideContext(context))
  yield* prepare(settings, parts).pipe(Effect.provideContext(context))

  const runtime = ManagedRuntime.make(Layer.succeedContext(context))
  const app = makeApp(runtime, { mode, version, url, ...(limits === undefined ? {} : { limits }) })
  const port = yield* listen((request, env) => app.fetch(request, env), wanted)
  const address = url ?? `http://localhost:${port}`
  yield* Database.use((database) => database.announce(address)).pipe(Effect.provideContext(context))
  yield* beside(address).pipe(Effect.provideContext(context), Effect.forkScoped)
  say(`Treff serves at ${address} until it is stopped (Ctrl-C).`)
  return yield* Effect.never
})

/** Ends when the process is told to stop; by then everything is closed. */
export const serve = <E1, E2, R>(settings: ServeSettings, parts: ServeParts<E1, E2, R>) =>
  Effect.raceFirst(Effect.scoped(run(settings, parts)), stopSignal)
