/**
 * The program that serves: opens the database, sees that there is something solved to show, listens until it is told to
 * stop, and closes what it opened. The composition root hands in what belongs to other rings.
 */
import { Cause, Effect, Layer, Logger, ManagedRuntime, Schema } from "effect"
import type { Mode } from "../matching/consistency.ts"
import type { MatchReport } from "../matching/report.ts"
import type { Solver } from "../matching/solver/Solver.ts"
import { Database } from "../store/Database.ts"
import type { DatabaseSettings } from "../store/DatabaseSettings.ts"
import { MunicipalityStore } from "../store/MunicipalityStore.ts"
import { PlanStore } from "../store/PlanStore.ts"
import { RoundStore } from "../store/RoundStore.ts"
import { makeApp } from "./app.ts"
import { loadDemo } from "./demoData.ts"
import { Explanations } from "./Explanations.ts"
import { whereItArose } from "./failureLog.ts"
import type { Match } from "./match.ts"
import { Rounds } from "./Rounds.ts"
import { SolvedPlans } from "./SolvedPlans.ts"
import { SolveTurn } from "./SolveTurn.ts"
import { listen } from "./server.ts"
import { type Solving, solveRounds, warmUp } from "./solveRounds.ts"
import { stopSignal } from "./stopSignal.ts"

export interface ServeSettings {
  readonly mode: Mode
  /** 0 asks the system for a free one. */
  readonly port: number
  /** Public address; undefined = http://localhost:PORT. */
  readonly url: string | undefined
  readonly database: DatabaseSettings
}

export interface ServeParts {
  readonly solver: Layer.Layer<Solver>
  readonly match: Match
  /** Version of the program. */
  readonly version: string
  /** What whoever started it must know, line by line. */
  readonly say: (line: string) => void
  /** The report of the latest round, once it is solved and before the address is told. */
  readonly onReport?: (report: MatchReport) => void
}

export class LoginMissing extends Schema.TaggedError<LoginMissing>()("LoginMissing", {}) {
  override get message(): string {
    return "TREFF_MODE=production needs a login, which this version does not have: without one it would show everything to everybody. Use demo mode, with synthetic persons."
  }
}

/** Everything the routes and the start need. */
const servicesOf = ({ database }: ServeSettings, solver: Layer.Layer<Solver>) =>
  Explanations.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(Rounds.layer, SolvedPlans.layer)),
    Layer.provideMerge(
      Layer.mergeAll(RoundStore.layer, MunicipalityStore.layer, PlanStore.layer, SolveTurn.layer, solver)
    ),
    Layer.provideMerge(Database.layer(database)),
    // Results go to stdout, and nothing else.
    Layer.provideMerge(Layer.succeed(Logger.LogToStderr, true))
  )

const reportLatest = Effect.fnUntraced(function* (onReport: (report: MatchReport) => void) {
  const rounds = yield* Rounds
  const [latest] = yield* rounds.list
  if (latest !== undefined) onReport((yield* rounds.getRecommendations(latest)).report)
})

const prepare = Effect.fnUntraced(function* (solving: Solving, { onReport, say }: ServeParts) {
  const { notices } = yield* Database
  for (const { message } of notices) say(message)
  yield* loadDemo()
  yield* solveRounds(solving)
  if (onReport !== undefined) yield* reportLatest(onReport)
})

const run = Effect.fnUntraced(function* (settings: ServeSettings, parts: ServeParts) {
  if (settings.mode === "production") return yield* new LoginMissing()
  const { match, say, solver, version } = parts
  const solving: Solving = { match, version, onSolve: (round) => say(`Solving ${round} …`) }
  const context = yield* Layer.build(servicesOf(settings, solver))
  yield* prepare(solving, parts).pipe(Effect.provideContext(context))

  const runtime = ManagedRuntime.make(Layer.succeedContext(context))
  const app = makeApp(runtime, { version })
  const port = yield* listen((request) => app.fetch(request), settings.port)
  const address = settings.url ?? `http://localhost:${port}`
  yield* Database.use((database) => database.announce(address)).pipe(Effect.provideContext(context))
  say(`Treff serves at ${address} until it is stopped (Ctrl-C).`)
  yield* warmUp(solving).pipe(
    Effect.catchCause((cause) =>
      Effect.logError(`the latest round could not be solved ahead: ${whereItArose(Cause.squash(cause))}`)
    ),
    Effect.provideContext(context),
    Effect.forkScoped
  )
  return yield* Effect.never
})

/** Ends when the process is told to stop; by then everything is closed. */
export const serve = (settings: ServeSettings, parts: ServeParts) =>
  Effect.raceFirst(Effect.scoped(run(settings, parts)), stopSignal)
