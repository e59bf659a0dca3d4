/** How a command ends: 0 done · 1 the answer is no · 2 usage or bad input · 70 a bug in Treff (sysexits EX_SOFTWARE). */
import { Cause, Effect, Exit, Option } from "effect"
import { note } from "./output.ts"

export const done = 0
export const answerIsNo = 1
export const badInput = 2
const bug = 70

/** A typed failure knows its sentence; anything else is a bug and says so loudly. */
interface Failure {
  readonly message: string
}

/** Runs a command to its exit code. Failures become one sentence on stderr, bugs a stack. */
export const runToExitCode = async (command: Effect.Effect<number, Failure>): Promise<number> => {
  const exit = await Effect.runPromiseExit(command)
  if (Exit.isSuccess(exit)) return exit.value
  const failure = Cause.findErrorOption(exit.cause)
  if (Option.isSome(failure)) {
    note(`treff: ${failure.value.message}`)
    return badInput
  }
  note(`treff: an unexpected error in Treff itself. Please report it.\n${Cause.pretty(exit.cause)}`)
  return bug
}
