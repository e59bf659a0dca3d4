/** `treff verify`: recounts any plan without a solver, and says everything that is wrong with it. */
import { Effect, Result } from "effect"
import { readText } from "../intake/files.ts"
import { InputInvalid } from "../intake/InputInvalid.ts"
import { readInstance } from "../intake/readInstance.ts"
import { type Verification, verifyResult } from "../matching/referee/verifyResult.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson } from "./output.ts"

export const verify = Effect.fn("verify")(function* (
  instanceFile: string,
  resultFile: string,
  certificateFile: string | undefined
) {
  const instance = yield* readInstance(instanceFile)
  const text = yield* readText(resultFile)
  const certificate = certificateFile === undefined ? undefined : yield* readText(certificateFile)
  const verified = verifyResult(instance, text, certificate)
  if (Result.isSuccess(verified)) return verified.success
  const { line, problem, which } = verified.failure
  return yield* new InputInvalid({
    file: which === "result" ? resultFile : (certificateFile ?? resultFile),
    line: line ?? null,
    field: "",
    problem,
    advice: "Solve with --json and verify what it prints.",
    more: 0
  })
})

const render = ({ certifiedBound, feasible, objective, problems }: Verification): string =>
  [
    `${feasible ? "Feasible" : "Not feasible"} · objective ${objective ?? "–"} · certified bound ${certifiedBound ?? "–"}`,
    ...problems.map((problem) => `  ✗ ${problem}`),
    ...(problems.length === 0 ? ["  ✓ everything the result says holds"] : [])
  ].join("\n")

export const showVerified = (verification: Verification, { json }: { readonly json: boolean }): number => {
  if (json) printJson(verification)
  else print(render(verification))
  return verification.problems.length === 0 ? done : answerIsNo
}
