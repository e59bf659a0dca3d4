import { Effect } from "effect"
import { runProgram } from "./src/commands/program.ts"
process.exitCode = await runProgram({ mode: process.env.TREFF_MODE as any ?? "demo", serve: () => Effect.succeed(0), migrate: () => Effect.succeed(0) }, process.argv.slice(2))
