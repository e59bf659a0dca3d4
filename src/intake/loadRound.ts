/** A round with its municipalities, checked as a whole: what every use of a round starts with. */
import { Effect, Schema } from "effect"
import type { MunicipalityFile } from "../domain/Municipality.ts"
import type { PairChoice, Round } from "../domain/Round.ts"
import { checkRound, type Finding, type Mode } from "../matching/consistency.ts"
import { type RoundInput, withChoices } from "../matching/prepare.ts"
import { refuseSynthetic } from "../matching/refuseSynthetic.ts"
import { readMunicipalities, readProfile, readRound } from "./files.ts"

const Problem = Schema.Struct({ field: Schema.String, message: Schema.String })

export class RoundInvalid extends Schema.TaggedError<RoundInvalid>()("RoundInvalid", {
  file: Schema.String,
  problems: Schema.NonEmptyArray(Problem)
}) {
  override get message(): string {
    const [first, ...others] = this.problems
    const also = others.map((one) => `  also ${one.field}: ${one.message}`)
    return [`${this.file}, ${first.field}: ${first.message}`, ...also].join("\n")
  }
}

/** Files to read instead of the ones that come with Treff, and choices to add to the round. */
export interface RoundRequest {
  readonly round?: string | undefined
  readonly municipalities?: string | undefined
  readonly profile?: string | undefined
  readonly locks?: ReadonlyArray<PairChoice>
  readonly forbids?: ReadonlyArray<PairChoice>
}

export interface LoadedRound {
  readonly input: RoundInput
  readonly findings: ReadonlyArray<Finding>
}

/** At most this many problems are listed; the first ones are enough to see the pattern. */
const listed = 12

/** All findings when none stops the run; otherwise the ones that do. `name` is what the errors call the round. */
export const checkedRound = (round: Round, file: MunicipalityFile, mode: Mode, name: string) => {
  const findings = checkRound(round, file, mode)
  const [first, ...others] = findings.filter((finding) => finding.severity === "error")
  return first === undefined
    ? Effect.succeed(findings)
    : Effect.fail(new RoundInvalid({ file: name, problems: [first, ...others.slice(0, listed - 1)] }))
}

export const loadRound = Effect.fn("loadRound")(function* (request: RoundRequest, mode: Mode) {
  const known = yield* readMunicipalities(request.municipalities)
  const file = mode === "production" ? refuseSynthetic(known) : known
  const read = yield* readRound(request.round)
  const profile = request.profile === undefined ? undefined : yield* readProfile(request.profile)
  const round = withChoices(read, request.locks ?? [], request.forbids ?? [])
  const findings = yield* checkedRound(round, file, mode, request.round ?? "demo round")
  const loaded: LoadedRound = {
    input: { file, round, profile },
    findings
  }
  return loaded
})
