/** The composition root: settings, database, solver, commands and server meet here and nowhere else. */
import { Effect } from "effect"
import { serve } from "./api/serve.ts"
import { badInput, done } from "./commands/exit.ts"
import { matchLoaded } from "./commands/match.ts"
import { migrate } from "./commands/migrate.ts"
import { note, print } from "./commands/output.ts"
import { runProgram } from "./commands/program.ts"
import { showMatch } from "./commands/show.ts"
import { solverLayers } from "./commands/solvers.ts"
import { type Settings, settingsFrom } from "./settings.ts"
import { version } from "./version.ts"

const serving = (settings: Settings, { port, show }: { readonly port?: number; readonly show: boolean }) =>
  Effect.as(
    serve(
      { ...settings, port: port ?? settings.port },
      {
        solver: solverLayers.decomposition,
        match: (loaded, topK) => matchLoaded(loaded, topK, 0, false),
        version,
        say: show ? print : note,
        ...(show ? { onReport: (report) => void showMatch(report, { json: false, lang: "nb" }) } : {})
      }
    ),
    done
  )

const outside = (settings: Settings) => ({
  mode: settings.mode,
  serve: (options: { readonly port?: number; readonly show: boolean }) => serving(settings, options),
  migrate: () =>
    Effect.map(migrate(settings.database), ({ lines }) => {
      print(lines.join("\n"))
      return done
    })
})

const started = await Effect.runPromiseExit(settingsFrom(process.env))
if (started._tag === "Success") process.exitCode = await runProgram(outside(started.value), process.argv.slice(2))
else {
  const problem = started.cause.reasons.find((reason) => reason._tag === "Fail")
  note(`treff: ${problem?.error.message ?? "the settings cannot be read."}`)
  process.exitCode = badInput
}
