/** `treff profile check`: what each criterion and purpose moves, and which criteria say the same thing (S12). */
import Table from "cli-table3"
import { Effect } from "effect"
import { readProfile } from "../intake/files.ts"
import { loadRound } from "../intake/loadRound.ts"
import type { Mode } from "../matching/consistency.ts"
import { checkProfile } from "../matching/Matching.ts"
import type { ProfileCheck } from "../matching/profileCheck.ts"
import { catalogueOf, type Language } from "../texts/language.ts"
import { answerIsNo, done } from "./exit.ts"
import { print, printJson, progress } from "./output.ts"

export const profileCheck = Effect.fn("profileCheck")(function* (
  file: string,
  request: { readonly round?: string; readonly municipalities?: string },
  mode: Mode
) {
  const profile = yield* readProfile(file)
  const { input } = yield* loadRound(request, mode)
  progress("solving the round once for each criterion and purpose")
  return yield* checkProfile(input, profile)
})

/** The strongest; all of them are in the JSON. */
const shownCorrelations = 12

const share = (value: number): string => `${(100 * value).toFixed(0)} %`

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const made = new Table({ head: [...head], style: { head: [], border: [], compact: true } })
  made.push(...rows.map((row) => [...row]))
  return made.toString()
}

const render = (check: ProfileCheck, language: Language): string => {
  const { criteria, purposes } = catalogueOf(language)
  const { adults, moved } = check.competence
  return [
    table(
      ["Purpose", "weight", "placements that move without it"],
      check.purposes.map((one) => [purposes[one.id], String(one.weight), share(one.moved)])
    ),
    table(
      ["Criterion", "weight in its purpose", "placements that move without it"],
      check.criteria.map((one) => [criteria[one.id].title, String(one.weight), share(one.moved)])
    ),
    table(
      ["Criteria that follow each other", "", "rank correlation"],
      check.correlations
        .slice(0, shownCorrelations)
        .map((one) => [criteria[one.a].title, criteria[one.b].title, one.rank.toFixed(2)])
    ),
    `Without competence ${share(moved)} of ${adults} adults with verified competence move.`,
    check.approved ? "The profile can be approved." : `The profile cannot be approved: ${check.reasons.join(" ")}`
  ].join("\n\n")
}

export const showProfileCheck = (
  check: ProfileCheck,
  options: { readonly json: boolean; readonly lang: Language }
): number => {
  if (options.json) printJson(check)
  else print(render(check, options.lang))
  return check.approved ? done : answerIsNo
}
