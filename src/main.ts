/** The composition root: settings, database, solver, commands and server meet here and nowhere else. */
import "./keepWasmCode.ts"
import { Effect, Layer, Redacted } from "effect"
import { serve } from "./api/serve.ts"
import { stopSignal } from "./api/stopSignal.ts"
import { giveRole, type RoleRequest, takeRole } from "./commands/accounts.ts"
import { showAuditVerified, verifyAudit } from "./commands/audit.ts"
import { badInput, done } from "./commands/exit.ts"
import { migrate } from "./commands/migrate.ts"
import { type LoadOptions, loadIntoUse, showLoaded } from "./commands/municipalities.ts"
import { note, print } from "./commands/output.ts"
import { runProgram, type ServeOptions } from "./commands/program.ts"
import { endSessions, openAgain } from "./commands/sessions.ts"
import { showMatch } from "./commands/show.ts"
import { solverLayers } from "./commands/solvers.ts"
import { unknownVariables } from "./environmentNames.ts"
import { solveAndSave } from "./jobs/solveRound.ts"
import { anchored, beside, besideLayer } from "./processParts.ts"
import { keyBytes, productionRefusals } from "./productionRefusals.ts"
import { oidcOf, type Settings, settingsFrom } from "./settings.ts"
import { Database } from "./store/Database.ts"
import { expectPersonsOf } from "./store/expectPersonsOf.ts"
import { version } from "./version.ts"

const serving = Effect.fnUntraced(function* (settings: Settings, { port, show, withoutWork = false }: ServeOptions) {
  const refusals = productionRefusals(settings)
  for (const sentence of refusals) note(`treff: ${sentence}`)
  if (refusals.length > 0) return badInput
  if (withoutWork && settings.database.url === undefined) {
    note("treff: nobody else can work on the embedded database. Set DATABASE_URL, or serve without --without-work.")
    return badInput
  }
  yield* serve(
    { ...settings, oidc: oidcOf(settings), port: port ?? settings.port },
    {
      solver: solverLayers.decomposition,
      solve: ({ id }) =>
        Effect.map(
          solveAndSave({ mode: settings.mode, version }, id, () => {}),
          ({ report }) => report
        ),
      besideLayer,
      beside: (address) => (withoutWork ? Effect.never : beside(settings, address)),
      started: anchored(settings),
      version,
      say: show ? print : note,
      ...(show ? { onReport: (report) => void showMatch(report, { json: false, lang: "nb" }) } : {})
    }
  )
  return done
})

/** One more pair of hands: works on runs and notices until it is told to stop. */
const working = Effect.fnUntraced(function* (settings: Settings) {
  const refusals = productionRefusals(settings)
  for (const sentence of refusals) note(`treff: ${sentence}`)
  if (refusals.length > 0) return badInput
  if (settings.database.url === undefined) {
    note("treff: a worker needs PostgreSQL: the embedded database belongs to one process. Set DATABASE_URL.")
    return badInput
  }
  const layer = besideLayer.pipe(
    Layer.provideMerge(Layer.merge(Database.layer(settings.database), solverLayers.decomposition))
  )
  const address = settings.url ?? `http://localhost:${settings.port}`
  const work = Effect.gen(function* () {
    yield* expectPersonsOf(settings.mode)
    note("Treff works on runs and notices until it is stopped (Ctrl-C).")
    yield* beside(settings, address)
  })
  yield* Effect.raceFirst(Effect.provide(work, layer), stopSignal)
  return done
})

const told = <E>(work: Effect.Effect<string, E>): Effect.Effect<number, E> =>
  Effect.map(work, (sentence) => {
    print(sentence)
    return done
  })

const outside = (settings: Settings) => ({
  mode: settings.mode,
  serve: (options: ServeOptions) => serving(settings, options),
  work: () => working(settings),
  migrate: () =>
    Effect.map(migrate(settings.database), ({ lines }) => {
      print(lines.join("\n"))
      return done
    }),
  loadMunicipalities: (file: string, options: LoadOptions & { readonly json: boolean }) =>
    Effect.map(loadIntoUse(settings.database, file, options), (found) => showLoaded(found, options)),
  verifyAudit: (options: { readonly anchor?: string; readonly json: boolean }) =>
    Effect.map(
      verifyAudit(
        {
          database: settings.database,
          key: settings.key === undefined ? undefined : keyBytes(Redacted.value(settings.key))
        },
        options.anchor
      ),
      (found) => showAuditVerified(found, options)
    ),
  endSessions: () => told(endSessions(settings.database)),
  openAgain: () => told(openAgain(settings.database)),
  giveRole: (request: RoleRequest) => told(giveRole(settings.database, request)),
  takeRole: (request: RoleRequest) => told(takeRole(settings.database, request))
})

const started = await Effect.runPromiseExit(settingsFrom(process.env))
if (started._tag === "Success") {
  for (const sentence of unknownVariables(process.env)) note(`treff: ${sentence}`)
  process.exitCode = await runProgram(outside(started.value), process.argv.slice(2))
} else {
  const problem = started.cause.reasons.find((reason) => reason._tag === "Fail")
  note(`treff: ${problem?.error.message ?? "the settings cannot be read."}`)
  process.exitCode = badInput
}
