/** `treff verify`: recounts any plan without a solver, and says everything that is wrong with it. */
import { Effect } from "effect"
import { parseJson } from "../intake/decodeText.ts"
import { readText } from "../intake/files.ts"
import { InputInvalid } from "../intake/InputInvalid.ts"
import { decodeInstance } from "../matching/instance/decodeInstance.ts"
import { type Verification, verifyResult } from "../matching/referee/verifyResult.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson } from "./output.ts"

export const verify = Effect.fn("verify")(function* (
  instanceFile: string,
  resultFile: string,
  certificateFile: string | undefined
) {
  const instance = yield* decodeInstance(yield* readText(instanceFile), instanceFile)
  const text = yield* readText(resultFile)
  const document = yield* parseJson(text, resultFile)
  const certificate =
    certificateFile === undefined ? undefined : yield* parseJson(yield* readText(certificateFile), certificateFile)
  const verification = verifyResult(instance, text, document, certificate)
  if (verification === null) {
    return yield* new InputInvalid({
      file: resultFile,
      line: null,
      field: "",
      problem: "not a result of `treff solve --json`",
      advice: "Solve with --json and verify what it prints.",
      more: 0
    })
  }
  return verification
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
